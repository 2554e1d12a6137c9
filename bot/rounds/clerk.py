"""What becomes of drafts that nobody touches, and of the baskets of orders that are over."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.telling import tell
from state.aftercare import Aftercare
from state.drafts import closes, touched
from state.duties import Duty
from state.events import BasketCleared, OrderExpired, OwnerReminded, WatchEnded
from state.order import Order
from state.orders import Orders
from state.plan import Plan
from state.problems import Busy, DeskError, Unreachable

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Clerk:
    """Writes down what is due; an order that somebody was quicker with is left as it is."""

    orders: Orders
    desk: Aftercare
    plan: Plan
    now: Callable[[], datetime]

    def see_to(self, todo: Mapping[Duty, Sequence[Order]]) -> None:
        """Do everything for which 3YOURMIND is not needed."""
        for order in todo.get(Duty.REMIND, ()):
            end = closes(order, self.now(), self.plan)
            tell(self.orders, order.id, OwnerReminded(touched=touched(order), closes=end))
        for order in todo.get(Duty.EXPIRE, ()):
            tell(self.orders, order.id, OrderExpired(touched=touched(order), at=self.now()))
        for order in todo.get(Duty.END_WATCH, ()):
            tell(self.orders, order.id, WatchEnded())

    def clear(self, order: Order) -> None:
        """Delete the basket of an order that is over: tried once, as it only costs room there.

        Raises `DeskError` when 3YOURMIND is away, so that others are not tried now.
        """
        if (basket := order.basket.id) is None:
            return
        try:
            self.desk.drop_basket(basket)
        except DeskError as error:
            log.info("the basket of order %s stays: %s", order.id, type(error).__name__)
            if isinstance(error, Unreachable | Busy):
                raise
        finally:
            tell(self.orders, order.id, BasketCleared(id=basket))
