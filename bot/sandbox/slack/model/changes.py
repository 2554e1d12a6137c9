"""One lock around the workspace, and word to everybody who waits for it to change."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
GLANCE = 0.05
"""Seconds after which those who wait look again: some wait for what is not on a screen."""


class Changes:
    """Every change of what is on a screen passes through here.

    `listeners` are called with the new revision after each change, in the thread that made it.
    """

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self.revision = 0
        self.listeners: list[Callable[[int], None]] = []

    @property
    def next(self) -> int:
        """The revision that the change being made will have."""
        return self.revision + 1

    @contextmanager
    def making(self) -> Iterator[None]:
        """Hold the workspace still for one change, and tell everybody afterwards."""
        try:
            with self._condition:
                try:
                    yield
                finally:
                    # A change that ends in an error may have changed something all the same.
                    self.revision += 1
                    self._condition.notify_all()
        finally:
            # Outside the lock, so that a listener may take its time or look from another thread.
            for listener in self.listeners:
                listener(self.revision)

    @contextmanager
    def still(self) -> Iterator[None]:
        """Hold the workspace still for reading."""
        with self._condition:
            yield

    def wait_for(self, look: Callable[[], T], limit: float) -> T | None:
        """Give what `look` gives once that is true; None after `limit` seconds."""
        end = time.monotonic() + limit
        with self._condition:
            while not (seen := look()):
                if (left := end - time.monotonic()) <= 0:
                    return None
                self._condition.wait(min(left, GLANCE))
            return seen
