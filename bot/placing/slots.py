"""How many files are on their way at a time, and whose turn it is."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Slots:
    """So many at once; a free one goes to whoever has the fewest, and of those to the first.

    Fifty files of one person therefore keep nobody else waiting for longer than one file takes.
    """

    def __init__(self, number: int) -> None:
        self._free = number
        self._having: Counter[str] = Counter()
        self._waiting: list[tuple[object, str]] = []
        self._changed = Condition()

    @contextmanager
    def of(self, person: str) -> Iterator[None]:
        """Wait for a slot, and keep it to the end of the block."""
        mine = object()
        with self._changed:
            self._waiting.append((mine, person))
            self._changed.wait_for(lambda: self._free and self._next() is mine)
            self._waiting.remove((mine, person))
            self._take(person, 1)
        try:
            yield
        finally:
            with self._changed:
                self._take(person, -1)

    def _next(self) -> object:
        return min(self._waiting, key=lambda one: self._having[one[1]])[0]

    def _take(self, person: str, number: int) -> None:
        self._free -= number
        self._having[person] += number
        if not self._having[person]:
            del self._having[person]
        self._changed.notify_all()
