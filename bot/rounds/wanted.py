"""Orders that are looked for in the list of 3YOURMIND, until each is found."""

from collections.abc import Iterable

from state.aftercare import Listed
from state.order import Order
from state.phase import Placed


class Wanted:
    """Placed orders by the key and the number that 3YOURMIND has for them.

    Our own id is a sign only where there is no key: an order that was sent twice is there twice.
    """

    def __init__(self, orders: Iterable[Order]) -> None:
        self.left: dict[str, Order] = {}
        self._signs: dict[tuple[str, str], str] = {}
        for order in orders:
            if isinstance(order.phase, Placed):
                self.left[order.id] = order
                self._signs |= dict.fromkeys(_signs(order.id, order.phase), order.id)

    def take(self, listed: Listed) -> Order | None:
        """Give the order that this is, and look for it no longer."""
        signs = [("key", listed.order.key), *(("name", name) for name in listed.names)]
        ids = (self._signs.get(sign, "") for sign in signs)
        found = next((order_id for order_id in ids if order_id in self.left), None)
        return None if found is None else self.left.pop(found)


def _signs(order_id: str, phase: Placed) -> list[tuple[str, str]]:
    own = ("key", phase.key) if phase.key else ("name", order_id)
    return [own, ("name", phase.number)]
