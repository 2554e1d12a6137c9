import pytest
from playwright.sync_api import expect

from tests.browser import colours
from tests.browser.conftest import Look

pytestmark = pytest.mark.slow

READABLE = 4.5
"""The least contrast of text after WCAG 2, level AA."""
DARK, LIGHT = 0.1, 0.8


@pytest.mark.parametrize(("scheme", "is_dark"), [("light", False), ("dark", True)])
def test_the_page_is_light_or_dark_as_the_system_is_and_can_be_read(
    look: Look, scheme: str, *, is_dark: bool
) -> None:
    ada = look("ada", color_scheme=scheme)
    ada.says("Good morning *everybody*, see `bracket.stl`")
    said = ada.channel.get_by_test_id("message").last
    expect(said).to_contain_text("everybody")

    ground = colours.luminance(colours.ground(said))
    assert ground < DARK if is_dark else ground > LIGHT
    ada.says("/order")
    expect(ada.modal).to_be_visible()
    for text in (
        said.locator(".author"),
        said.locator("strong"),
        said.locator("code"),
        said.locator("a.time"),
        ada.channel.locator(".pane-title"),
        ada.modal.locator("h2"),
        ada.modal.locator(".label").first,
        ada.modal.locator(".hint").first,
        ada.modal.get_by_test_id("submit"),
        ada.page.get_by_test_id("sidebar").locator("[aria-current=page]"),
        ada.page.get_by_test_id("sidebar").locator(".place:not([aria-current])").first,
    ):
        assert colours.contrast(text) >= READABLE, text


def test_dark_can_be_chosen_and_stays(look: Look) -> None:
    ada = look("ada", color_scheme="light")
    ada.page.get_by_role("button", name="Use dark colours").click()
    expect(ada.page.locator("html")).to_have_attribute("data-theme", "dark")

    ada.page.reload()

    expect(ada.page.locator("html")).to_have_attribute("data-theme", "dark")
    ada.page.get_by_role("button", name="Use light colours").click()
    expect(ada.page.locator("html")).to_have_attribute("data-theme", "light")


@pytest.mark.parametrize("width", [700, 1000])
def test_nothing_sticks_out_of_a_narrow_window(look: Look, width: int) -> None:
    ada = look("ada", viewport={"width": width, "height": 800})
    ada.says("A thread in a narrow window")
    ada.open_thread(ada.channel.get_by_test_id("message").last)

    overhang = ada.page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert 0 == overhang
    expect(ada.thread.get_by_test_id("composer-input")).to_be_in_viewport()
