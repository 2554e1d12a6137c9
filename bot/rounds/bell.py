"""Orders that another program has changed: the bot shows them again in its next round."""

from state.store import Conflict, Store
from state.sweeping import remove


class Bell:
    """Tells whoever makes the rounds which orders to show; kept in a store, so none is missed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ring(self, order_id: str) -> None:
        """Ask that an order be shown again."""
        try:
            self._store.create(order_id, {})
        except Conflict:
            # It has been asked for, and nobody has come yet.
            return

    def answered(self, limit: int) -> list[str]:
        """Give the orders that are to be shown, for once."""
        rows = self._store.page(limit=limit)
        for row in rows:
            remove(self._store, row)
        return [row.key for row in rows]
