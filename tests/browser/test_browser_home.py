"""The Home tab of the bot, as people see and use it."""

import re

import pytest
from playwright.sync_api import Locator, expect

from bot.sandbox.town import Town
from tests.browser import colours
from tests.browser.conftest import Look
from tests.browser.test_browser_looks import READABLE
from tests.browser.window import Window

pytestmark = pytest.mark.slow

LOVELACE = "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>"


def go_home(window: Window) -> Locator:
    """Open the Home tab, and give it."""
    window.page.locator("[data-place=home]").click()
    home = window.page.get_by_test_id("home")
    expect(home.get_by_role("button", name="New print order")).to_be_visible()
    return home


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_order_is_begun_on_the_tab_and_listed_there(
    look: Look, place: Town, scheme: str
) -> None:
    ada = look("ada", color_scheme=scheme)
    home = go_home(ada)
    home.get_by_role("button", name="New print order").click()
    expect(ada.modal).to_contain_text("This order will be in your conversation with me.")
    ada.answer(LOVELACE, typing="lovelace")
    ada.fill("Reference", f"begun at home, {scheme}")
    ada.submit()
    expect(ada.modal).to_have_count(0)
    card = place.stage.slack.person("ada").sees(f"begun at home, {scheme}", channel="@printdesk")
    number = re.search(r"PD-[0-9A-Z]+", card.text)
    assert number is not None
    listed = home.locator(".blocks").get_by_text("started by").filter(has_text=number[0])
    expect(listed).to_be_visible()

    for text in (listed, home.get_by_text("3YOURMIND has been answering since").first):
        assert colours.contrast(text) >= READABLE
    listed.get_by_role("link", name=number[0]).click()
    expect(ada.card).to_contain_text(f"begun at home, {scheme}")


def test_an_order_is_begun_in_the_menu_of_the_message_field(ada: Window) -> None:
    ada.page.get_by_role("button", name="Attach and shortcuts").first.click()
    ada.page.get_by_role("menuitem", name="New print order").click()

    expect(ada.modal).to_contain_text("This order will be in your conversation with me.")
