from collections.abc import Callable
from typing import Any

import pytest
import requests
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.slack.bolt_app import web_client
from tests.bot.sandbox.slack.full import full_manifest
from tests.bot.sandbox.slack.kit import actions, button, modal, plain, section

Call = Callable[[], Any]


def refused(call: Call) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


@pytest.fixture
def client(workspace: Workspace) -> WebClient:
    return web_client(workspace)


@pytest.fixture
def channel(workspace: Workspace) -> str:
    return workspace.world.channel("#print-orders").id


def test_the_token_says_who_the_bot_is(workspace: Workspace, client: WebClient) -> None:
    answer = client.auth_test()

    assert workspace.world.installation.bot_user == answer["user_id"]
    assert "chat:write" in answer.headers["x-oauth-scopes"].split(",")


def test_wrong_tokens_and_unknown_methods_are_refused(workspace: Workspace) -> None:
    assert "invalid_auth" == refused(web_client(workspace, "xoxb-wrong").auth_test)
    assert "not_authed" == requests.post(f"{workspace.api_url}auth.test", timeout=5).json()["error"]
    app_token = workspace.world.installation.app_token
    assert "not_allowed_token_type" == refused(web_client(workspace, app_token).auth_test)
    assert "unknown_method" == refused(lambda: web_client(workspace).api_call("chat.shout"))


def test_a_method_outside_the_manifest_says_which_scope_is_missing(client: WebClient) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.users_lookupByEmail(email="ada@example.com")

    answer = caught.value.response
    assert ("missing_scope", "users:read.email") == (answer["error"], answer["needed"])
    assert "users:read" in answer["provided"].split(",")


