"""A call for somebody who looks: the message to those on call about one doubt."""

from datetime import datetime

from state.record import Record


class Call(Record):
    """One message about one doubt, which is named by the attempt to place whose outcome is open."""

    attempt: int
    channel: str
    at: datetime
    """When it was first to be posted."""
    ts: str | None = None
    """Where the message stands; before that is known, it may stand there all the same."""
    over: bool = False
    """Whether there is nothing more to say."""
