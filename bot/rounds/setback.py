"""3YOURMIND is left alone for a while when it does not answer, and longer when it goes on so."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from state.problems import Busy, DeskError

log = logging.getLogger(__name__)
LONGEST = 600.0
"""Seconds after which 3YOURMIND is tried again, however long it has been away."""


class Setback:
    """Counts failures in a row; `first` is the wait in seconds after one, doubled by each other."""

    def __init__(self, first: float, now: Callable[[], datetime]) -> None:
        self._first = first
        self._now = now
        self._failures = 0
        self._until: datetime | None = None

    def lasts(self) -> bool:
        """Tell whether 3YOURMIND has to be left alone now."""
        return self._until is not None and self._now() < self._until

    def grows(self, error: DeskError) -> None:
        """Note a failure; a wait that 3YOURMIND asked for is kept."""
        wait = min(self._first * 2**self._failures, LONGEST)
        asked = error.retry_after if isinstance(error, Busy) else 0.0
        self._until = self._now() + timedelta(seconds=max(wait, asked))
        # More doublings than these would change nothing and only make the number long.
        self._failures = min(self._failures + 1, 20)
        log.warning("orders are not looked at: %s", type(error).__name__)

    def ends(self) -> None:
        """Note that 3YOURMIND has answered."""
        self._failures = 0
        self._until = None
