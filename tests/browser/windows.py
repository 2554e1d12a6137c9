"""The windows that people have open: some stay from test to test, some are for one test only."""

import re
from typing import Any

from playwright.sync_api import Browser, BrowserContext, expect

from bot.sandbox.town import Town
from tests.browser.watch import Watch
from tests.browser.window import Window

LIMIT = 20_000
"""Milliseconds that anything on the page may take."""
USUAL: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}


class Windows:
    """Opens windows and watches them; `channel` is where they are opened."""

    def __init__(self, browser: Browser, place: Town) -> None:
        self.channel = ""
        self._browser = browser
        self._place = place
        self._watches: list[Watch] = []
        self._contexts: list[BrowserContext] = []
        self._standing: dict[str, Window] = {}

    def fresh(self, handle: str, **options: Any) -> Window:
        """Give somebody a window that is closed after the test, in a browser never used before."""
        context = self._context(options)
        self._contexts.append(context)
        return self._opened(Window(context.new_page()), handle)

    def standing(self, handle: str) -> Window:
        """Give somebody the window that they always have open; it moves to the channel."""
        window = self._standing.get(handle)
        if window is None or window.page.is_closed():
            window = Window(self._context({}).new_page())
        self._standing[handle] = window
        return self._opened(window, handle)

    def finish(self) -> list[str]:
        """Close what is for one test only; gives what pages did meanwhile that they may not."""
        while self._contexts:
            self._contexts.pop().close()
        for window in self._standing.values():
            if not window.page.is_closed():
                window.leave_modals()
        found = [complaint for watch in self._watches for complaint in watch.complaints]
        for watch in self._watches:
            watch.complaints.clear()
        return found

    def _context(self, options: dict[str, Any]) -> BrowserContext:
        context = self._browser.new_context(**(USUAL | options))
        context.set_default_timeout(LIMIT)
        self._watches.append(Watch(context, self._place.url))
        return context

    def _opened(self, window: Window, handle: str) -> Window:
        address = f"{self._place.url}/?as={handle}#/"
        if window.page.url.startswith(address):
            # A page that is there hears of a new channel a moment later.
            window.page.locator(f"[data-place={self.channel}]").wait_for(state="attached")
        window.page.goto(f"{address}{self.channel}")
        name = self._place.stage.slack.world.channels[self.channel].name
        field = window.channel.get_by_test_id("composer-input")
        expect(field).to_have_attribute("placeholder", re.compile(rf"#{name}$"))
        return window
