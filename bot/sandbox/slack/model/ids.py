"""Identifiers and timestamps as Slack hands them out: never twice the same."""

import itertools
import secrets
import threading
import time


class Ids:
    """Counts per kind of thing, so that ids of one workspace read well in a failing test."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._last = 0

    def new(self, prefix: str) -> str:
        """Give a fresh id such as `F0SB000012`."""
        with self._lock:
            return f"{prefix}0SB{next(self._numbers):06d}"

    def timestamp(self) -> str:
        """Give a fresh message timestamp: seconds with six places, always growing."""
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() // 1000)
            return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def secret(self) -> str:
        """Give a string that cannot be guessed, for tickets and hooks."""
        return secrets.token_hex(12)
