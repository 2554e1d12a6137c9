"""The orders that are worked on: none is checked twice at the same version."""

from threading import Lock

from state.order import Order
from state.store import Row

MOST = 64
"""As many as people work on at once; a large order takes some 100 kB."""


class Recent:
    """Gives the order of a stored document; checks it only when it is not known at that version.

    Known is what is asked for again before `most` others are. To keep what is asked for once would
    cost more than to check it: whatever lives on is looked through for garbage. Orders never
    change, and no two documents have the same key and version.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._asked: dict[str, None] = {}
        self._known: dict[str, tuple[Row, Order]] = {}
        self._lock = Lock()

    def order(self, row: Row) -> Order:
        """Give the order that a document says; raises pydantic's `ValidationError`."""
        known = self._known.get(row.key)
        if known is not None and known[0].version == row.version:
            return known[1]
        order = Order.model_validate(row.doc)
        with self._lock:
            if row.key in self._asked:
                self._known[row.key] = _without_document(row), order
            self._asked.pop(row.key, None)
            self._asked[row.key] = None
            if len(self._asked) > self._most:
                self._forget(next(iter(self._asked)))
        return order

    def known(self, key: str) -> tuple[Row, Order] | None:
        """Give an order that is known and its row, without the document; others may be ahead."""
        return self._known.get(key)

    def changed(self, row: Row, order: Order) -> None:
        """Take what a document says from now on, if its order is known."""
        with self._lock:
            if row.key in self._known:
                self._known[row.key] = _without_document(row), order

    def forget(self, key: str) -> None:
        """Know this order no longer: it was removed, and its id is free again."""
        with self._lock:
            self._forget(key)

    def _forget(self, key: str) -> None:
        self._asked.pop(key, None)
        self._known.pop(key, None)


def _without_document(row: Row) -> Row:
    return Row(row.key, row.version, {}, row.about)
