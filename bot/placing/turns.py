"""One run at a time per order within this process."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Turns:
    """Locks by order id. They only save work: what keeps two runs apart is the record."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._locks: dict[str, Lock] = {}
        self._waiting: defaultdict[str, int] = defaultdict(int)

    @contextmanager
    def of(self, order_id: str) -> Iterator[None]:
        """Wait until no other run of this process has the order."""
        with self._guard:
            lock = self._locks.setdefault(order_id, Lock())
            self._waiting[order_id] += 1
        try:
            with lock:
                yield
        finally:
            self._leave(order_id)

    def _leave(self, order_id: str) -> None:
        with self._guard:
            self._waiting[order_id] -= 1
            if not self._waiting[order_id]:
                del self._waiting[order_id], self._locks[order_id]
