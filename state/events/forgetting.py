"""What happens to an order when its customer asks to be forgotten."""

from typing import Literal

from state.events.base import Event
from state.forgetting import forgotten
from state.order import Order


class CustomerForgotten(Event):
    """An operator had removed what tells who these customers are; only of orders that are done."""

    kind: Literal["customer_forgotten"] = "customer_forgotten"
    allowed = frozenset({"placed", "cancelled", "expired"})
    customers: tuple[str, ...]
    by: str
    """The operator's name on the machine."""

    def apply(self, order: Order) -> Order | None:
        without = forgotten(order, self.customers)
        return None if without == order else without