def test_a_message_can_be_posted_changed_linked_and_deleted(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    ada = workspace.person("ada")
    posted = client.chat_postMessage(channel=channel, text="Hello *Ada*")
    client.chat_update(channel=channel, ts=posted["ts"], text="Good bye")
    link = client.chat_getPermalink(channel=channel, message_ts=posted["ts"])["permalink"]

    assert ["Good bye"] == [m.text for m in ada.screen()]
    assert link.endswith(f"/archives/{channel}/p{posted['ts'].replace('.', '')}")

    client.chat_delete(channel=channel, ts=posted["ts"])
    assert 0 == len(ada.screen())


def test_an_update_keeps_blocks_and_metadata_that_it_does_not_name(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    metadata = {"event_type": "order", "event_payload": {"id": "7"}}
    posted = client.chat_postMessage(
        channel=channel, text="Order", blocks=[section("The card")], metadata=metadata
    )
    client.chat_update(channel=channel, ts=posted["ts"], text="Order, changed")
    history = client.conversations_history(channel=channel, include_all_metadata=True)

    assert "The card" == workspace.person("ada").screen()[0].text
    assert metadata == history["messages"][0]["metadata"]
    assert "metadata" not in client.conversations_history(channel=channel)["messages"][0]


def test_only_its_person_sees_an_ephemeral_message(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    ada, ben = workspace.person("ada"), workspace.person("ben")
    client.chat_postEphemeral(channel=channel, user=ada.user.id, text="psst")

    assert "Only visible to you\npsst" == ada.screen()[0].text
    assert 0 == len(ben.screen())
    assert [] == client.conversations_history(channel=channel)["messages"]


def test_an_ephemeral_message_shows_in_a_thread_only_once_that_has_begun(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    ada = workspace.person("ada")
    root = ada.say("Hello")
    where: Any = {"channel": channel, "thread_ts": root.message.ts}
    client.chat_postEphemeral(**where, user=ada.user.id, text="unseen")
    ada.say("Anybody?", thread=root)
    client.chat_postEphemeral(**where, user=ada.user.id, text="seen")

    assert ["Only visible to you\nseen"] == [m.text for m in ada.screen() if m.is_ephemeral]


def test_replies_stand_in_their_thread(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    root = client.chat_postMessage(channel=channel, text="Order")["ts"]
    client.chat_postMessage(channel=channel, text="Part", thread_ts=root)
    replies = client.conversations_replies(channel=channel, ts=root)["messages"]

    assert ["Order", "Part"] == [m["text"] for m in replies]
    assert 1 == replies[0]["reply_count"]
    assert ["Order"] == [
        m["text"] for m in client.conversations_history(channel=channel)["messages"]
    ]
    assert "printdesk: Order\n    printdesk: Part" == workspace.person("ada").screen().text
    assert "thread_not_found" == refused(
        lambda: client.chat_postMessage(channel=channel, text="x", thread_ts="1.000000")
    )


def test_places_the_bot_cannot_write_to_are_refused(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    random = workspace.world.channel("#random").id
    said = workspace.person("ada").say("mine").message.ts

    assert "not_in_channel" == refused(lambda: client.chat_postMessage(channel=random, text="x"))
    assert "channel_not_found" == refused(lambda: client.chat_postMessage(channel="C0", text="x"))
    assert "no_text" == refused(
        lambda: client.api_call("chat.postMessage", json={"channel": channel})
    )
    assert "msg_too_long" == refused(
        lambda: client.chat_postMessage(channel=channel, text="x" * 40_001)
    )
    assert "message_not_found" == refused(
        lambda: client.chat_update(channel=channel, ts="1.000000", text="x")
    )
    assert "cant_update_message" == refused(
        lambda: client.chat_update(channel=channel, ts=said, text="x")
    )


def test_invalid_blocks_are_refused_with_a_pointer(client: WebClient, channel: str) -> None:
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=channel, text="x", blocks=[section("x" * 3001)])

    complaint = "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    assert "invalid_blocks" == caught.value.response["error"]
    assert [complaint] == caught.value.response["errors"]
    assert [complaint] == caught.value.response["response_metadata"]["messages"]


def test_blocks_can_be_validated_without_a_token(workspace: Workspace) -> None:
    client = WebClient(base_url=workspace.api_url)

    assert client.blocks_validate(view=modal())["ok"]
    assert "invalid_blocks" == refused(
        lambda: client.blocks_validate(blocks=[actions(button("b" * 76))])
    )


def test_a_channel_takes_about_one_message_a_second() -> None:
    workspace = Workspace(full_manifest(), Conditions(post_burst=2))
    with workspace.serve():
        client = web_client(workspace)
        channel = workspace.world.channel("#print-orders").id
        client.chat_postMessage(channel=channel, text="1")
        client.chat_postMessage(channel=channel, text="2")
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel=channel, text="3")

    assert (429, "ratelimited") == (
        caught.value.response.status_code,
        caught.value.response["error"],
    )
    assert "1" == caught.value.response.headers["retry-after"]


def test_a_method_has_the_limit_of_its_tier() -> None:
    workspace = Workspace(full_manifest(), Conditions(tier_scale=0.1))
    with workspace.serve():
        client = web_client(workspace)
        for _ in range(2):
            client.usergroups_list()

        assert "ratelimited" == refused(client.usergroups_list)


def test_the_directory_describes_people_groups_and_channels(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    world = workspace.world
    gus, sten = world.user("gus"), world.user("sten")
    groups = client.usergroups_list(include_users=True)["usergroups"]
    support = next(g for g in groups if g["handle"] == "support")

    assert client.users_info(user=gus.id)["user"]["is_restricted"]
    assert world.team.id != client.users_info(user=sten.id)["user"]["team_id"]
    assert support["users"] == client.usergroups_users_list(usergroup=support["id"])["users"]
    assert client.conversations_info(channel=channel)["channel"]["is_member"]
    assert gus.id in client.conversations_members(channel=channel)["members"]
    partners = world.channel("#with-partners").id
    assert client.conversations_info(channel=partners)["channel"]["is_ext_shared"]
    assert "user_not_found" == refused(lambda: client.users_info(user="U0"))
    assert "no_such_subteam" == refused(lambda: client.usergroups_users_list(usergroup="S0"))
    assert world.installation.app_id == client.api_call("bots.info")["bot"]["app_id"]


def test_the_bot_can_open_a_direct_conversation(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    direct = client.conversations_open(users=ada.user.id)["channel"]["id"]
    client.chat_postMessage(channel=direct, text="Hello Ada")
    client.chat_postMessage(channel=ada.user.id, text="Hello again")

    assert "missing_scope" == refused(lambda: client.conversations_info(channel=direct))
    assert ["Hello Ada", "Hello again"] == [m.text for m in ada.screen("@printdesk")]


def test_a_home_tab_is_published(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    view = {"type": "home", "blocks": [section("Your orders")]}
    first = client.views_publish(user_id=ada.user.id, view=view)["view"]

    assert "Your orders" == ada.home.text
    client.views_publish(user_id=ada.user.id, view=view, hash=first["hash"])
    assert "hash_conflict" == refused(
        lambda: client.views_publish(user_id=ada.user.id, view=view, hash=first["hash"])
    )


def test_a_modal_needs_a_trigger(client: WebClient) -> None:
    assert "invalid_trigger_id" == refused(
        lambda: client.views_open(trigger_id="1.2", view=modal())
    )
    assert "invalid_arguments" == refused(
        lambda: client.views_open(trigger_id="1.2", view=modal(title=plain("t" * 25)))
    )


def test_faults_replace_delay_or_swallow_answers(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    workspace.faults.api.add(ApiFault(status=503), name="chat.*")
    workspace.faults.api.add(ApiFault(error="internal_error"), name="auth.test")
    workspace.faults.api.add(ApiFault(lost=True), name="chat.*")
    posted: dict[str, Any] = {"channel": channel, "text": "Hello"}

    assert "internal_error" == refused(lambda: client.chat_postMessage(**posted))
    assert "internal_error" == refused(client.auth_test)
    with pytest.raises(requests.ConnectionError):
        requests.post(
            f"{workspace.api_url}chat.postMessage",
            json=posted,
            headers={"Authorization": f"Bearer {client.token}"},
            timeout=5,
        )
    assert ["Hello"] == [m.text for m in workspace.person("ada").screen()]


def test_a_call_can_be_told_to_wait(workspace: Workspace, client: WebClient) -> None:
    fault = ApiFault(status=429, error="ratelimited", retry_after=7)
    workspace.faults.api.add(fault, name="users.info")
    with pytest.raises(SlackApiError) as caught:
        client.users_info(user="U0")

    assert (429, "7") == (
        caught.value.response.status_code,
        caught.value.response.headers["retry-after"],
    )


def test_an_archived_channel_takes_no_messages(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    workspace.world.channels[channel].is_archived = True

    assert "is_archived" == refused(lambda: client.chat_postMessage(channel=channel, text="x"))


def test_every_call_is_logged_without_its_token(
    workspace: Workspace, client: WebClient, channel: str
) -> None:
    client.chat_postMessage(channel=channel, text="Hello")
    (record,) = workspace.calls

    assert ("chat.postMessage", 200) == (record.method, record.status)
    assert {"channel": channel, "text": "Hello"} == record.arguments
    assert str(client.token) not in str(record)


def test_response_urls_are_used_up_after_five_answers(workspace: Workspace) -> None:
    interactions = workspace.person("ada")
    interactions.command("/order", "help")
    payload = workspace.deliveries[-1].parcel.payload
    answers = [
        requests.post(payload["response_url"], json={"text": f"{n}"}, timeout=5).status_code
        for n in range(6)
    ]

    assert [200, 200, 200, 200, 200, 404] == answers
