"""What can be wrong with a file, known without the library that reads its numbers."""

from typing import NamedTuple

from state.oddity import Oddity


class Unreadable(Exception):
    """The file breaks the rules of its format, or asks for more than is allowed."""


class TooMuchWork(Exception):
    """The picture takes longer than anybody would wait for it."""


class Found(NamedTuple):
    """Something odd, and how often, where that was counted."""

    oddity: Oddity
    times: int | None = None
