import re

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.town import Town
from tests.browser.prepared import HOPPER, begun, bracket
from tests.browser.window import Window

pytestmark = pytest.mark.slow

LIMIT = 20.0


@pytest.fixture(scope="module")
def order(place: Town) -> Order:
    """An order that is placed already."""
    return begun(place, "#print-orders", customer=HOPPER).ready().placed()


def id_of(order: Order) -> str:
    return order.reference.split()[0]


def lines(window: Window) -> Locator:
    return window.page.get_by_test_id("wire").get_by_role("listitem")


def test_the_status_of_an_order_can_be_moved(ada: Window, order: Order) -> None:
    ada.open_tab("3YOURMIND")
    card = ada.page.locator(f"[data-order='{order.number}']")
    expect(card).to_contain_text("Grace Hopper")
    expect(card).to_contain_text("bracket.stl")

    ada.page.get_by_label(f"Status of order {order.number}").select_option("Printing")
    ada.open_tab("Slack")
    ada.says(f"/order-status {order.number}")

    expect(ada.channel).to_contain_text("3YOURMIND says: Printing")


def test_the_tab_of_3yourmind_shows_customers_with_and_without_an_address(ada: Window) -> None:
    ada.open_tab("3YOURMIND")
    cards = ada.page.get_by_role("main", name="3YOURMIND").locator("article")

    expect(cards.filter(has_text="Lovelace")).not_to_have_count(0)
    expect(cards.filter(has_text="Alan Turing")).to_contain_text("No address")


def test_the_tab_of_3yourmind_tells_customers_of_one_surname_apart(ada: Window) -> None:
    ada.open_tab("3YOURMIND")
    namesakes = ada.page.get_by_role("main", name="3YOURMIND").locator("section").last
    cards = namesakes.locator("article").filter(has_text="Lovelace")

    expect(cards.filter(has_text="Ada Lovelace")).to_contain_text("12 St James's Square")
    expect(cards.filter(has_text="Ralph Lovelace")).to_contain_text("Ockham Park 1")
    expect(cards).to_have_count(2)


def test_the_tab_of_3yourmind_shows_a_basket_while_it_is_filled(
    ada: Window, place: Town, channel: str
) -> None:
    card = begun(place, channel, customer="Zoë Ångström").card
    ada.open_tab("3YOURMIND")
    baskets = ada.page.get_by_role("main", name="3YOURMIND").locator("section").nth(1)
    basket = baskets.locator("article").filter(has_text="Zoë Ångström")
    expect(basket).to_have_count(0)

    place.stage.slack.person("ben").drop(bracket(), thread=card)

    cells = basket.get_by_role("cell")
    expect(cells).to_have_text([re.compile("^bracket.stl"), "PA12, white", "1", "12.50 EUR"])
    expect(cells.first).to_have_text("bracket.stl finished")
    expect(basket.get_by_role("columnheader")).to_have_text(["File", "Offer", "Pieces", "Price"])


def test_an_order_takes_its_basket_along_and_can_be_moved_to_every_status(
    ada: Window, place: Town, channel: str
) -> None:
    card = begun(place, channel, customer="Jürgen Groß").ready().card
    ada.open_tab("3YOURMIND")
    sections = ada.page.get_by_role("main", name="3YOURMIND").locator("section")
    basket = sections.nth(1).locator("article").filter(has_text="Jürgen Groß")
    expect(basket).to_contain_text("bracket.stl finished")

    place.stage.slack.person("ada").click("Place order", message=card)

    order = sections.first.locator("article").filter(has_text="Jürgen Groß")
    expect(order).to_contain_text("bracket.stl finished")
    expect(basket).to_have_count(0)
    for status in ("Printing", "Shipped", "Pending"):
        with ada.page.expect_response("**/api/vendor/status"):
            order.get_by_role("combobox").select_option(status)
        (mine,) = [o for o in place.stage.vendor.orders if o.customer.last_name == "Groß"]
        assert status == mine.status.name


def test_the_wire_shows_the_requests_of_an_order_newest_first(ada: Window, order: Order) -> None:
    ada.open_tab("Wire")
    ada.page.get_by_placeholder("Order, such as").fill(id_of(order))
    expect(lines(ada).filter(has_text="/internal-ordering/orders/")).to_have_count(1)
    expect(lines(ada).filter(has_not_text=id_of(order))).to_have_count(0)
    whats = lines(ada).locator(".wire-what").all_inner_texts()
    steps = ("/internal-ordering/orders/", "/files/", "view_submission")
    found = [next(n for n, what in enumerate(whats) if step in what) for step in steps]
    assert sorted(found) == found

    sent = lines(ada).filter(has_text="/internal-ordering/orders/")
    sent.locator("summary").click()
    expect(sent).to_contain_text(order.reference)
    expect(sent).to_contain_text("authorizedAmount")


def test_a_line_of_the_wire_stays_open_while_others_come(
    ada: Window, ben: Window, place: Town, order: Order
) -> None:
    ada.open_tab("Wire")
    sent = lines(ada).filter(has_text=id_of(order)).filter(has_text="/files/").last
    sent.locator("summary").click()
    expect(sent.locator(".wire-body")).to_have_count(2)
    before = len(place.stage.slack.deliveries)

    ben.says("/order help")

    place.stage.slack.wait_for(lambda: len(place.stage.slack.deliveries) > before, LIMIT)
    expect(lines(ada).filter(has_text="/order").first).to_be_visible()
    expect(sent.locator(".wire-body").first).to_be_visible()


def test_the_wire_shows_no_secret(ada: Window, place: Town, order: Order) -> None:
    stage = place.stage
    installed = stage.slack.world.installation
    secrets = [stage.vendor.token, installed.bot_token, installed.app_token]
    with ada.page.expect_response("**/api/wire*") as wire:
        ada.open_tab("Wire")

    expect(lines(ada)).not_to_have_count(0)
    assert id_of(order) in wire.value.text()
    assert [] == [s for s in [*secrets, installed.signing_secret] if s in wire.value.text()]


def test_the_wire_can_be_searched_by_words(ada: Window, order: Order) -> None:
    ada.open_tab("Wire")
    ada.page.get_by_placeholder("Words in a line").fill(f"{order.reference}")

    expect(lines(ada).filter(has_text="/internal-ordering/orders/")).to_have_count(1)
    ada.page.get_by_placeholder("Words in a line").fill("no such words anywhere")
    expect(ada.page.get_by_text("Nothing went over the wire")).to_be_visible()
    expect(lines(ada)).to_have_count(0)
