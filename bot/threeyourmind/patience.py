"""How long 3YOURMIND is waited for."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Time limits in seconds, and how often to ask again.

    `send` is the time in which something of an upload has to move, or connecting before it, and
    `upload_read` the time that the answer to it may take. Repeats begin after `pause`, doubled each
    time, and none begins later than `persist` after the first try.
    """

    connect: float = 5
    read: float = 30
    send: float = 60
    upload_read: float = 300
    repeats: int = 2
    pause: float = 0.25
    persist: float = 20

    def pauses(self) -> Iterator[float]:
        """Give the wait before each repeat."""
        return (self.pause * 2**n for n in range(self.repeats))


USUAL = Patience()
