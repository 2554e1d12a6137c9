"""Whether a transfer should still go on."""

import time
from collections.abc import Callable


class Going:
    """Asks whether a transfer is wanted, every so many seconds however often it is called.

    Raises what `wanted` raises.
    """

    def __init__(self, wanted: Callable[[], object], every: float) -> None:
        self._wanted = wanted
        self._every = every
        self._next = 0.0

    def __call__(self) -> None:
        """Ask, if it is time to."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + self._every
            self._wanted()
