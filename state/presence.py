"""Who is there: every process renews a row of its own, and the others see when one falls silent."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from state.store import Conflict, Row, Store, StoreFailed

MOST = 1_000


class DeclaredDead(Exception):
    """The others have given this process up and do its work: it must not go on."""


@dataclass(frozen=True, slots=True)
class Member:
    """A process by a name that no other ever has, and the seat that others had before it."""

    name: str
    seat: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """In which version a row was first seen, and when by our own clock."""

    version: int
    at: float


class Presence:
    """The processes that share a store, by name.

    No clocks are compared: a process is silent when this one has seen no change of its row for
    `ttl` seconds. `has_ended` may know better, by the seat of a process.
    """

    def __init__(
        self,
        store: Store,
        me: Member,
        ttl: float,
        has_ended: Callable[[str], bool],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name = me.name
        self.seat = me.seat
        self._store = store
        self._ttl = ttl
        self.has_ended = has_ended
        self._clock = clock
        self._own: Row | None = None
        self._seen: dict[str, Sighting] = {}

    def arrive(self) -> None:
        """Be there from now on."""
        self._own = self._store.create(self.name, {"seat": self.seat, "left": False})

    def renew(self) -> None:
        """Say that this process is there; raises `DeclaredDead`."""
        self._say(left=False)

    def leave(self) -> None:
        """Say that somebody else should do what is left; who is not told now will see it later."""
        with suppress(DeclaredDead, StoreFailed):
            self._say(left=True)

    def is_there(self, name: str) -> bool:
        """Tell whether a process has neither left nor been given up."""
        row = self._store.get(name)
        return row is not None and not row.doc["left"]

    def names(self) -> set[str]:
        """Name every process that nobody has given up, this one included."""
        return {row.key for row in self._rows()}

    def give_up_silent(self) -> list[str]:
        """Give up every process that is gone or silent, and name those that nobody else gave up."""
        rows = [row for row in self._rows() if row.key != self.name]
        now = self._clock()
        self._seen = {row.key: self._sighting(row, now) for row in rows}
        return [row.key for row in rows if self._is_over(row, now) and self._buried(row)]

    def _sighting(self, row: Row, now: float) -> Sighting:
        known = self._seen.get(row.key)
        return known if known and known.version == row.version else Sighting(row.version, now)

    def _is_over(self, row: Row, now: float) -> bool:
        silent = now - self._seen[row.key].at >= self._ttl
        return bool(row.doc["left"]) or silent or self.has_ended(str(row.doc["seat"]))

    def _buried(self, row: Row) -> bool:
        try:
            self._store.delete(row)
        except Conflict:
            return False
        return True

    def _say(self, *, left: bool) -> None:
        if self._own is None:
            raise DeclaredDead(self.name)
        try:
            self._own = self._store.replace(self._own, {"seat": self.seat, "left": left})
        except Conflict:
            raise DeclaredDead(self.name) from None

    def _rows(self) -> list[Row]:
        return list(self._store.page(limit=MOST))
