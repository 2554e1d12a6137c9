"""Modals one on top of the other, and what they do while the bot takes its time."""

import pytest
from playwright.sync_api import expect

from bot.sandbox.slack.faults import DeliveryFault
from bot.sandbox.town import Town
from tests.bot.sandbox.slack.kit import (
    Json,
    actions,
    button,
    confirm,
    field,
    modal,
    option,
    plain,
    select,
)
from tests.browser.puppet import Puppet, values
from tests.browser.window import Window

pytestmark = pytest.mark.slow

NOTE = field("Note", {"type": "plain_text_input"})
WHOLE = {"is_decimal_allowed": False}
AT_LEAST = "Please enter at least 3 characters."
REQUIRED = "Please complete this required field."


def titled(title: str, *blocks: Json, **more: object) -> Json:
    return modal(*blocks, title=plain(title), notify_on_close=True, **more)


def is_closed(body: Json, title: str, *, is_cleared: bool) -> bool:
    """Tell whether the bot hears that a modal was closed: alone, or with all others."""
    if body["type"] != "view_closed":
        return False
    return (title, is_cleared) == (body["view"]["title"]["text"], body["is_cleared"])


def test_modals_are_stacked_and_what_was_typed_below_stays(ada: Window, bot: Puppet) -> None:
    bot.form = titled("First", NOTE)
    title = ada.modal.get_by_role("heading")
    back = ada.modal.get_by_role("button", name="Back")
    ada.says("/order")
    expect(title).to_have_text("First")
    expect(back).not_to_be_visible()
    ada.fill("Note", "kept")
    for name in ("Second", "Third"):
        bot.answer = {"response_action": "push", "view": titled(name, close=plain("Return"))}
        ada.submit()
        expect(title).to_have_text(name)

    expect(ada.page.locator("dialog[open]")).to_have_count(1)
    back.click()
    expect(title).to_have_text("Second")
    bot.heard(lambda body: is_closed(body, "Third", is_cleared=False))
    ada.modal.get_by_role("button", name="Return").click()
    expect(title).to_have_text("First")
    expect(ada.field("Note")).to_have_value("kept")
    expect(back).not_to_be_visible()

    ada.submit()
    expect(title).to_have_text("Third")
    ada.modal.get_by_role("button", name="Close").click()
    expect(ada.modal).to_have_count(0)
    bot.heard(lambda body: is_closed(body, "Third", is_cleared=True))
    bot.heard(lambda body: is_closed(body, "First", is_cleared=True))


def test_an_answer_can_change_the_modal_or_close_all_of_them(ada: Window, bot: Puppet) -> None:
    bot.form = titled("First", NOTE)
    title = ada.modal.get_by_role("heading")
    ada.says("/order")
    ada.fill("Note", "x")
    bot.answer = {"response_action": "push", "view": titled("Second", NOTE)}
    ada.submit()
    expect(title).to_have_text("Second")
    ada.fill("Note", "y")
    bot.answer = {"response_action": "update", "view": titled("Changed", NOTE, submit=plain("End"))}
    ada.submit()
    expect(title).to_have_text("Changed")
    expect(ada.field("Note")).to_have_value("y")
    expect(ada.modal.get_by_test_id("submit")).to_have_text("End")

    bot.answer = {"response_action": "clear"}
    ada.submit()

    expect(ada.modal).to_have_count(0)


def test_a_modal_shows_that_the_bot_takes_its_time_and_is_sent_once(
    ada: Window, bot: Puppet
) -> None:
    bot.form = modal(NOTE)
    bot.answer = {"response_action": "errors", "errors": {"note": "Too short."}}
    bot.hurry.clear()
    ada.says("/order")
    ada.fill("Note", "x")
    submit = ada.modal.get_by_test_id("submit")
    submit.click()

    expect(ada.modal).to_have_attribute("aria-busy", "true")
    expect(submit).to_have_attribute("aria-disabled", "true")
    expect(submit).to_have_css("cursor", "progress")
    submit.click(force=True)
    ada.field("Note").press("Enter")
    bot.hurry.set()

    expect(ada.modal.locator(".field-error:visible")).to_have_text("Too short.")
    expect(ada.modal).to_have_attribute("aria-busy", "false")
    expect(ada.field("Note")).to_be_focused()
    assert ["view_submission"] == [body["type"] for body in bot.told]


