import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.parts.samples import sample
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.town import Town
from tests.browser.window import USUAL_CHOICES, USUAL_WORDS, Window

LIMIT = 20.0


@pytest.fixture(scope="module")
def order(place: Town) -> Order:
    """An order that is placed already."""
    slack = place.stage.slack
    grace = slack.person("olga")
    grace.command("/order")
    grace.choose("Customer", "Grace Hopper", typing="hopper")
    slack.wait_for(lambda: "Billing address" in grace.modal.fields)
    for label, text in USUAL_WORDS.items():
        grace.type(label, text)
    for label, option in USUAL_CHOICES.items():
        grace.choose(label, option)
    grace.submit()
    card = grace.sees("PD-")
    part = Dropped(b"".join(sample("bracket.stl").chunks()), "bracket.stl")
    grace.drop(part, thread=card)
    slack.wait_for(lambda: "Place order" in card.buttons, LIMIT)
    grace.click("Place order", message=card)
    slack.wait_for(lambda: "Placed: " in card.text, LIMIT)
    return place.stage.vendor.orders[-1]


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
