"""Since when nothing more is to be done about an order; pure."""

from datetime import datetime

from state.order import Order
from state.phase import Cancelled, Expired, Placed

LAST_WORDS = frozenset({"status_seen", "watch_ended"})


def over_since(order: Order) -> datetime | None:
    """Say since when neither people nor the bot have anything to do about it; `None` if they have.

    Over is what is placed and no longer watched, and what was called off or has expired, once its
    basket at 3YOURMIND is gone.
    """
    match order.phase:
        case Placed(watched=False, at=placed):
            ends = (e.at for e in reversed(order.history) if e.event["kind"] in LAST_WORDS)
            return next(ends, placed)
        case Cancelled(at=at) | Expired(at=at) if order.basket.id is None:
            return at
        case _:
            return None
