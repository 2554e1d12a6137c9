"""Writes down the licence of everything in the lock, as the installed packages tell it."""

import re
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.guards.sources import ROOT

PAGE = ROOT / "docs/licences.md"
HEAD = """# Licences

Printdesk itself is under the [MIT licence](../LICENSE). What it is installed with, for running,
for its extras and for development, by each package's own word (`make licences` writes this page):

| package | licence | for |
|---|---|---|
"""
EXTRAS = ("", "postgres", "metrics", "tracing", "sandbox")
"""The last word on what a package is for: whatever none of these needs is for development."""
ELSEWHERE = "only installed on other systems"
_LOCKED = re.compile(r"^([\w.-]+)==", re.MULTILINE)
_APPROVED = "License :: OSI Approved :: "
LONGEST = 60


def locked() -> list[str]:
    """Name every package of the lock."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    return list(dict.fromkeys(_LOCKED.findall(text)))


def purposes() -> dict[str, str]:
    """Say what each installed package is for, at least."""
    found: dict[str, str] = {}
    for extra in EXTRAS:
        for name in _needed(Requirement(f"printdesk[{extra}]" if extra else "printdesk")):
            found.setdefault(name, extra or "running")
    return found


def _needed(wanted: Requirement) -> set[str]:
    """Name everything that a requirement brings with it, here."""
    names, left = set[str](), [wanted]
    while left:
        requirement = left.pop()
        for extra in requirement.extras or {""}:
            for text in requires(requirement.name) or ():
                needed = Requirement(text)
                name = canonicalize_name(needed.name)
                applies = needed.marker is None or needed.marker.evaluate({"extra": extra})
                if applies and name not in names:
                    names.add(name)
                    left.append(needed)
    return names


def licence(package: str) -> str:
    """Give the licence that an installed package tells; `ELSEWHERE` where it is not installed."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return ELSEWHERE
    return next(_words(told), "not told")


def _words(told: PackageMetadata) -> Iterator[str]:
    yield from told.get_all("License-Expression") or ()
    names = told.get_all("Classifier") or ()
    approved = [name.removeprefix(_APPROVED) for name in names if name.startswith(_APPROVED)]
    if approved:
        yield ", ".join(approved)
    # Some put the whole text there.
    yield from (text for text in told.get_all("License") or () if len(text) <= LONGEST)


def page() -> str:
    """Give the whole page."""
    purpose = purposes()
    rows = ((name, licence(name), purpose.get(name, "development")) for name in locked())
    return HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
