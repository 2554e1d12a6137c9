"""Answers of a slow source, remembered for a while and asked for once for all who wait."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")
MOST_KEPT = 5_000


@dataclass(frozen=True, slots=True)
class Memory:
    """In seconds: how long an answer is fresh, how long it may be used, how long anybody waits."""

    fresh: float
    usable: float
    deadline: float = 1.5


@dataclass(frozen=True, slots=True)
class _Answer(Generic[Value]):
    value: Value
    at: float


class Remembered(Generic[Key, Value]):
    """Gives `ask(key)` from memory. What is no longer fresh is given all the same and asked anew.

    What is not usable any more, or was never asked, is waited for.
    """

    def __init__(
        self,
        ask: Callable[[Key], Value],
        memory: Memory,
        pool: ThreadPoolExecutor,
        clock: Callable[[], float],
    ) -> None:
        self._ask = ask
        self._memory = memory
        self._pool = pool
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[Key, _Answer[Value]] = {}
        self._running: dict[Key, Future[Value]] = {}

    def get(self, key: Key) -> Value:
        """Give the answer; raises what `ask` raised, or `TimeoutError` after the deadline."""
        with self._lock:
            known = self._known.get(key)
            age = self._clock() - known.at if known else 0.0
            if known is not None and age < self._memory.fresh:
                return known.value
            running = self._running.get(key) or self._start(key)
            if known is not None and age < self._memory.usable:
                return known.value
        return running.result(self._memory.deadline)

    def begin(self, key: Key) -> None:
        """Ask in advance, and wait for nothing."""
        with self._lock:
            if key not in self._running:
                self._start(key)

    def _start(self, key: Key) -> Future[Value]:
        running = self._running[key] = self._pool.submit(self._fetch, key)
        return running

    def _fetch(self, key: Key) -> Value:
        try:
            value = self._ask(key)
            with self._lock:
                if len(self._known) > MOST_KEPT:
                    self._known.clear()
                self._known[key] = _Answer(value, self._clock())
            return value
        finally:
            with self._lock:
                del self._running[key]
