"""Who may look at a file now: a few at a time, in all processes of a machine together."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import chain, repeat
from pathlib import Path
from threading import BoundedSemaphore, Lock

from bot.preview import limits

PAUSES = (0.05, 0.1, 0.2)
"""Seconds between looks whether another process has ended its turn; the last stays."""


class Turns:
    """At most so many turns at once; with a folder, among all processes that have that folder.

    The kernel ends the turn of a process that dies.
    """

    def __init__(self, folder: Path | None = None, most: int = limits.CHILDREN) -> None:
        self._mine = BoundedSemaphore(most)
        # Several that ask at once would ask more often, and be given no more.
        self._asking = Lock()
        self._locks = [folder / f"look-{n}.lock" for n in range(most)] if folder else []

    @contextmanager
    def turn(self, seconds: float) -> Iterator[bool]:
        """Have a turn until the end of the block; false when none came in time.

        Raises `OSError` when nothing can be written in the folder.
        """
        until = time.monotonic() + seconds
        if not self._mine.acquire(timeout=seconds):
            yield False
            return
        try:
            with ExitStack() as stack:
                yield not self._locks or self._comes(stack, until)
        finally:
            self._mine.release()

    def _comes(self, stack: ExitStack, until: float) -> bool:
        if not self._asking.acquire(timeout=max(0.0, until - time.monotonic())):
            return False
        try:
            return self._has_one(stack, until)
        finally:
            self._asking.release()

    def _has_one(self, stack: ExitStack, until: float) -> bool:
        for pause in chain(PAUSES, repeat(PAUSES[-1])):
            if any(_is_locked(path, stack) for path in self._locks):
                return True
            if time.monotonic() >= until:
                return False
            time.sleep(pause)
        return False


def _is_locked(path: Path, stack: ExitStack) -> bool:
    with ExitStack() as opened:
        file = opened.enter_context(path.open("w"))
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        stack.push(opened.pop_all())
    return True
