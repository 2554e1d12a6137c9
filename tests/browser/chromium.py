"""Debian's Chromium, driven by Playwright."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PROGRAM = Path("/usr/bin/chromium")
MISSING = "Chromium is not installed (apt-get install chromium): the browser tests are left out"
DEMANDED = "REQUIRE_BROWSER"
"""With this in the environment, a machine without Chromium is an error."""
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def is_installed() -> bool:
    """Tell whether the browser is there."""
    return os.access(PROGRAM, os.X_OK)


def is_demanded() -> bool:
    """Tell whether these tests must run here."""
    return bool(os.environ.get(DEMANDED))


@contextmanager
def launched() -> Iterator[Browser]:
    """Run a browser without a screen until the end of the block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
