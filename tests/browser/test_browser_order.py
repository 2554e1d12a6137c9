import re
from contextlib import nullcontext

import pytest
from playwright.sync_api import Request, expect

from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.town import Town
from tests.browser.conftest import Look
from tests.browser.keyboard import Keyboard
from tests.browser.window import (
    PROPOSED,
    RESHAPING,
    USUAL_CHOICES,
    USUAL_WORDS,
    Bundle,
    Window,
)

LOVELACE = "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>"
CURIE = "Marie Curie, Institut du Radium <marie@customers.example>"
LISTS = ("Customer", "Delivery", "Payment", "Material for all parts")
SOON = 60
"""Seconds: half of the time in which a new user should have placed an order."""
COUNT_KEYS = """() => {
    window.typed = 0;
    for (const kind of ["keydown", "input", "paste"]) {
        window.addEventListener(kind, () => window.typed++, true);
    }
}"""
CUBE = Bundle("cube.obj", "v 0 0 0\n")


def placed(place: Town, window: Window) -> Order:
    """Give the one order of this window's card; both the card and the thread show its number."""
    expect(window.thread).to_contain_text("The order is placed")
    expect(window.card).to_contain_text("Placed: ")
    (order,) = [o for o in place.stage.vendor.orders if o.reference.startswith(window.order)]
    expect(window.card).to_contain_text(f"Placed: {order.number}")
    expect(window.thread).to_contain_text(f"The order is placed: {order.number}")
    return order


def test_a_whole_order_is_placed_with_the_mouse(ada: Window, place: Town) -> None:
    ada.fill_in(LOVELACE, typing="lovelace")
    ada.create()
    ada.open_thread(ada.card)
    ada.drop(ada.thread, CUBE)
    expect(ada.card).to_contain_text("cube.obj is ready")

    ada.place()

    order = placed(place, ada)
    assert ["cube.obj"] == [line.file.name for line in order.lines if line.file]


def test_a_status_that_is_moved_in_3yourmind_shows_up_in_the_thread(
    ada: Window, place: Town
) -> None:
    ada.fill_in(LOVELACE, typing="lovelace")
    ada.create()
    ada.open_thread(ada.card)
    ada.drop(ada.thread, CUBE)
    ada.place()
    order = placed(place, ada)
    ada.open_tab("3YOURMIND")
    ada.page.get_by_label(f"Status of order {order.number}").select_option("Printing")
    ada.open_tab("Slack")

    expect(ada.thread).to_contain_text("3YOURMIND says: Printing")
    expect(ada.card).to_contain_text("3YOURMIND says: Printing")


@pytest.mark.timeout(SOON, func_only=True)
def test_a_whole_order_is_placed_by_clicks_alone_on_whatever_comes_first(
    look: Look, place: Town
) -> None:
    world = place.stage.slack.world
    channel = world.channel("#print-orders")
    with world.changes.making():
        # Only somebody new to the channel is told how to begin.
        channel.messages.clear()
    ada = look("ada")
    ada.page.goto(f"{place.url}/?as=ada#/{channel.id}")
    hints = ada.page.get_by_test_id("hint")
    ada.page.evaluate(COUNT_KEYS)

    hints.get_by_role("button", name="/order").click()
    for label in LISTS:
        with ada.reshaped() if label != "Payment" else nullcontext():
            ada.choose_first(label)
    for label, price in PROPOSED.items():
        expect(ada.field(label)).to_have_value(price)
    ada.create()
    hints.get_by_role("button", name="Open it").click()
    hints.get_by_role("button", name="a sample").click()
    ada.page.get_by_test_id("sample-parts").get_by_text("Attach", exact=True).first.click()
    expect(ada.thread.locator("[data-testid=pending-file].done")).to_have_count(1)
    ada.thread.get_by_role("button", name="Send now").click()
    expect(ada.card).to_contain_text("bracket.stl is ready")
    ada.place()

    placed(place, ada)
    assert 0 == ada.page.evaluate("() => window.typed")


def test_whoever_wants_no_hints_dismisses_them_for_good(look: Look, place: Town) -> None:
    world = place.stage.slack.world
    channel = world.channel("#print-orders")
    with world.changes.making():
        channel.messages.clear()
    ada = look("ada")
    ada.page.goto(f"{place.url}/?as=ada#/{channel.id}")
    ada.channel.get_by_role("button", name="Dismiss the hint").click()
    ada.page.reload()
    ada.says("/order")
    expect(ada.modal).to_be_visible()

    expect(ada.page.get_by_test_id("hint").locator("visible=true")).to_have_count(0)


def test_a_whole_order_is_placed_with_the_keyboard(ada: Window, place: Town) -> None:
    keyboard = Keyboard(ada)
    keyboard.go_to(ada.channel.get_by_test_id("composer-input"))
    keyboard.type("/order")
    keyboard.press("Enter")
    expect(ada.field("Customer")).to_be_focused()
    with ada.reshaped():
        keyboard.choose("Customer", LOVELACE, typing="lovelace")
    for label, option in USUAL_CHOICES.items():
        with ada.reshaped() if label in RESHAPING else nullcontext():
            keyboard.choose(label, option)
    for label, text in USUAL_WORDS.items():
        expect(ada.field(label)).to_have_value(PROPOSED[label])
        keyboard.go_to(ada.field(label), "Tab" if label != "Shipping price" else "Shift+Tab")
        keyboard.type(text)
    keyboard.press("Enter")
    expect(ada.card).to_be_visible()
    open_thread(keyboard, ada)
    attach_sample(keyboard, ada)
    expect(ada.card).to_contain_text("bracket.stl is ready")

    keyboard.go_to(ada.card.get_by_role("button", name="Place order"), "Shift+Tab")
    keyboard.press("Enter")
    expect(ada.page.get_by_test_id("confirm")).to_be_visible()
    keyboard.press("Enter")

    placed(place, ada)


