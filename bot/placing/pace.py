"""How long things may take and how often they are asked, in seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat


@dataclass(frozen=True, slots=True)
class Pace:
    """The waits of the background work; tests use shorter ones."""

    retries: tuple[float, ...] = (1.0, 4.0, 10.0)
    """Before each new try after a passing failure; then a person is asked."""
    answers: tuple[float, ...] = (0.1, 0.2, 0.4, 0.8, 1.6)
    """Before each look whether a change was answered that another run has sent; then the basket is
    left to it."""
    scan: tuple[float, ...] = (0.5, 1.0, 2.0)
    """Before asking again for a file that Slack does not hand out yet."""
    poll: float = 1.0
    """Between two looks at the analysis of a file; the vendor's own advice."""
    soonest: float = 1.0
    """The first of these waits; each is half as long again as the one before, up to `poll`."""
    analysis: float = 300.0
    """The whole time an analysis may take."""
    look: float = 3.0
    """Between two looks for an order whose answer was lost."""
    settle: float = 300.0
    """How long an order is looked for before a person has to."""
    claim: float = 2.0
    """A claim older than this is not acted on: the process was frozen, others may have looked."""
    closing: float = 5.0
    """How long a bot that stops waits for the looks at files that have begun."""
    look_after: float = 0.5
    """Between two looks whether a file on its way is still wanted."""
    transfers: int = 2
    """Files on their way at the same time, per process."""

    def polls(self) -> Iterator[float]:
        """Give the waits between looks at an analysis, for ever."""
        wait = self.soonest
        while wait < self.poll:
            yield wait
            wait *= 1.5
        yield from repeat(self.poll)
