"""What people do with the elements of Block Kit, and how the page shows that it is done."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.window import Window

Do = Callable[[Window, Locator], None]
"""Does something with an element in somebody's window."""
See = Callable[[Locator], None]
"""Looks for something in the block around the element."""


def click() -> Do:
    """Click it."""
    return lambda _, node: node.click()


def fill(text: str) -> Do:
    """Type into it."""
    return lambda _, node: node.fill(text)


def check(*words: str) -> Do:
    """Tick these boxes."""

    def do(_: Window, node: Locator) -> None:
        for each in words:
            node.get_by_label(each).click()

    return do


def enter(words: str) -> Do:
    """Choose an entry of its menu."""

    def do(window: Window, node: Locator) -> None:
        node.click()
        window.page.get_by_role("menuitem", name=words).click()

    return do


def pick(words: str, typing: str = "", *, closes: bool = True) -> Do:
    """Choose in its list, which closes by itself unless it is for several."""

    def do(window: Window, node: Locator) -> None:
        node.click()
        choose(window, words, typing)
        expect(window.list).to_have_count(0 if closes else 1)

    return do


def pick_all(*words: str, typing: bool = False) -> Do:
    """Choose several in its list, which stays open until it is closed."""

    def do(window: Window, node: Locator) -> None:
        node.click()
        for each in words:
            choose(window, each, each if typing else "")
        window.page.keyboard.press("Escape")
        expect(window.list).to_have_count(0)

    return do


def choose(window: Window, words: str, typing: str = "") -> None:
    """Choose what begins like that in the open list."""
    if typing:
        window.list.get_by_role("combobox").fill(typing)
    window.list.get_by_role("option").filter(has_text=words).click()


def reads(words: str) -> See:
    """It shows these words."""
    return lambda block: expect(block.locator("[data-action-id]")).to_have_text(words)


def holds(text: str) -> See:
    """It holds this value."""
    return lambda block: expect(block.locator("[data-action-id]")).to_have_value(text)


def chips(*words: str) -> See:
    """These are chosen in it."""
    return lambda block: expect(block.locator(".chip")).to_have_text(list(words))


def ticked(*words: str) -> See:
    """These boxes are ticked, and no others."""

    def see(block: Locator) -> None:
        for each in words:
            expect(block.get_by_label(each)).to_be_checked()
        expect(block.locator("input:checked")).to_have_count(len(words))

    return see
