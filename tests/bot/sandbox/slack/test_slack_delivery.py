import contextlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import App, BoltResponse
from slack_sdk.errors import SlackApiError
from websockets.sync.client import connect

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.faults import DeliveryFault
from bot.sandbox.slack.persons.outcomes import BotMistake
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.slack.bolt_app import bolt_app, connected, impatient, listening, web_client
from tests.bot.sandbox.slack.full import full_manifest
from tests.bot.sandbox.slack.kit import (
    actions,
    button,
    confirm,
    field,
    modal,
    option,
    plain,
    section,
    select,
)
from tests.bot.waiting import wait_for

Listener = Callable[..., Any]


@pytest.fixture
def app(workspace: Workspace) -> App:
    return bolt_app(workspace)


@pytest.fixture(params=["socket", "http"])
def bot(request: pytest.FixtureRequest, workspace: Workspace, app: App) -> Iterator[App]:
    way = connected if request.param == "socket" else listening
    with way(app, workspace):
        yield app


@pytest.fixture
def socket_bot(workspace: Workspace, app: App) -> Iterator[App]:
    with connected(app, workspace):
        yield app


def test_a_command_arrives_as_slack_sends_it(workspace: Workspace, bot: App) -> None:
    seen: list[dict[str, Any]] = []

    def listener(ack: Listener, body: dict[str, Any]) -> None:
        seen.append(body)
        ack("One moment")

    bot.command("/order")(listener)
    ada = workspace.person("ada")
    ada.command("/order", "list")

    assert "Only visible to you\nOne moment" == ada.sees("One moment").text
    assert {
        "command": "/order",
        "text": "list",
        "user_id": ada.user.id,
        "channel_name": "print-orders",
        "is_enterprise_install": "false",
    }.items() <= seen[0].items()
    assert 0 == len(workspace.person("ben").screen())


def test_from_a_command_to_a_placed_order(workspace: Workspace, bot: App) -> None:
    _order_desk(bot)
    ada = workspace.person("ada")

    ada.command("/order")
    assert "New order" == ada.modal.title
    assert ["Ada Lovelace", "Bea Lovelace"] == ada.search("Customer", "love")
    ada.choose("Customer", "Ada Lovelace", typing="lov")
    ada.choose("Address", "Work")
    ada.submit()
    assert {"Reference": "A reference, please"} == ada.modal.errors

    ada.type("Reference", "PO 17")
    ada.submit()
    assert not ada.has_modal
    card = ada.sees("Ada Lovelace, Work, PO 17")
    assert ["Place order"] == card.buttons

    assert ada.confirmation("Place order").startswith("Place this order?")
    ada.click("Place order", confirm=False)
    ada.click("Place order")
    assert "Order 100001" == ada.sees("100001").text

    ada.drop(Dropped(b"solid x", "x.stl"), thread=card)
    assert ada.sees("x.stl has 7 bytes").message.thread_ts == card.message.ts
    assert all(d.error is None for d in workspace.deliveries)
    assert all((d.latency or 0) < 1 for d in workspace.deliveries)


