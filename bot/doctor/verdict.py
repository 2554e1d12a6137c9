"""What the doctor finds: a line for each thing looked at, and what to do about it."""

from enum import StrEnum

from state.record import Record


class State(StrEnum):
    """How something stands."""

    FINE = "fine"
    WARNING = "warning"
    """The bot runs, but something will not work or not for long."""
    WRONG = "wrong"
    """The bot cannot do its work."""


class Verdict(Record):
    """One thing that was looked at; `do` is the exact thing to do, empty when all is well."""

    about: str
    state: State
    says: str
    do: str = ""


def fine(about: str, says: str) -> Verdict:
    """All is well with it."""
    return Verdict(about=about, state=State.FINE, says=says)


def warning(about: str, says: str, do: str) -> Verdict:
    """It works, but not as it should."""
    return Verdict(about=about, state=State.WARNING, says=says, do=do)


def wrong(about: str, says: str, do: str) -> Verdict:
    """The bot cannot do its work."""
    return Verdict(about=about, state=State.WRONG, says=says, do=do)
