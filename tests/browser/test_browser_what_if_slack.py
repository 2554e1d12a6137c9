"""The switches of the What if tab for Slack and the bot, pressed in the page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.town import Town
from tests.browser.prepared import HOPPER, LIMIT, begun
from tests.browser.window import Bundle, Window

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("calm")]

CUBE = Bundle("cube.obj", "v 0 0 0\n" * 1000)
LATE = 40_000
"""Milliseconds until something comes that had to be tried again and again."""
HEAD, COUNT, TRIANGLE = 80, 4, 50
"""Bytes in a binary STL."""
TRIANGLES = 480_000
"""More than fits between Slack and a bot that does not get the rest."""


@pytest.fixture
def drafting(place: Town, channel: str, ada: Window) -> Window:
    """Ada in the thread of an order that waits for files."""
    begun(place, channel, customer=HOPPER)
    ada.open_thread(ada.card)
    return ada


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A part of that size, which takes no room on the disk."""
    path = tmp_path / "large.stl"
    with path.open("wb") as stream:
        stream.write(bytes(HEAD) + TRIANGLES.to_bytes(COUNT, "little"))
        stream.truncate(HEAD + COUNT + TRIANGLES * TRIANGLE)
    return path


def said(pane: Locator, text: str | re.Pattern[str]) -> Locator:
    """Give the messages with this text."""
    return pane.get_by_test_id("message").filter(has_text=text)


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        ("A sign-in page instead of the file", "Slack did not let me read the file."),
        ("Files are missing", "The file is no longer in Slack: somebody deleted it."),
        ("Files break off", "The file did not come out of Slack completely."),
    ],
)
def test_a_file_that_slack_does_not_hand_out_is_explained_and_can_be_sent_again(
    drafting: Window, trouble: str, sentence: str
) -> None:
    drafting.turn(trouble)
    drafting.drop(drafting.thread, CUBE)
    expect(said(drafting.thread, sentence).last).to_contain_text("cube.obj cannot be used")
    expect(drafting.card).to_contain_text(sentence)
    drafting.turn(trouble, on=False)

    drafting.card.get_by_role("button", name="More actions").first.click()
    drafting.page.get_by_role("menuitem", name="Send again").click()

    expect(drafting.card).to_contain_text("cube.obj is ready")


def test_a_file_that_stalls_is_seen_to_and_the_order_can_be_cancelled(
    drafting: Window, large: Path
) -> None:
    drafting.turn("Files stall")
    drafting.thread.get_by_test_id("composer-files").set_input_files(large)
    drafting.send(drafting.thread, 1)
    expect(drafting.card).to_contain_text(re.compile(r"large\.stl is being sent .* % of 24 MB"))

    drafting.card.get_by_role("button", name="Cancel").click()
    drafting.confirm()

    expect(drafting.card).to_contain_text("Cancelled by")


def test_a_file_that_comes_slowly_comes_all_the_same(drafting: Window) -> None:
    drafting.turn("Files come slowly")
    drafting.drop(drafting.thread, CUBE)
    expect(drafting.card).to_contain_text("cube.obj is being sent to 3YOURMIND")

    expect(drafting.card).to_contain_text("cube.obj is ready", timeout=LATE)


def test_a_slow_slack_only_takes_longer(drafting: Window) -> None:
    drafting.turn("Slack is slow")

    drafting.drop(drafting.thread, CUBE)

    expect(drafting.card).to_contain_text("cube.obj is ready", timeout=LATE)
    expect(drafting.wire(re.compile(r"chat\.update\s*ok\s*[2-9]\d{3} ms")).first).to_be_visible()


def test_a_slack_that_is_down_is_no_end(ada: Window) -> None:
    ada.turn("Slack is down")
    ada.says("/order")
    # What it says depends on whether it had asked Slack already what she may do.
    sorry = re.compile("Slack does not tell me at the moment|Sorry, something went wrong")
    expect(said(ada.channel, sorry)).to_be_visible()
    expect(ada.modal).to_have_count(0)

    ada.turn("Slack is down", on=False)
    ada.says("/order")

    expect(ada.modal).to_be_visible()