def _order_desk(app: App) -> None:
    customers = ("Ada Lovelace", "Bea Lovelace", "Grace Hopper")
    reference = field("Reference", {"type": "plain_text_input"}, optional=True)
    customer = field(
        "Customer", {"type": "external_select", "min_query_length": 2}, dispatch_action=True
    )

    def start(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(customer, reference))

    def search(ack: Listener, payload: dict[str, Any]) -> None:
        found = [name for name in customers if payload["value"] in name.lower()]
        ack(options=[option(name) for name in found])

    def choose(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        ack()
        view = modal(customer, field("Address", select("Home", "Work")), reference)
        client.views_update(view_id=body["view"]["id"], hash=body["view"]["hash"], view=view)

    def submit(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        values = body["view"]["state"]["values"]
        if not values["reference"]["reference"]["value"]:
            ack(response_action="errors", errors={"reference": "A reference, please"})
            return
        ack()
        words = [
            values["customer"]["customer"]["selected_option"]["value"],
            values["address"]["address"]["selected_option"]["value"],
            values["reference"]["reference"]["value"],
        ]
        blocks = [section(", ".join(words)), actions(button("Place order", confirm=confirm()))]
        desk = "C0SB000011"
        client.chat_postMessage(channel=desk, text="Order", blocks=blocks)

    def place(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        ack()
        where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
        client.chat_update(**where, text="Order 100001", blocks=[section("*Order 100001*")])

    def receive(event: dict[str, Any], say: Listener) -> None:
        for file in event.get("files", ()):
            say(f"{file['name']} has {file['size']} bytes", thread_ts=event["thread_ts"])

    app.command("/order")(start)
    app.options("customer")(search)
    app.action("customer")(choose)
    app.view("form")(submit)
    app.action("place order")(place)
    app.event("message")(receive)
    app.event("file_shared")(lambda: None)


def test_a_submission_can_update_push_clear_and_close(workspace: Workspace, bot: App) -> None:
    name = field("Name", {"type": "plain_text_input"}, optional=True)

    def start(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(name))

    def submit(ack: Listener, view: dict[str, Any]) -> None:
        match view["state"]["values"]["name"]["name"]["value"]:
            case "update":
                ack(response_action="update", view=modal(name, title=plain("Updated")))
            case "push":
                ack(response_action="push", view=modal(name, title=plain("Pushed")))
            case "clear":
                ack(response_action="clear")
            case _:
                ack()

    bot.command("/order")(start)
    bot.view("form")(submit)
    ada = workspace.person("ada")
    ada.command("/order")

    ada.type("Name", "update")
    ada.submit()
    assert ("Updated", "update") == (ada.modal.title, ada.modal.fields["Name"].value)
    ada.type("Name", "push")
    ada.submit()
    assert "Pushed" == ada.modal.title
    ada.submit()
    assert "Updated" == ada.modal.title
    ada.submit()
    ada.type("Name", "clear")
    ada.submit()
    assert not ada.has_modal


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"no_input": "wrong"}},
        {"response_action": "errors", "errors": {"nowhere": "wrong"}},
        {"response_action": "update", "view": modal(title=plain("t" * 25))},
        {"response_action": "explode"},
        {"text": "words"},
    ],
)
def test_an_answer_slack_would_reject_fails_loudly(
    workspace: Workspace, socket_bot: App, answer: dict[str, Any]
) -> None:
    view = modal(
        section("Only words", block_id="no_input"), field("Name", {"type": "plain_text_input"})
    )

    def start(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def submit(ack: Listener) -> None:
        ack(answer)

    socket_bot.command("/order")(start)
    socket_bot.view("form")(submit)
    ada = workspace.person("ada")
    ada.command("/order")
    ada.type("Name", "Ada")

    with pytest.raises(BotMistake):
        ada.submit()


def test_too_many_suggestions_fail_loudly(workspace: Workspace, socket_bot: App) -> None:
    view = modal(field("Customer", {"type": "external_select"}))

    def start(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=view)

    def search(ack: Listener) -> None:
        ack(options=[option(f"{n}") for n in range(101)])

    socket_bot.command("/order")(start)
    socket_bot.options("customer")(search)
    ada = workspace.person("ada")
    ada.command("/order")

    assert [] == ada.search("Customer", "ab")
    with pytest.raises(BotMistake):
        ada.search("Customer", "abc")


def test_a_trigger_is_for_one_use_and_a_short_time(workspace: Workspace, socket_bot: App) -> None:
    def start(ack: Listener, client: Any, body: dict[str, Any]) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal())
        with contextlib.suppress(SlackApiError):
            client.views_open(trigger_id=body["trigger_id"], view=modal())

    socket_bot.command("/order")(start)
    workspace.person("ada").command("/order")

    workspace.wait_for(lambda: len(opened(workspace)) == 2)
    assert [None, "exchanged_trigger_id"] == opened(workspace)


def test_a_late_trigger_is_refused() -> None:
    workspace = Workspace(full_manifest(), Conditions(trigger_life=0.0))
    with workspace.serve():
        app = bolt_app(workspace)

        def start(ack: Listener, client: Any, body: dict[str, Any]) -> None:
            ack()
            with contextlib.suppress(SlackApiError):
                client.views_open(trigger_id=body["trigger_id"], view=modal())

        app.command("/order")(start)
        with connected(app, workspace):
            workspace.person("ada").command("/order")
            workspace.wait_for(lambda: opened(workspace))

            assert ["expired_trigger_id"] == opened(workspace)