def test_a_bot_that_does_not_answer_is_told_of_and_can_be_asked_again(
    ada: Window, bot: Puppet, place: Town
) -> None:
    bot.form = modal(NOTE)
    ada.says("/order")
    ada.fill("Note", "x")
    place.stage.slack.faults.delivery.add(DeliveryFault.LOST, name="form")
    ada.submit()

    trouble = ada.modal.locator(".trouble")
    expect(trouble).to_have_text("We had some trouble connecting. Try again?")
    ada.submit()

    expect(ada.modal).to_have_count(0)


def test_errors_stand_below_every_kind_of_field_and_go_when_it_is_mended(
    ada: Window, bot: Puppet
) -> None:
    wrong: dict[str, tuple[Json, str, str]] = {
        "mail": ({"type": "email_text_input"}, "ada@", "Please enter a valid email address."),
        "address": ({"type": "url_text_input"}, "example", "Please enter a valid URL."),
        "number": ({"type": "number_input", **WHOLE}, "2.5", "Please enter a whole number."),
        "few": ({"type": "plain_text_input", "min_length": 3}, "ab", AT_LEAST),
        "file": ({"type": "file_input"}, "", REQUIRED),
        "boxes": ({"type": "checkboxes", "options": [option("Rush")]}, "", REQUIRED),
        "people": ({"type": "multi_users_select"}, "", REQUIRED),
        "day": ({"type": "datepicker"}, "", REQUIRED),
    }
    bot.form = modal(*(field(name, element) for name, (element, _, _) in wrong.items()))
    ada.says("/order")
    for name, (_, text, _) in wrong.items():
        if text:
            ada.fill(name, text)
    ada.submit()

    for name, (_, _, words) in wrong.items():
        block = ada.modal.locator(f"[data-block-id={name}]")
        expect(block.locator(".field-error:visible")).to_have_text(words)
        expect(block.locator("[data-action-id]")).to_have_attribute("aria-invalid", "true")
    expect(ada.field("mail")).to_be_focused()
    assert [] == bot.told


def test_fields_that_dispatch_tell_the_bot_at_once(ada: Window, bot: Puppet) -> None:
    at_once = {"dispatch_action_config": {"trigger_actions_on": ["on_character_entered"]}}
    number = {"type": "number_input", "is_decimal_allowed": False, **at_once}
    bot.form = modal(
        field("Words", {"type": "plain_text_input"}, dispatch_action=True),
        field("Number", number, dispatch_action=True),
        field("Material", select("PA12", "TPU"), dispatch_action=True),
        field("Quiet", {"type": "plain_text_input"}),
        external_id="form",
    )
    ada.says("/order")
    ada.fill("Quiet", "not told")

    ada.fill("Words", "PO 1")
    ada.field("Words").press("Enter")
    bot.hears("words", {"value": "PO 1"})
    ada.field("Number").press_sequentially("12")
    bot.hears("number", {"value": "12"})
    ada.choose("Material", "TPU")
    told = bot.hears("material", {"selected_option": option("TPU")})

    expected = {"words": "PO 1", "number": "12", "quiet": "not told"}
    state = values(told["view"]["state"]["values"])
    assert expected == {name: state[name]["value"] for name in expected}
    assert {"words", "number", "material"} == {
        done["action_id"] for body in bot.told for done in body["actions"]
    }
    expect(ada.modal).to_be_visible()


def test_a_question_stands_above_the_modal_and_leaves_it_as_it_is(ada: Window, bot: Puppet) -> None:
    remove = button("Remove", style="danger", confirm=confirm(style="danger"))
    bot.form = modal(NOTE, actions(remove))
    ada.says("/order")
    ada.fill("Note", "kept")
    for key in ("Escape", "Enter"):
        ada.modal.get_by_role("button", name="Remove").click()
        for words in ("Place this order?", "It costs money.", "Place it", "Not yet"):
            expect(ada.question).to_contain_text(words)
        expect(ada.question.locator(".danger")).to_have_text("Place it")
        ada.page.keyboard.press(key)
        expect(ada.question).to_have_count(0)
        expect(ada.field("Note")).to_have_value("kept")

    bot.hears("remove", {})
    assert ["block_actions"] == [body["type"] for body in bot.told]


def test_the_field_that_the_bot_wants_first_has_the_focus(ada: Window, bot: Puppet) -> None:
    for element in (
        select("PA12", focus_on_load=True),
        {"type": "datepicker", "focus_on_load": True},
        {"type": "multi_users_select", "focus_on_load": True},
        {"type": "email_text_input", "focus_on_load": True},
    ):
        bot.form = modal(NOTE, field("Wanted", element))
        ada.says("/order")
        expect(ada.field("Wanted")).to_be_focused()
        ada.leave_modals()
