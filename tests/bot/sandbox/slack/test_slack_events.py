from collections.abc import Iterator
from typing import Any

import pytest

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.faults import DeliveryFault
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.persons.outcomes import NotAllowed, NotOnScreen
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.slack.bolt_app import bolt_app, connected, impatient, web_client
from tests.bot.sandbox.slack.kit import actions, button, section

EVENTS = ["message", "app_mention", "file_shared", "file_deleted", "app_home_opened"]


class Heard:
    """Everything the bot heard of, in the order of its timestamps."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.bodies: list[dict[str, Any]] = []

    def take(self, body: dict[str, Any]) -> None:
        self.bodies.append(body)

    def wait(self, count: int) -> list[dict[str, Any]]:
        workspace = self.workspace
        workspace.wait_for(lambda: len(workspace.deliveries) >= count and len(self.bodies) >= count)
        return [body["event"] for body in self.bodies]


@pytest.fixture
def heard(workspace: Workspace) -> Iterator[Heard]:
    heard = Heard(workspace)
    app = bolt_app(workspace)
    for kind in EVENTS:
        # Acknowledged only after it was heard, so that a delivery in the log is one in the list.
        app.event(kind)(heard.take)
    with connected(app, workspace):
        yield heard


def test_addresses_in_a_message_are_told_as_links(workspace: Workspace, heard: Heard) -> None:
    said = workspace.person("ada").say("ask eve@works.example: https://print.example/?a=1&b=2 <b>")
    (event,) = heard.wait(1)

    mail, page = (
        "<mailto:eve@works.example|eve@works.example>",
        "https://print.example/?a=1&amp;b=2",
    )
    assert f"ask {mail}: <{page}> &lt;b&gt;" == event["text"]
    assert "ask eve@works.example: https://print.example/?a=1&b=2 <b>" == said.lines[0]


def test_a_message_is_told_with_all_its_fields(workspace: Workspace, heard: Heard) -> None:
    ada = workspace.person("ada")
    root = ada.say("Two <of> these & @ben")
    ada.say("and this", thread=root)
    first, second = sorted(heard.wait(2), key=lambda event: str(event["ts"]))

    ben = workspace.world.user("ben").id
    assert {
        "type": "message",
        "channel_type": "channel",
        "user": ada.user.id,
        "text": f"Two &lt;of&gt; these &amp; <@{ben}>",
        "channel": root.message.channel,
        "ts": root.message.ts,
        "event_ts": root.message.ts,
    }.items() <= first.items()
    assert (root.message.ts, ada.user.id) == (second["thread_ts"], second["parent_user_id"])
    assert "Two <of> these & @ben" == root.text
    body = heard.bodies[0]
    assert workspace.world.installation.bot_user == body["authorizations"][0]["user_id"]
    assert not body["is_ext_shared_channel"]


def test_a_dropped_file_is_told_twice(workspace: Workspace, heard: Heard) -> None:
    ben = workspace.person("ben")
    message = ben.drop(Dropped(b"solid x", "x.stl"), channel="@printdesk")
    kinds = {event["type"]: event for event in heard.wait(2)}

    assert {"message", "file_shared"} == set(kinds)
    assert ("file_share", "im") == (kinds["message"]["subtype"], kinds["message"]["channel_type"])
    assert ["x.stl"] == [file["name"] for file in kinds["message"]["files"]]
    assert message.message.files == [kinds["file_shared"]["file_id"]]


def test_a_mention_is_told_as_message_and_as_mention(workspace: Workspace, heard: Heard) -> None:
    workspace.person("ada").mention("status 100001")
    events = heard.wait(2)

    assert {"message", "app_mention"} == {event["type"] for event in events}
    assert 1 == len({event["ts"] for event in events})


def test_a_mention_can_get_lost_while_its_message_arrives(
    workspace: Workspace, heard: Heard
) -> None:
    workspace.faults.delivery.add(DeliveryFault.LOST, name="app_mention")
    ada = workspace.person("ada")
    ada.mention("first")
    ada.say("second")

    assert ["message", "message"] == [event["type"] for event in heard.wait(2)]


def test_edits_and_deletions_are_told(workspace: Workspace, heard: Heard) -> None:
    ada = workspace.person("ada")
    message = ada.drop(Dropped(b"solid x", "x.stl"), text="hello")
    ada.edit(message, "good bye")
    assert "good bye\n[file: x.stl]" == message.text
    ada.delete(message)
    events = {event.get("subtype", event["type"]): event for event in heard.wait(5)}

    assert "good bye" == events["message_changed"]["message"]["text"]
    assert "hello" == events["message_changed"]["previous_message"]["text"]
    assert message.message.ts == events["message_deleted"]["deleted_ts"]
    assert message.message.files == [events["file_deleted"]["file_id"]]
    assert 0 == len(ada.screen())
    with pytest.raises(NotAllowed):
        workspace.person("ben").edit(message, "mine")


@pytest.mark.usefixtures("heard")
def test_the_bot_is_told_of_its_own_edits_too(workspace: Workspace) -> None:
    client = web_client(workspace)
    channel = workspace.world.channel("#print-orders").id
    posted = client.chat_postMessage(channel=channel, text="Card")
    client.chat_update(channel=channel, ts=posted["ts"], text="Card, changed")
    workspace.wait_for(lambda: len(workspace.deliveries) == 2)
    events = [d.parcel.payload["event"] for d in workspace.deliveries]

    assert {None, "message_changed"} == {event.get("subtype") for event in events}


def test_channels_without_the_bot_are_silent(workspace: Workspace, heard: Heard) -> None:
    ada = workspace.person("ada")
    ada.say("unheard", channel="#random")
    ada.say("heard", channel="#workshop")

    assert ["heard"] == [event["text"] for event in heard.wait(1)]
    assert "group" == heard.bodies[0]["event"]["channel_type"]
    with pytest.raises(NotAllowed):
        workspace.person("gus").say("x", channel="#workshop")


def test_people_of_another_organisation_come_with_stubs(workspace: Workspace, heard: Heard) -> None:
    sten = workspace.person("sten")
    sten.drop(Dropped(b"solid x", "x.stl"), channel="#with-partners")
    message = next(event for event in heard.wait(2) if event["type"] == "message")

    assert heard.bodies[0]["is_ext_shared_channel"]
    assert "check_file_info" == message["files"][0]["file_access"]
    sten.command("/order", channel="#with-partners")
    assert sten.sees("/order is not a valid command.", channel="#with-partners").is_ephemeral


@impatient
def test_the_home_tab_opens_and_answers(workspace: Workspace, heard: Heard) -> None:
    ada = workspace.person("ada")
    ada.open_home()
    (event,) = heard.wait(1)
    view = {"type": "home", "blocks": [section("Hello"), actions(button("New order"))]}
    web_client(workspace).views_publish(user_id=event["user"], view=view)

    assert ("home", ada.user.id) == (event["tab"], event["user"])
    assert "Hello\n[New order]" == ada.home.text
    ada.click_home("New order")
    assert "view" == workspace.deliveries[-1].parcel.payload["container"]["type"]


def test_a_deleted_file_leaves_a_tombstone_and_is_told_twice(
    workspace: Workspace, heard: Heard
) -> None:
    ada = workspace.person("ada")
    message = ada.drop(Dropped(b"solid x", "x.stl"), Dropped(b"solid y", "y.stl"), text="hello")
    ada.delete_file(message, "x.stl")
    x, y = message.message.files
    events = {event.get("subtype", event["type"]): event for event in heard.wait(5)}

    changed = events["message_changed"]
    assert [x, y] == [file["id"] for file in changed["previous_message"]["files"]]
    assert [{"id": x, "mode": "tombstone"}] == changed["message"]["files"][:1]
    assert "hosted" == changed["message"]["files"][1]["mode"]
    assert "edited" not in changed["message"]
    assert x == events["file_deleted"]["file_id"]


def test_the_deletion_of_a_file_that_the_bot_never_saw_is_not_told(
    workspace: Workspace, heard: Heard
) -> None:
    ada = workspace.person("ada")
    message = ada.drop(Dropped(b"solid x", "x.stl"), channel="#random")
    ada.delete_file(message, "x.stl")
    ada.say("that was all")

    assert ["that was all"] == [event["text"] for event in heard.wait(1)]


def quiet(*scopes: str) -> Workspace:
    """Give a workspace whose app subscribes to mentions alone, with these scopes."""
    raw = {
        "display_information": {"name": "Quiet"},
        "features": {"bot_user": {"display_name": "Quiet"}},
        "oauth_config": {"scopes": {"bot": scopes}},
        "settings": {"event_subscriptions": {"bot_events": ["app_mention"]}},
    }
    return Workspace(Manifest.parse(raw), Conditions(ack_within=0.1, retry_after=()))


def test_an_event_without_its_scope_is_not_told() -> None:
    workspace = quiet("chat:write")
    with workspace.serve():
        workspace.person("ada").mention("something")
        with pytest.raises(NotOnScreen):
            workspace.wait_for(lambda: workspace.deliveries, limit=0.1)


def test_what_the_manifest_does_not_subscribe_to_is_not_told() -> None:
    workspace = quiet("app_mentions:read")
    with workspace.serve():
        ada = workspace.person("ada")
        ada.say("nothing")
        ada.mention("something")
        workspace.wait_for(lambda: workspace.deliveries)

    assert ["app_mention"] == [d.parcel.name for d in workspace.deliveries]
