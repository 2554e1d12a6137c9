"""What time alone brings about: the next thing to be done about an order, and when; pure."""

from datetime import datetime, timedelta
from enum import Enum
from typing import NamedTuple

from state.drafts import closes, reminded, touched
from state.order import Order
from state.phase import Cancelled, Collecting, Expired, Failed, Placed
from state.plan import Plan
from state.watching import next_look


class Duty(Enum):
    """Something that is to be done about an order at a time."""

    LOOK = "ask for the status"
    END_WATCH = "stop asking for the status"
    REMIND = "remind the owner of the draft"
    EXPIRE = "close the draft"
    CLEAR = "delete the basket that nobody will order"


class Due(NamedTuple):
    """A duty, and from when on it is to be done."""

    at: datetime
    duty: Duty


def next_duty(order: Order, plan: Plan) -> Due | None:
    """Name what has to be done next; `None` when time changes nothing about the order any more."""
    due = _next(order, plan)
    return None if due is None else Due(_whole(due.at), due.duty)


def _next(order: Order, plan: Plan) -> Due | None:
    match order.phase:
        case Collecting() | Failed():
            return _draft(order, plan)
        case Placed(watched=True):
            return _watch(order.id, order.phase, plan)
        case Cancelled(at=at) | Expired(at=at) if order.basket.id is not None:
            return Due(at, Duty.CLEAR)
        case _:
            return None


def _draft(order: Order, plan: Plan) -> Due:
    if (reminder := reminded(order)) is not None:
        return Due(closes(order, reminder, plan), Duty.EXPIRE)
    since = touched(order)
    expiry = Due(since + plan.expire, Duty.EXPIRE)
    return min(Due(since + plan.remind, Duty.REMIND), expiry, key=_at)


def _watch(order_id: str, phase: Placed, plan: Plan) -> Due:
    end = Due(phase.at + plan.watch, Duty.END_WATCH)
    return min(end, Due(next_look(order_id, phase, plan), Duty.LOOK), key=_at)


def _at(due: Due) -> datetime:
    return due.at


def _whole(at: datetime) -> datetime:
    """Round up to seconds: texts of whole seconds sort like the times they stand for."""
    return at if not at.microsecond else at.replace(microsecond=0) + timedelta(seconds=1)