def opened(workspace: Workspace) -> list[str | None]:
    return [c.answer.get("error") for c in workspace.calls if c.method == "views.open"]


@impatient
@pytest.mark.usefixtures("socket_bot")
def test_what_a_listener_does_not_acknowledge_fails_before_the_persons_eyes(
    workspace: Workspace,
) -> None:
    ada = workspace.person("ada")
    ada.command("/order")

    assert ada.sees('/order failed with the error "operation_timeout"').is_ephemeral
    assert "operation_timeout" == workspace.deliveries[-1].error


def test_without_a_connection_commands_fail_and_events_wait(workspace: Workspace, app: App) -> None:
    heard: list[str] = []
    app.event("message")(lambda event: heard.append(event["text"]))
    ada = workspace.person("ada")
    ada.command("/order")
    ada.say("Is anybody there?")

    assert "dispatch_failed" in ada.sees("failed with the error").text
    with connected(app, workspace):
        workspace.wait_for(lambda: workspace.deliveries[-1].error is None)
    assert ["Is anybody there?"] == heard
    assert 1 <= workspace.deliveries[-1].parcel.attempt


@impatient
@pytest.mark.usefixtures("bot")
def test_an_event_nobody_listens_for_is_redelivered(workspace: Workspace) -> None:
    workspace.person("ada").say("Hello?")
    workspace.wait_for(lambda: len(workspace.deliveries) == 4, limit=10)

    parcels = [d.parcel for d in workspace.deliveries]
    assert [0, 1, 2, 3] == [p.attempt for p in parcels]
    assert 1 == len({p.payload["event_id"] for p in parcels})


def test_payloads_can_arrive_twice(workspace: Workspace, bot: App) -> None:
    heard: list[str] = []
    commanded: list[str] = []

    def listener(ack: Listener, body: dict[str, Any]) -> None:
        ack()
        commanded.append(body["trigger_id"])

    bot.event("message")(lambda body: heard.append(body["event_id"]))
    bot.command("/order")(listener)
    workspace.faults.delivery.add(DeliveryFault.DUPLICATE, name="message")
    workspace.faults.delivery.add(DeliveryFault.DUPLICATE, name="/order")
    ada = workspace.person("ada")
    ada.say("Hello")
    workspace.wait_for(lambda: len(workspace.deliveries) == 2)
    ada.command("/order")

    assert 2 == len(heard)
    assert 1 == len(set(heard))
    assert 1 == len(set(commanded))


def test_what_arrives_twice_reaches_two_connections_where_there_are_two(
    workspace: Workspace,
) -> None:
    heard: list[int] = []

    def hearing(number: int) -> App:
        app = bolt_app(workspace)

        def listener(ack: Listener) -> None:
            heard.append(number)
            ack()

        app.command("/order")(listener)
        return app

    with connected(hearing(1), workspace), connected(hearing(2), workspace):
        workspace.wait_for(lambda: workspace.sockets.count == 2)
        workspace.faults.delivery.add(DeliveryFault.DUPLICATE, name="/order")
        workspace.person("ada").command("/order")
        wait_for(lambda: sorted(heard) == [1, 2])


def test_the_bot_comes_back_after_a_dropped_connection(
    workspace: Workspace, socket_bot: App
) -> None:
    socket_bot.command("/order")(lambda ack: ack("Here"))
    ada = workspace.person("ada")
    workspace.refresh_sockets()
    ada.command("/order")

    assert "Here" in ada.sees("Here").text


def test_the_bot_reconnects_after_a_broken_connection(
    workspace: Workspace, socket_bot: App
) -> None:
    socket_bot.command("/order")(lambda ack: ack("Here"))
    ada = workspace.person("ada")
    workspace.drop_sockets()
    workspace.wait_for(lambda: workspace.sockets.count == 1)
    ada.command("/order")

    assert "Here" in ada.sees("Here").text


def test_an_app_has_ten_connections_at_most(workspace: Workspace) -> None:
    client = web_client(workspace, workspace.world.installation.app_token)
    with contextlib.ExitStack() as stack:

        def first_word() -> str:
            address = client.apps_connections_open(app_token=client.token or "")["url"]
            socket = stack.enter_context(connect(address))
            return str(json.loads(socket.recv())["type"])

        words = [first_word() for _ in range(11)]

    assert [*["hello"] * 10, "disconnect"] == words


