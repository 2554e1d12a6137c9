"""What the keeper of a basket says: only the run that keeps it may tell what happens to it."""

from typing import Self

from state.events.base import WORKING, Event, Superseded
from state.order import Basket, Order
from state.phase import Placing
from state.record import Record


class Mark(Record):
    """Which run speaks, and of which basket of the order."""

    keeper: str
    basket: int

    @classmethod
    def of(cls, order: Order) -> Self:
        """Give the mark that the order would accept now."""
        return cls(keeper=order.basket.keeper, basket=order.basket.number)


class Keeping(Event):
    """Something the keeper of the basket did."""

    allowed = WORKING
    mark: Mark

    def current(self, order: Order) -> Basket:
        """Give the basket; `Superseded` when it is another run's, replaced, or being sent."""
        sent = isinstance(order.phase, Placing) and order.phase.sending is not None
        if sent or self.mark != Mark.of(order):
            raise Superseded(order)
        return order.basket
