"""The orders that were read or changed last: none is checked twice at the same version."""

from threading import Lock

from state.order import Order
from state.store import Row

MOST = 64
"""As many as people work on at once; a large order takes some 100 kB."""


class Recent:
    """Gives the order of a stored document; checks it only when it is not known at that version.

    Orders never change, and no two documents have the same key and version.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._known: dict[str, tuple[int, Order]] = {}
        self._lock = Lock()

    def order(self, row: Row) -> Order:
        """Give the order that a document says; raises pydantic's `ValidationError`."""
        version, order = self._known.get(row.key, (None, None))
        if order is None or version != row.version:
            order = Order.model_validate(row.doc)
            self.keep(row, order)
        return order

    def keep(self, row: Row, order: Order) -> None:
        """Remember what a document says; whatever was known longest is forgotten."""
        with self._lock:
            self._known.pop(row.key, None)
            self._known[row.key] = (row.version, order)
            if len(self._known) > self._most:
                self._known.pop(next(iter(self._known)))

    def forget(self, key: str) -> None:
        """Remember this order no longer: it was removed, and its id is free again."""
        with self._lock:
            self._known.pop(key, None)