def test_each_payload_goes_to_one_of_several_connections(workspace: Workspace, app: App) -> None:
    heard: list[str] = []
    other = bolt_app(workspace)
    app.event("message")(lambda event: heard.append(f"first {event['text']}"))
    other.event("message")(lambda event: heard.append(f"second {event['text']}"))
    with connected(app, workspace), connected(other, workspace):
        workspace.wait_for(lambda: workspace.sockets.count == 2)
        for number in range(4):
            workspace.person("ada").say(f"{number}")
        workspace.wait_for(lambda: len(workspace.deliveries) == 4)

    assert ["0", "1", "2", "3"] == sorted(text.split()[1] for text in heard)
    assert {"first", "second"} == {text.split()[0] for text in heard}


def test_clicks_carry_the_state_and_a_response_url(workspace: Workspace, bot: App) -> None:
    seen: list[dict[str, Any]] = []

    def chosen(ack: Listener, body: dict[str, Any], respond: Listener) -> None:
        ack()
        seen.append(body)
        respond("Noted", replace_original=False)

    bot.action("unit")(chosen)
    bot.action("remove")(chosen)
    ada = workspace.person("ada")
    unit = select("mm", "inch", action_id="unit", placeholder=plain("Unit"))
    menu = {"type": "overflow", "action_id": "remove", "options": [option("Remove")]}
    card = workspace_post(workspace, [actions(unit, menu, block_id="part")])
    message = next(m for m in ada.screen() if m.message.ts == card)
    ada.choose("Unit", "inch", message=message)
    ada.click("Remove")
    workspace.wait_for(lambda: 2 == len([m for m in ada.screen() if "Noted" in m.text]))

    assert "inch" == seen[0]["actions"][0]["selected_option"]["value"]
    assert "Remove" == seen[1]["actions"][0]["selected_option"]["value"]
    assert "inch" == seen[1]["state"]["values"]["part"]["unit"]["selected_option"]["value"]
    assert {"type": "message", "is_ephemeral": False}.items() <= seen[0]["container"].items()
    assert card == seen[0]["message"]["ts"]


def workspace_post(workspace: Workspace, blocks: list[dict[str, Any]]) -> str:
    channel = workspace.world.channel("#print-orders").id
    posted = web_client(workspace).chat_postMessage(channel=channel, text="Card", blocks=blocks)
    return str(posted["ts"])


def test_an_ephemeral_message_is_answered_through_its_response_url(
    workspace: Workspace, bot: App
) -> None:
    bodies: list[dict[str, Any]] = []

    def change(ack: Listener, respond: Listener, body: dict[str, Any]) -> None:
        ack()
        bodies.append(body)
        respond("Changed", blocks=[actions(button("Remove"))], replace_original=True)

    def remove(ack: Listener, respond: Listener) -> None:
        ack()
        respond(delete_original=True)

    bot.action("change")(change)
    bot.action("remove")(remove)
    ada = workspace.person("ada")
    web_client(workspace).chat_postEphemeral(
        channel=workspace.world.channel("#print-orders").id,
        user=ada.user.id,
        text="Offer",
        blocks=[actions(button("Change"))],
    )
    ada.click("Change")
    ada.click("Remove")
    workspace.wait_for(lambda: len(ada.screen()) == 0)

    assert "message" not in bodies[0]
    assert bodies[0]["container"]["is_ephemeral"]


@impatient
def test_a_bot_can_ask_not_to_be_told_again(workspace: Workspace, app: App) -> None:
    def refuse() -> BoltResponse:
        return BoltResponse(status=500, headers={"x-slack-no-retry": "1"})

    app.use(refuse)
    with listening(app, workspace):
        workspace.person("ada").say("Hello")
        workspace.wait_for(lambda: workspace.deliveries)
        workspace.person("ada").command("/order")

    assert ["message", "/order"] == [d.parcel.name for d in workspace.deliveries]
    assert workspace.deliveries[0].no_retry


def test_a_bot_that_cannot_be_reached_fails_before_the_persons_eyes(workspace: Workspace) -> None:
    workspace.use_request_url("http://127.0.0.1:9/slack/events")
    ada = workspace.person("ada")
    ada.command("/order")

    assert ada.sees('/order failed with the error "dispatch_failed"').is_ephemeral
