"""Forgets once a day what nobody needs any more, a little in each round."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from state.store import Conflict, Store

log = logging.getLogger(__name__)
Sweep = Callable[[], Iterator[None]]
"""Removes something from end to end, and lets others work after each page."""
EVERY = timedelta(days=1)
PAGES = 20
"""So many in one round: orders are watched in between."""
LAST = "last"


class Upkeep:
    """Goes through all `sweeps` once a day, by the time that `store` has of the last one.

    Sweeps that broke off, or were another process's, begin again from their start.
    """

    def __init__(self, sweeps: Sequence[Sweep], store: Store, now: Callable[[], datetime]) -> None:
        self._sweeps = sweeps
        self._store = store
        self._now = now
        self._under_way: Iterator[None] | None = None

    def go_on(self, may_go_on: Callable[[], bool]) -> None:
        """Remove some pages, if it is time."""
        work, self._under_way = self._under_way or self._begun(), None
        if work is None:
            return
        for page, _ in enumerate(work, 1):
            if page == PAGES:
                self._under_way = work
                return
            if not may_go_on():
                return
        self._note()

    def _begun(self) -> Iterator[None] | None:
        row = self._store.get(LAST)
        if row is not None and self._now() < datetime.fromisoformat(row.doc["at"]) + EVERY:
            return None
        return _all(self._sweeps)

    def _note(self) -> None:
        row, doc = self._store.get(LAST), {"at": self._now().isoformat()}
        try:
            if row is None:
                self._store.create(LAST, doc)
            else:
                self._store.replace(row, doc)
        except Conflict:
            # Another process has swept as well, and says so.
            return
        log.info("what nobody needs any more is forgotten")


def _all(sweeps: Iterable[Sweep]) -> Iterator[None]:
    for sweep in sweeps:
        yield from sweep()
