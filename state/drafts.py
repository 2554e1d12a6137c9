"""Whether somebody still cares about a draft, by its history; pure."""

from datetime import datetime

from state.order import BOT, Order
from state.plan import Plan

REMINDED = "owner_reminded"


def touched(order: Order) -> datetime:
    """Say when a person last did something with the order."""
    by_people = (entry.at for entry in reversed(order.history) if entry.by != BOT)
    return next(by_people, order.started)


def reminded(order: Order) -> datetime | None:
    """Say when its owner was reminded, unless a person has touched it since."""
    for entry in reversed(order.history):
        if entry.by != BOT:
            return None
        if entry.event["kind"] == REMINDED:
            return entry.at
    return None


def closes(order: Order, reminder: datetime, plan: Plan) -> datetime:
    """Say when a draft is closed that is reminded of now; its owner has a while left in any case.

    Without that, a bot that was away for weeks would remind and close in the same minute.
    """
    return max(touched(order) + plan.expire, reminder + plan.remind)
