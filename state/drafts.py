"""Whether somebody still cares about a draft, by its history; pure."""

from datetime import datetime

from state.order import BOT, Order

REMINDED = "owner_reminded"


def touched(order: Order) -> datetime:
    """Say when a person last did something with the order."""
    by_people = (entry.at for entry in reversed(order.history) if entry.by != BOT)
    return next(by_people, order.started)


def is_reminded(order: Order) -> bool:
    """Tell whether its owner has been reminded since a person last touched it."""
    for entry in reversed(order.history):
        if entry.by != BOT:
            return False
        if entry.event["kind"] == REMINDED:
            return True
    return False
