"""A person without a mouse."""

from playwright.sync_api import Locator, expect

from tests.browser.window import Window

FAR = 60
"""Nobody presses Tab more often than that to get anywhere."""


class Keyboard:
    """Goes through a window by Tab and types where the focus is."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self._keys = window.page.keyboard

    def press(self, *keys: str) -> None:
        """Press one key after the other."""
        for key in keys:
            self._keys.press(key)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self._keys.type(text)

    def go_to(self, target: Locator, key: str = "Tab") -> None:
        """Press a key until the focus is there."""
        target.wait_for()
        for _ in range(FAR):
            if target.evaluate("(node) => node === document.activeElement"):
                return
            self._keys.press(key)
        raise AssertionError(f"not reached by {key}: {target}")

    def choose(self, label: str, option: str, typing: str = "") -> None:
        """Choose in a list of the modal."""
        self.go_to(self._window.field(label))
        self.press("ArrowDown")
        search = self._window.page.get_by_test_id("options").get_by_role("combobox")
        expect(search).to_be_focused()
        self.type(typing or option)
        active = self._window.page.locator("[data-testid=options] .active")
        expect(active).to_have_text(option)
        self.press("Enter")
        expect(self._window.field(label)).to_have_text(option)
