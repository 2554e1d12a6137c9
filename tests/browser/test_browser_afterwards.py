"""What becomes of an order on the page: it is watched, ordered again, or left and closed."""

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.town import Town
from tests.bot.waiting import wait_for
from tests.browser.beside import Record, beside
from tests.browser.prepared import LIMIT, LOVELACE, begun
from tests.browser.window import Window

pytestmark = pytest.mark.slow

CURIE = "Marie Curie, Institut du Radium <marie@customers.example>"
PART = "bracket.stl"


@pytest.fixture(scope="module")
def record(place: Town) -> Iterator[Record]:
    with beside(place.stage) as record:
        yield record


def whispers(window: Window) -> Locator:
    """Give what only this person sees, newest last."""
    return window.channel.get_by_test_id("message").filter(has_text="Only visible to you")


def told(window: Window, text: str) -> Locator:
    """Give what the open thread tells in these words; the card stands there, too."""
    replies = window.thread.get_by_test_id("message").filter(has_not_text="PD-")
    return replies.filter(has_text=text)


def test_each_change_is_told_to_those_who_want_to_know_until_the_last(
    ada: Window, ben: Window, place: Town, channel: str
) -> None:
    order = begun(place, channel).seen_by(ada).ready().placed()
    ada.open_thread(ada.card)
    ben.card.get_by_role("button", name="Tell me too").click()
    expect(whispers(ben)).to_contain_text("From now on I mention you")
    ada.card.get_by_role("button", name="Quiet").click()
    expect(whispers(ada)).to_contain_text("I no longer mention you")

    unheard = "Waiting for *powder* 粉 <!channel>"
    place.stage.vendor.world.set_status(order.id, unheard)
    expect(told(ada, "Waiting for ∗powder∗ 粉 <!channel>")).to_contain_text("@Ben Sommer 3YOURMIND")
    expect(ada.card).to_contain_text("3YOURMIND says: Waiting for ∗powder∗ 粉 <!channel> since")

    ada.open_tab("3YOURMIND")
    ada.page.get_by_label(f"Status of order {order.number}").select_option("Shipped")
    ada.open_tab("Slack")
    expect(told(ada, "3YOURMIND says: Shipped")).to_contain_text("@Ben Sommer")
    expect(told(ada, "3YOURMIND says: Shipped")).not_to_contain_text("@Ada Winter")
    expect(ada.card).to_contain_text("I no longer watch it.")
    expect(ada.card.get_by_role("button", name="Tell me too")).to_have_count(0)
    expect(ada.card.get_by_role("button", name="Order again")).to_be_visible()


def test_an_order_is_placed_again_and_made_again_without_its_files(
    ada: Window, place: Town, channel: str
) -> None:
    begun(place, channel, "PO 17").seen_by(ada).ready().placed()
    ada.card.get_by_role("button", name="Order again").click()
    expect(ada.field("Customer")).to_have_text(LOVELACE)
    expect(ada.field("Reference")).to_have_value("")
    expect(ada.modal.get_by_label("Use the same 1 file")).to_be_checked()
    ada.fill("Reference", "PO 18")
    ada.create()
    expect(ada.card).to_contain_text("PO 18")
    expect(ada.card).to_contain_text(f"{PART} is ready")
    ada.place()
    expect(ada.card).to_contain_text("Placed: ")

    ada.card.get_by_role("button", name="Order again").click()
    ada.modal.get_by_label("Use the same 1 file").uncheck()
    ada.fill("Reference", "PO 19")
    ada.create()
    expect(ada.card).to_contain_text("PO 19")
    expect(ada.card).to_contain_text("Still missing: a file")
    expect(ada.card).not_to_contain_text(PART)


def test_an_order_is_copied_to_another_customer(ada: Window, place: Town, channel: str) -> None:
    begun(place, channel, "PO 20").seen_by(ada).ready().placed()
    ada.card.get_by_role("button", name="Copy to another customer").click()
    expect(ada.field("Customer")).to_have_text("Select an option")
    with ada.reshaped():
        ada.choose("Customer", CURIE, "curie")
    for label in ("Billing address", "Shipping address"):
        ada.choose_first(label)
    ada.fill("Reference", "PO 21")
    ada.create()

    expect(ada.card).to_contain_text("PO 21")
    expect(ada.card).to_contain_text("Marie Curie")
    expect(ada.card).to_contain_text(f"{PART} is ready")


def test_a_draft_that_nobody_touches_is_reminded_of_and_closed_and_its_basket_deleted(
    ada: Window, place: Town, channel: str, record: Record
) -> None:
    draft, world = begun(place, channel).seen_by(ada).ready(), place.stage.vendor.world
    basket = int(record.orders.get(draft.id).basket.id or 0)
    assert basket in world.baskets
    ada.open_thread(ada.card)
    record.age(draft.id, hours=25)
    reminder = told(ada, "This order has not been touched since")
    expect(reminder).to_contain_text("@Ada Winter")
    expect(reminder).to_contain_text("press Cancel on the card; otherwise I close it")

    record.age(draft.id, days=14)
    expect(told(ada, "Nobody touched this order for long, so I closed it")).to_be_visible()
    expect(ada.card).to_contain_text("as nobody had touched it for long")
    expect(ada.card.get_by_role("button", name="Edit")).to_have_count(0)
    wait_for(lambda: basket not in world.baskets, LIMIT)


def test_orders_are_exported_to_the_conversation_with_the_bot(
    ada: Window, place: Town, channel: str
) -> None:
    draft = begun(place, channel, '=HYPERLINK("https://evil.example")').seen_by(ada)
    ada.says("/order-export")
    expect(whispers(ada)).to_contain_text("The file comes to our conversation.")
    ada.page.locator("[data-place]").filter(has_text="Printdesk").first.click()
    message = ada.channel.get_by_test_id("message").filter(has_text="of everybody").last
    file = message.get_by_test_id("file")
    expect(file).to_contain_text("orders-")
    with ada.page.expect_download() as download:
        file.click()

    text = download.value.path().read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    (mine,) = (line for line in lines if line["our id"] == draft.id)
    assert "Ada Winter" == mine["started by"]
    assert mine["reference"].startswith("'=HYPERLINK")


def test_an_export_of_days_that_are_none_is_answered_with_an_example(ada: Window) -> None:
    ada.says("/order-export last week")

    expect(whispers(ada)).to_contain_text("I cannot read days in last week.")
    expect(whispers(ada)).to_contain_text("/order-export 2026-01-01 2026-01-31")
