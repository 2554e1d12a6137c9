"""The right to do what one process at a time should do, taken over when its holder falls silent."""

from collections.abc import Callable
from datetime import datetime, timedelta

from state.store import Conflict, Row, Store


class Lease:
    """A right by name, held for `ttl` from each time it was taken.

    It saves double work and cannot promise more: a holder that is frozen wakes up believing in it,
    and clocks differ. Whoever acts under it must bear that another does the same. Nobody holds it
    for long because of a clock that was ahead.
    """

    def __init__(
        self, store: Store, name: str, holder: str, ttl: timedelta, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._name = name
        self._holder = holder
        self._ttl = ttl
        self._now = now

    def take(self) -> bool:
        """Hold the right, or hold it for longer; `False` while somebody else has it."""
        now, row = self._now(), self._store.get(self._name)
        if row is None:
            return self._won(now, row)
        mine, left = row.doc["holder"] == self._holder, _until(row) - now
        if mine and self._ttl / 2 < left <= self._ttl:
            return True
        is_over = not timedelta(0) < left <= 2 * self._ttl
        return (mine or is_over) and self._won(now, row)

    def release(self) -> None:
        """Let the next one have it at once; nothing happens when somebody else holds it."""
        row = self._store.get(self._name)
        if row is None or row.doc["holder"] != self._holder:
            return
        try:
            self._store.delete(row)
        except Conflict:
            return

    def _won(self, now: datetime, row: Row | None) -> bool:
        doc = {"holder": self._holder, "until": (now + self._ttl).isoformat()}
        try:
            if row is None:
                self._store.create(self._name, doc)
            else:
                self._store.replace(row, doc)
        except Conflict:
            return False
        return True


def _until(row: Row) -> datetime:
    return datetime.fromisoformat(row.doc["until"])
