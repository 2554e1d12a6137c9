import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.persons.outcomes import NotAllowed, NotOnScreen
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.slack.bolt_app import bolt_app, connected, impatient, web_client
from tests.bot.sandbox.slack.kit import (
    Json,
    actions,
    button,
    field,
    modal,
    option,
    plain,
    section,
    select,
)

Listener = Callable[..., Any]


class FormBot:
    """Opens the view it was given, and keeps what it is told."""

    def __init__(self, workspace: Workspace) -> None:
        self.app = bolt_app(workspace)
        self.client = web_client(workspace)
        self.view = modal()
        self.told: list[Json] = []
        self.app.command("/order")(self.open)
        self.app.shortcut("new_print_order")(self.open)
        self.app.shortcut("order_these_files")(self.open)
        self.app.action({"type": "block_actions", "action_id": "push"})(self.push)
        self.app.view("form")(self.take)
        self.app.view_closed("form")(self.take)

    def open(self, ack: Listener, body: Json) -> None:
        ack()
        self.told.append(body)
        with contextlib.suppress(SlackApiError):
            self.client.views_open(trigger_id=body["trigger_id"], view=self.view)

    def push(self, ack: Listener, body: Json) -> None:
        ack()
        try:
            self.client.views_push(trigger_id=body["trigger_id"], view=self.view)
        except SlackApiError as refused:
            self.told.append({"error": refused.response["error"]})

    def take(self, ack: Listener, body: Json) -> None:
        ack()
        self.told.append(body)


@pytest.fixture
def bot(workspace: Workspace) -> Iterator[FormBot]:
    bot = FormBot(workspace)
    with connected(bot.app, workspace):
        yield bot


@pytest.fixture
def ada(workspace: Workspace) -> Person:
    ada = workspace.person("ada")
    ada.sight.patience = 1.0
    return ada


def values(bot: FormBot) -> Json:
    return dict(bot.told[-1]["view"]["state"]["values"])


def test_the_client_itself_checks_what_is_typed(bot: FormBot, ada: Person) -> None:
    number = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}
    bot.view = modal(
        field("Name", {"type": "plain_text_input", "max_length": 5}),
        field("Quantity", number),
        field("Mail", {"type": "email_text_input"}),
        field("Note", {"type": "plain_text_input"}, optional=True),
    )
    ada.command("/order")
    ada.type("Name", "Ada Lovelace")
    ada.type("Quantity", "1.5")
    ada.submit()

    assert {
        "Name": "Please enter at most 5 characters.",
        "Quantity": "Please enter a whole number.",
        "Mail": "Please complete this required field.",
    } == ada.modal.errors
    assert ["/order"] == [told["command"] for told in bot.told]

    ada.type("Quantity", "0")
    ada.type("Mail", "ada")
    assert {} == ada.modal.errors
    ada.submit()
    assert "1" in ada.modal.errors["Quantity"]
    assert "Please enter a valid email address." == ada.modal.errors["Mail"]

    ada.type("Name", "Ada")
    ada.type("Quantity", "3")
    ada.type("Mail", "ada@example.com")
    ada.submit()
    assert not ada.has_modal
    assert {"type": "plain_text_input", "value": None} == values(bot)["note"]["note"]
    assert "3" == values(bot)["quantity"]["quantity"]["value"]


