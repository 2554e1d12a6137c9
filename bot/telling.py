"""Lets something happen to an order, unless somebody was quicker."""

import logging

from state.events import Event, NotNow
from state.order import BOT
from state.orders import Orders

log = logging.getLogger(__name__)


def tell(orders: Orders, order_id: str, event: Event) -> None:
    """Write down what the program did or saw; where the order has moved on, it is void."""
    try:
        orders.apply(order_id, event, BOT)
    except NotNow:
        log.info("order %s has moved on, %s is void", order_id, type(event).__name__)
