"""Whether there is a browser for the tests that need one, and whether there has to be one."""

import os
from pathlib import Path

PROGRAM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
"""Where Debian has it; with this in the environment, another one is taken."""
MISSING = "Chromium is not installed (apt-get install chromium): the browser tests are left out"
DEMANDED = "REQUIRE_BROWSER"
"""With this in the environment, a machine without Chromium is an error."""


def is_installed() -> bool:
    """Tell whether the browser is there."""
    return os.access(PROGRAM, os.X_OK)


def is_left_out() -> bool:
    """Tell whether the tests with a browser are left out here."""
    return not (is_installed() or os.environ.get(DEMANDED))
