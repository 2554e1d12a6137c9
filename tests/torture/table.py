"""The tables of `docs/reliability.md`: what becomes of an order at every point of every call.

`python -m tests.torture.table` writes them anew.
"""

import re
import sys
from pathlib import Path

from tests.torture.killpoints import PANELS, calls_of, outcomes, rows

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
HEAD = "| call | killed before it | killed after it |\n|---|---|---|\n"


def stands(panel: str) -> list[str]:
    """Give the rows of a panel as they stand in the page."""
    return _place(panel)[2].splitlines()


def write(panel: str, told: list[str]) -> None:
    """Put the rows of a panel into the page."""
    text, place = PAGE.read_text(encoding="utf-8"), _place(panel)
    made = "".join(f"{row}\n" for row in told)
    PAGE.write_text(text[: place.start(2)] + made + text[place.end(2) :], encoding="utf-8")


def _place(panel: str) -> "re.Match[str]":
    """Find the rows below the head of the first table after the panel's title."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"(?s)(### .*?{panel} panel.*?{re.escape(HEAD)})((?:\|.*?\n)*)", text)
    if found is None:
        raise SystemExit(f"{PAGE} has no table of the {panel} panel")
    return found


def main() -> int:
    """Try every point, and write both tables; ends with 1 when an order was not placed once."""
    wrong = []
    for panel in PANELS:
        calls = calls_of(panel)
        told = rows(calls, outcomes(panel, calls))
        write(panel, told)
        wrong += [row for row in told if "WRONG" in row]
        print("\n".join(told))  # noqa: T201 - whoever makes it wants to see it
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