def test_every_kind_of_field_can_be_filled_in(
    bot: FormBot, ada: Person, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "x.stl"
    path.write_bytes(b"solid x")
    several = {"type": "multi_static_select", "options": [option("red"), option("blue")]}
    boxes = {"type": "checkboxes", "options": [option("Urgent"), option("Gift")]}
    radio = {"type": "radio_buttons", "options": [option("Pickup"), option("Shipping")]}
    bot.view = modal(
        field("Material", select("PA12", "PLA")),
        field("Colours", several),
        field("Flags", boxes),
        field("Delivery", radio),
        field("Due", {"type": "datepicker"}),
        field("Owner", {"type": "users_select"}),
        field("Channel", {"type": "conversations_select"}),
        field("Files", {"type": "file_input", "filetypes": ["stl"], "max_files": 2}),
    )
    ada.command("/order")
    ada.choose("Material", "PLA")
    ada.choose("Colours", "red", "blue")
    ada.choose("Flags", "Gift")
    ada.choose("Delivery", "Pickup")
    ada.type("Due", "2026-12-24")
    ada.choose("Owner", "@ben")
    ada.choose("Channel", "#print-orders")
    ada.attach("Files", path)
    read = {label: f.value for label, f in ada.modal.fields.items()}
    ada.submit()

    assert {
        "Material": "PLA",
        "Colours": "red, blue",
        "Flags": "Gift",
        "Delivery": "Pickup",
        "Due": "2026-12-24",
        "Owner": "@ben",
        "Channel": "#print-orders",
        "Files": "x.stl",
    } == read
    told = values(bot)
    assert ["red", "blue"] == [o["value"] for o in told["colours"]["colours"]["selected_options"]]
    assert workspace.world.user("ben").id == told["owner"]["owner"]["selected_user"]
    assert "x.stl" == told["files"]["files"]["files"][0]["name"]


def test_a_file_field_takes_small_files_of_its_kinds(
    bot: FormBot, ada: Person, tmp_path: Path
) -> None:
    element = {"type": "file_input", "filetypes": ["stl"], "max_files": 1}
    bot.view = modal(field("Files", element))
    small, large, other = (tmp_path / name for name in ("s.stl", "l.stl", "o.txt"))
    small.write_bytes(b"solid")
    other.write_bytes(b"words")
    with large.open("wb") as stream:
        stream.truncate(10 * 1024 * 1024 + 1)
    ada.command("/order")

    for paths in ([large], [other], [small, small]):
        with pytest.raises(NotAllowed):
            ada.attach("Files", *paths)


def test_what_is_not_there_is_named_with_what_is(bot: FormBot, ada: Person) -> None:
    ada.sight.patience = 0.05
    bot.view = modal(field("Material", select("PA12", "PLA")))
    ada.command("/order")

    assert "New order" == ada.modal.title
    with pytest.raises(NotOnScreen, match=r"'Steel' among \['PA12', 'PLA'\]"):
        ada.choose("Material", "Steel")
    with pytest.raises(NotOnScreen, match="== New order =="):
        ada.type("Nowhere", "x")
    with pytest.raises(NotOnScreen, match="'Place order'"):
        ada.click("Place order")


def test_modals_stack_three_high_and_close_one_by_one(
    bot: FormBot, ada: Person, workspace: Workspace
) -> None:
    bot.view = modal(actions(button("Push")), notify_on_close=True)
    ada.command("/order")
    for height in (2, 3):
        ada.click("Push")
        workspace.wait_for(partial(_has_modals, workspace, ada, height))
    ada.click("Push")
    workspace.wait_for(lambda: bot.told[-1] == {"error": "push_limit_reached"})

    ada.close()
    assert ("view_closed", False) == (bot.told[-1]["type"], bot.told[-1]["is_cleared"])
    assert 2 == len(workspace.world.modals[ada.user.id])
    ada.close_all()
    assert [True, True] == [told["is_cleared"] for told in bot.told[-2:]]
    assert not ada.has_modal


def _has_modals(workspace: Workspace, person: Person, count: int) -> bool:
    return len(workspace.world.modals[person.user.id]) == count


def test_an_update_keeps_what_is_typed_where_ids_stay(bot: FormBot, ada: Person) -> None:
    text = {"type": "plain_text_input"}
    bot.view = modal(field("Name", text), field("Street", text), external_id="form-1")
    ada.command("/order")
    ada.type("Name", "Ada")
    ada.type("Street", "Unter den Linden")
    old = ada.modal.view.hash
    renamed = field("Street", text, block_id="street_2")
    changed = modal(field("Name", text), renamed, title=plain("Changed"))
    bot.client.views_update(external_id="form-1", hash=old, view=changed)

    assert ("Changed", "Ada", "") == (
        ada.modal.title,
        ada.modal.fields["Name"].value,
        ada.modal.fields["Street"].value,
    )
    with pytest.raises(SlackApiError, match="hash_conflict"):
        bot.client.views_update(external_id="form-1", hash=old, view=changed)
    ada.close()
    with pytest.raises(SlackApiError, match="not_found"):
        bot.client.views_update(external_id="form-1", view=changed)


def test_an_external_id_is_taken_while_its_modal_is_open(
    bot: FormBot, ada: Person, workspace: Workspace
) -> None:
    bot.view = modal(external_id="form-1")
    ada.command("/order")
    assert "New order" == ada.modal.title
    workspace.person("ben").command("/order")
    workspace.wait_for(
        lambda: [c.answer.get("error") for c in workspace.calls][-1] == "duplicate_external_id"
    )


def test_shortcuts_start_from_the_menus(bot: FormBot, ada: Person) -> None:
    message = ada.say("Look at this")
    ada.shortcut("New print order")
    ada.close()
    ada.message_shortcut("Order these files", message)

    assert ["shortcut", "message_action"] == [told["type"] for told in bot.told]
    assert "Look at this" == bot.told[1]["message"]["text"]
    ada.sight.patience = 0.05
    with pytest.raises(NotOnScreen):
        ada.shortcut("Order these files")


def test_slack_refuses_commands_it_does_not_know_and_threads(bot: FormBot, ada: Person) -> None:
    root = ada.say("Order")
    ada.command("/order", thread=root)
    ada.command("/coffee")

    assert ada.sees("/order is not supported in threads. Sorry!").is_ephemeral
    assert ada.sees("/coffee is not a valid command.").is_ephemeral
    assert [] == bot.told


@impatient
def test_an_unacknowledged_submission_stays_open_and_says_so(
    bot: FormBot, ada: Person, workspace: Workspace
) -> None:
    bot.view = modal(callback_id="nobody_listens")
    ada.command("/order")
    ada.submit()

    assert "We had some trouble connecting. Try again?" in ada.modal.text
    assert "operation_timeout" == workspace.deliveries[-1].error


def test_a_double_click_is_two_clicks(bot: FormBot, ada: Person, workspace: Workspace) -> None:
    clicks: list[str] = []

    def place(ack: Listener, body: Json) -> None:
        ack()
        clicks.append(body["trigger_id"])

    bot.app.action("place")(place)
    channel = workspace.world.channel("#print-orders").id
    bot.client.chat_postMessage(channel=channel, text="x", blocks=[actions(button("Place"))])
    ada.double_click("Place")

    assert 2 == len(set(clicks))


@impatient
def test_a_slow_search_shows_no_results(bot: FormBot, ada: Person) -> None:
    bot.view = modal(field("Customer", {"type": "external_select"}))
    ada.command("/order")

    assert [] == ada.search("Customer", "nobody answers")
    with pytest.raises(NotOnScreen, match="no results"):
        ada.choose("Customer", "Ada")


def test_waiting_in_vain_shows_the_screen(workspace: Workspace, ada: Person) -> None:
    ada.say("Anybody?")

    with pytest.raises(NotOnScreen, match="ada: Anybody"):
        workspace.wait_for(lambda: False, limit=0.01)


def test_every_change_is_told_to_listeners(workspace: Workspace, ada: Person) -> None:
    seen: list[int] = []
    workspace.world.changes.listeners.append(seen.append)
    ada.say("one")
    ada.say("two")

    assert seen == sorted(set(seen))
    assert 2 <= len(seen)


def test_a_section_menu_is_called_by_the_text_beside_it(bot: FormBot, ada: Person) -> None:
    chosen: list[str] = []

    def choose(ack: Listener, body: Json) -> None:
        ack()
        chosen.append(body["actions"][0]["selected_option"]["value"])

    bot.app.action("unit")(choose)
    unit = select("mm", "inch", action_id="unit")
    bot.view = modal(section("Unit of cube.stl", accessory=unit))
    ada.command("/order")
    ada.choose("Unit of cube.stl", "inch")

    assert ["inch"] == chosen
    assert "inch" == ada.modal.fields["Unit of cube.stl"].value
