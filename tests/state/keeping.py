"""Orders in a store, and what is reported of them."""

from dataclasses import dataclass, field
from typing import Any

from state.order import Order
from state.store import Store
from tests.builders import an_order_in


@dataclass(frozen=True)
class Changes:
    """Collects what `Orders` reports."""

    seen: list[Order] = field(default_factory=list)

    def note(self, order: Order) -> None:
        self.seen.append(order)


@dataclass(frozen=True)
class Kept:
    """Puts orders into the store as they are."""

    store: Store

    def __call__(self, phase: str = "collecting", **changes: Any) -> Order:
        order = an_order_in(phase, **changes)
        self.store.create(order.id, order.model_dump(mode="json"))
        return order
