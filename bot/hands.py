"""Threads that do what is given to them, where nobody asks what becomes of it."""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Hands(Generic[Thing]):
    """Does `work` with each thing, with `most` of them at once; `work` raises nothing.

    A pool makes a promise for each thing, with a lock and a condition: as costly for a click as
    reading who clicked. Only one thread may give.
    """

    def __init__(self, name: str, most: int, work: Callable[[Thing], object]) -> None:
        self._name = name
        self._most = most
        self._work = work
        self._things: SimpleQueue[Thing | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def give(self, thing: Thing) -> None:
        """Have it done; returns at once."""
        if len(self._threads) < self._most:
            thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._threads.append(thread)
            thread.start()
        self._things.put(thing)

    def close(self) -> None:
        """Wait until all that was given is done; nothing may be given any more."""
        for _ in self._threads:
            self._things.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        while (thing := self._things.get()) is not None:
            self._work(thing)