def test_too_many_calls_are_made_once_slack_takes_them(drafting: Window) -> None:
    drafting.turn("Too many calls")
    drafting.drop(drafting.thread, CUBE)
    expect(drafting.wire("chat.", "429").first).to_be_visible()

    drafting.turn("Too many calls", on=False)

    expect(drafting.card).to_contain_text("cube.obj is ready", timeout=LATE)


def test_a_message_whose_answer_is_lost_is_said_once(drafting: Window) -> None:
    drafting.turn("Lost answer after a message")
    drafting.drop(drafting.thread, CUBE)
    expect(drafting.card).to_contain_text("cube.obj is ready")
    drafting.place()

    expect(drafting.thread).to_contain_text("The order is placed")

    expect(said(drafting.thread, "cube.obj is ready. Nothing is missing")).to_have_count(1)
    expect(said(drafting.thread, "The order is placed")).to_have_count(1)
    drafting.open_tab("What if")
    lost = drafting.page.get_by_role("switch", name="Lost answer after a message")
    expect(lost).to_have_attribute("aria-checked", "false")


def test_what_comes_twice_counts_once(ada: Window, place: Town) -> None:
    ada.turn("Everything comes twice")
    ada.fill_in("Grace Hopper, Compilers & Sons <grace@customers.example>", typing="hopper")
    ada.create()
    ada.open_thread(ada.card)
    ada.drop(ada.thread, CUBE)
    expect(ada.card).to_contain_text("cube.obj is ready")
    ada.place()
    expect(ada.card).to_contain_text("Placed: ")

    (order,) = [o for o in place.stage.vendor.orders if o.reference.startswith(ada.order)]
    assert ["cube.obj"] == [line.file.name for line in order.lines if line.file]
    expect(said(ada.thread, "The order is placed")).to_have_count(1)
    expect(said(ada.channel, "PD-")).to_have_count(1)
    expect(said(ada.channel, "went wrong")).to_have_count(0)


def test_a_click_that_is_lost_is_told_and_can_be_made_again(drafting: Window) -> None:
    drafting.turn("The next click is lost")
    edit = drafting.card.get_by_role("button", name="Edit")
    edit.click()
    expect(said(drafting.channel, "We had some trouble connecting.")).to_be_visible()
    expect(drafting.modal).to_have_count(0)

    edit.click()

    expect(drafting.modal).to_be_visible()


def test_a_bot_whose_connection_breaks_comes_back_by_itself(drafting: Window, place: Town) -> None:
    slack = place.stage.slack
    drafting.turn("The connection breaks")
    slack.wait_for(lambda: slack.sockets.count > 0, LIMIT)
    expect(drafting.page.get_by_test_id("sidebar")).not_to_contain_text("The bot is not running.")

    drafting.drop(drafting.thread, CUBE)

    expect(drafting.card).to_contain_text("cube.obj is ready")


def test_a_connection_that_falls_silent_is_noticed_and_replaced(ada: Window, place: Town) -> None:
    slack = place.stage.slack
    ada.turn("The connection falls silent")
    ada.says("/order")
    expect(said(ada.channel, "operation_timeout")).to_be_visible()
    slack.wait_for(lambda: slack.sockets.is_heard, LIMIT)

    ada.says("/order")

    expect(ada.modal).to_be_visible()


def test_a_bot_that_is_restarted_knows_what_it_knew(drafting: Window) -> None:
    drafting.turn("The bot is restarted")

    drafting.drop(drafting.thread, CUBE)
    expect(drafting.card).to_contain_text("cube.obj is ready", timeout=LATE)
    drafting.card.get_by_role("button", name="Edit").click()

    expect(drafting.field("Customer")).to_contain_text("Grace Hopper")