def open_thread(keyboard: Keyboard, window: Window) -> None:
    """Open the card's thread: back to the messages, up to the card, and its first button."""
    keyboard.go_to(window.channel.get_by_test_id("messages"), "Shift+Tab")
    keyboard.press("ArrowUp")
    expect(window.card).to_be_focused()
    keyboard.go_to(window.card.get_by_role("button", name="Reply in thread"))
    keyboard.press("Enter")
    expect(window.thread.get_by_test_id("composer-input")).to_be_focused()


def attach_sample(keyboard: Keyboard, window: Window) -> None:
    """Attach the bracket that comes with the sandbox, and send it."""
    keyboard.go_to(window.thread.get_by_test_id("attach"))
    keyboard.press("Enter")
    keyboard.go_to(window.page.get_by_role("menuitem", name="Sample parts"), "ArrowDown")
    keyboard.press("Enter")
    keyboard.go_to(window.page.get_by_role("button", name="Attach bracket.stl", exact=True))
    keyboard.press("Enter")
    expect(window.thread.locator("[data-testid=pending-file].done")).to_have_count(1)
    expect(window.thread.get_by_test_id("composer-input")).to_be_focused()
    keyboard.press("Enter")


def test_the_addresses_are_those_of_the_chosen_customer(ada: Window) -> None:
    ada.says("/order")
    ada.choose("Customer", LOVELACE, "lovelace")
    expect(ada.field("Billing address")).to_contain_text("12 St James's Square")

    ada.choose("Customer", CURIE, "curie")

    expect(ada.field("Billing address")).to_have_text("Select an option")
    ada.field("Billing address").click()
    addresses = ada.page.get_by_test_id("options").get_by_role("option")
    expect(addresses).to_have_count(2)
    expect(addresses).to_contain_text([re.compile("rue Pierre"), re.compile("quai de Béthune")])


def test_what_is_typed_stays_when_the_form_changes(ada: Window) -> None:
    ada.says("/order")
    ada.fill("Reference", "PO 2041")
    ada.choose("Customer", LOVELACE, "lovelace")

    expect(ada.field("Billing address")).to_be_visible()

    expect(ada.field("Reference")).to_have_value("PO 2041")


def test_a_list_that_was_closed_asks_for_nothing_more(ada: Window) -> None:
    asked: list[str] = []
    ada.page.on("request", lambda sent: asked.extend(queries(sent)))
    search = ada.page.get_by_test_id("options").get_by_role("combobox")
    ada.says("/order")
    ada.field("Customer").click()
    search.fill("lovelace")
    ada.page.keyboard.press("Escape")

    ada.field("Customer").click()
    with ada.page.expect_response(lambda answer: ["hopper"] == queries(answer.request)):
        search.fill("hopper")

    assert ["", "", "hopper"] == asked


def queries(sent: Request) -> list[str]:
    """Give what a list of choices is asked for, if that is what was sent."""
    body: dict[str, str] = sent.post_data_json or {}
    return [body["query"]] if sent.url.endswith("/api/options") else []


def test_a_refused_form_shows_what_is_wrong_below_its_field(ada: Window) -> None:
    ada.fill_in(LOVELACE, typing="lovelace")
    ada.fill("Price per piece for all parts", "a lot")
    ada.submit()

    price = ada.field("Price per piece for all parts")
    expect(price).to_have_attribute("aria-invalid", "true")
    expect(price).to_be_focused()
    wrong = ada.modal.locator(".field-error:visible")
    expect(wrong).to_have_count(1)
    expect(price).to_have_accessible_description(re.compile(re.escape(wrong.inner_text())))

    price.fill("12.50")
    ada.create()


def test_a_form_without_a_customer_is_not_sent(ada: Window) -> None:
    ada.says("/order")
    expect(ada.modal).to_be_visible()
    ada.submit()

    expect(ada.field("Customer")).to_have_attribute("aria-invalid", "true")
    expect(ada.modal.locator(".field-error:visible")).not_to_be_empty()


def test_place_order_asks_first_and_takes_no_for_an_answer(ada: Window, place: Town) -> None:
    ada.fill_in(LOVELACE, typing="lovelace")
    ada.create()
    ada.open_thread(ada.card)
    ada.drop(ada.thread, CUBE)
    ada.card.get_by_role("button", name="Place order").click()
    question = ada.page.get_by_test_id("confirm")
    expect(question).to_contain_text("17.40 EUR")

    ada.page.keyboard.press("Escape")

    expect(question).to_have_count(0)
    expect(ada.card.get_by_role("button", name="Place order")).to_be_enabled()
    assert [] == [o for o in place.stage.vendor.orders if o.reference.startswith(ada.order)]
