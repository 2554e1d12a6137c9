"""One process at a time shows an order: what is posted twice cannot be taken back."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from state.store import Conflict, Row, Store
from state.sweeping import remove

PAUSE = 0.05
MOST_LOOKS = 60


@dataclass(slots=True)
class Held:
    """The floor of an order, which one has; `others_had_it` last, as far as is known.

    `shown` tells cards apart: what stands in Slack, by whoever put it there, or nothing when
    nobody can know. Who edits the card empties it first, and says afterwards what stands there.
    """

    others_had_it: bool
    shown: str


class Taken(Exception):
    """Another process shows the order and takes long."""


@dataclass(frozen=True, slots=True)
class SharedFloor:
    """The floors of all orders, for processes that share a store; one that died loses its floors.

    `is_there` tells whether the process of a name lives.
    """

    store: Store
    me: str
    is_there: Callable[[str], bool]
    sleep: Callable[[float], None] = time.sleep

    @contextmanager
    def of(self, order_id: str) -> Iterator[Held]:
        """Hold the floor during the block; raises `Taken`."""
        before, row = self._take(order_id)
        held = self._left_by(before)
        try:
            yield held
        finally:
            # Who was taken for dead may be about to edit the card all the same.
            in_doubt = before is not None and before.doc["held"]
            self._give(row, "" if in_doubt else held.shown)

    def shown(self, order_id: str) -> str:
        """Give what stands in Slack, as `Held.shown`; nothing while somebody has the floor."""
        row = self.store.get(order_id)
        return _shown(row) if row is not None else ""

    def forget(self, is_over: Callable[[str], bool], after: str, limit: int) -> str:
        """Drop the floors of orders that are over, of so many behind `after`; give the last of all.

        Nothing is given when there are no more. A floor that somebody holds stays.
        """
        rows = self.store.page(after, limit)
        for row in rows:
            held = row.doc["held"] and self.is_there(row.doc["by"])
            if not held and is_over(row.key):
                remove(self.store, row)
        return rows[-1].key if rows else ""

    def _left_by(self, before: Row | None) -> Held:
        if before is None:
            return Held(others_had_it=False, shown="")
        return Held(others_had_it=before.doc["by"] != self.me, shown=_shown(before))

    def _take(self, order_id: str) -> tuple[Row | None, Row]:
        for _ in range(MOST_LOOKS):
            row = self.store.get(order_id)
            last = "" if row is None else str(row.doc["by"])
            if row is None or not row.doc["held"] or last == self.me or not self.is_there(last):
                try:
                    return row, self._mine(order_id, row)
                except Conflict:
                    continue
            self.sleep(PAUSE)
        raise Taken(order_id)

    def _mine(self, order_id: str, row: Row | None) -> Row:
        doc = {"by": self.me, "held": True}
        return self.store.create(order_id, doc) if row is None else self.store.replace(row, doc)

    def _give(self, row: Row, shown: str) -> None:
        try:
            self.store.replace(row, {"by": self.me, "held": False, "shown": shown})
        except Conflict:
            # Somebody took us for dead; the crew will say so, too.
            return


def _shown(row: Row) -> str:
    # Who has the floor, or died with it, may have shown anything.
    return "" if row.doc["held"] else str(row.doc.get("shown", ""))
