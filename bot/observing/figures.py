"""What there is to count whenever somebody asks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.engine import Queue
from bot.pulse import Pulse


@dataclass(frozen=True, slots=True)
class Figures:
    """Where to look; each may fail, as databases do."""

    orders: Callable[[], Mapping[str, int]]
    """By phase."""
    queues: Callable[[], Mapping[str, Queue]]
    """By what is run."""
    lag: Callable[[], float]
    """Seconds for which the order has been due that should have been looked at first."""
    is_ready: Callable[[], bool]
    pulse: Pulse | None
    """That of Slack's socket, if there is one."""
