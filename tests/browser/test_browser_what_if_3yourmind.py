"""The switches of the What if tab for 3YOURMIND, pressed in the page, and what people are told."""

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.town import Town
from tests.browser.prepared import HOPPER, begun
from tests.browser.window import Bundle, Window

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("calm")]

CUBE = Bundle("cube.obj", "v 0 0 0\n")
AGAIN = 40_000
"""Milliseconds until something is tried again that has failed a few times."""


@pytest.fixture(scope="module")
def order(place: Town) -> Order:
    """An order that is placed already."""
    return begun(place, "#print-orders", customer=HOPPER).ready().placed()


@pytest.fixture
def drafting(place: Town, channel: str, ada: Window) -> Window:
    """Ada in the thread of an order that waits for files."""
    begun(place, channel, customer=HOPPER)
    ada.open_thread(ada.card)
    return ada


def whispers(window: Window) -> Locator:
    return window.channel.get_by_test_id("message").filter(has_text="Only visible to you")


@pytest.mark.parametrize(
    "trouble",
    [
        "3YOURMIND is slow",
        "3YOURMIND is down",
        "3YOURMIND cannot be reached",
        "3YOURMIND is busy",
        "A page instead of an answer",
    ],
)
def test_a_status_is_told_from_the_record_as_long_as_3yourmind_gives_no_answer(
    ada: Window, order: Order, trouble: str
) -> None:
    ada.turn(trouble)
    ada.says(f"/order-status {order.number}")
    told = whispers(ada).first
    expect(told).to_contain_text(f"Placed: {order.number}")
    expect(told).to_contain_text("3YOURMIND does not answer at the moment")

    ada.turn(trouble, on=False)
    told.get_by_role("button", name="Ask 3YOURMIND again").click()

    expect(told).to_contain_text(f"3YOURMIND says: {order.status.name}")
    expect(told).not_to_contain_text("does not answer")


def test_a_list_that_is_not_there_in_time_says_so(ada: Window, channel: str) -> None:
    ada.turn("3YOURMIND is slow")
    ada.says("/order")
    ada.field("Customer").click()
    options = ada.page.get_by_test_id("options")

    options.get_by_role("combobox").fill(f"never asked for {channel}")

    expect(options).to_contain_text("3YOURMIND is slow at the moment")


@pytest.mark.parametrize("trouble", ["3YOURMIND is down", "3YOURMIND cannot be reached"])
def test_a_file_that_comes_while_3yourmind_is_away_is_sent_once_it_is_back(
    drafting: Window, trouble: str
) -> None:
    drafting.turn(trouble)
    drafting.drop(drafting.thread, CUBE)
    expect(drafting.thread).to_contain_text("Something went wrong at 3YOURMIND")
    expect(drafting.thread).to_contain_text("nothing is lost; you need not do anything")

    drafting.turn(trouble, on=False)

    expect(drafting.card).to_contain_text("cube.obj is ready", timeout=AGAIN)
    expect(drafting.card.get_by_role("button", name="Place order")).to_be_visible()


def test_a_busy_3yourmind_gets_the_file_a_little_later_without_a_word(drafting: Window) -> None:
    drafting.turn("3YOURMIND is busy")
    drafting.drop(drafting.thread, CUBE)
    expect(drafting.wire("3YOURMIND", "429").first).to_be_visible()
    drafting.turn("3YOURMIND is busy", on=False)

    expect(drafting.card).to_contain_text("cube.obj is ready", timeout=AGAIN)
    expect(drafting.thread).not_to_contain_text("went wrong")


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("The analysis fails", "3YOURMIND has the file but cannot use it as a 3D model."),
        ("Another quantity", "3YOURMIND noted something else than I asked for"),
    ],
)
def test_what_3yourmind_makes_of_a_file_is_explained_in_the_thread_and_on_the_card(
    drafting: Window, trouble: str, sentence: str
) -> None:
    drafting.turn(trouble)

    drafting.drop(drafting.thread, CUBE)

    replies = drafting.thread.get_by_test_id("message")
    expect(replies.filter(has_text="⚠️").filter(has_text=sentence).last).to_be_visible()
    expect(drafting.card).to_contain_text(sentence)


def test_an_upload_whose_answer_is_lost_is_made_again(drafting: Window, place: Town) -> None:
    drafting.turn("Lost answer after an upload")
    drafting.drop(drafting.thread, CUBE)
    expect(drafting.thread).to_contain_text("The connection broke off over cube.obj")
    expect(drafting.card).to_contain_text("cube.obj is ready")

    drafting.place()

    expect(drafting.card).to_contain_text("Placed: ")
    (order,) = [o for o in place.stage.vendor.orders if o.reference.startswith(drafting.order)]
    assert ["cube.obj"] == [line.file.name for line in order.lines if line.file]
