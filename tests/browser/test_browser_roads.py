"""The roads by which files come into an order, by mouse."""

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.town import Town
from tests.browser.test_browser_order import LOVELACE, placed
from tests.browser.window import Bundle, Window

pytestmark = pytest.mark.slow

THREE = [Bundle(f"part-{n}.obj", f"v {n} 0 0\n") for n in range(3)]
FORM = "Order these files"


def message(window: Window, text: str) -> Locator:
    """Give the newest message of the channel with this text."""
    return window.channel.get_by_test_id("message").filter(has_text=text).last


def test_three_files_dropped_at_once_become_three_parts(ada: Window, place: Town) -> None:
    ada.fill_in(LOVELACE, typing="lovelace")
    ada.create()
    ada.open_thread(ada.card)
    ada.drop(ada.thread, *THREE)
    for file in THREE:
        expect(ada.card).to_contain_text(f"{file.name} is ready")

    ada.place()

    names = [line.file.name for line in placed(place, ada).lines if line.file]
    assert [file.name for file in THREE] == names


def test_the_files_of_a_message_are_ordered_by_its_menu(ada: Window, ben: Window) -> None:
    ben.drop(ben.channel, Bundle("hinge.obj", "v 9 0 0\n"))
    ada.use(FORM, message(ada, "hinge.obj"))
    expect(ada.modal).to_contain_text("hinge.obj will be in this order.")
    ada.answer(LOVELACE, "lovelace")
    ada.create()

    expect(ada.card).to_contain_text("hinge.obj is ready")


def test_a_message_without_files_is_answered_in_a_window(ada: Window) -> None:
    ada.says("just words")
    ada.use(FORM, message(ada, "just words"))

    expect(ada.modal).to_contain_text("There are no files in this message.")


def test_files_dropped_into_a_channel_are_ordered_by_the_button_below(
    ada: Window, ben: Window
) -> None:
    ada.drop(ada.channel, Bundle("clip.obj", "v 8 0 0\n"))
    offer = message(ada, "looks like a part to print")
    offer.get_by_role("button", name="New order with these files").click()
    expect(ada.modal).to_contain_text("clip.obj will be in this order.")
    ada.answer(LOVELACE, "lovelace")
    ada.create()

    expect(ada.card).to_contain_text("clip.obj is ready")
    expect(ben.card).to_contain_text("clip.obj is ready")
    expect(message(ben, "looks like a part to print")).to_have_count(0)
