"""An order in a few words, as lists and answers have them."""

from datetime import UTC

from handlers.views.facts import whom as for_whom
from handlers.views.phases import standing
from handlers.views.text import escape, inert, plainly
from state.order import Order
from state.phase import Placed

NO_CUSTOMER = "no customer yet"


def link(order: Order) -> str:
    """Give our number as a link to the card, or the channel where there is no card yet; mrkdwn."""
    if not (order.spot.link or order.spot.channel):
        return inert(order.id, 60)
    if not order.spot.link:
        return f"{inert(order.id, 60)} in <#{order.spot.channel}>"
    return f"<{escape(order.spot.link)}|{inert(order.id, 60)}>"


def whom(order: Order) -> str:
    """Give the customer; mrkdwn."""
    return inert(for_whom(order) or NO_CUSTOMER, 100)


def customer_of(order: Order) -> str:
    """Give the customer; plain text."""
    return plainly(for_whom(order) or NO_CUSTOMER, 100)


def number_of(order: Order) -> str:
    """Give the order number once there is one; plain text."""
    return plainly(order.phase.number, 60) if isinstance(order.phase, Placed) else "—"


def state_of(order: Order) -> str:
    """Say how the order stands, for a placed one in 3YOURMIND's last word; plain text."""
    if isinstance(order.phase, Placed):
        return f"✅ {plainly(order.phase.status or 'Placed', 60)}"
    return standing(order)


def changed(order: Order) -> str:
    """Say when something last happened to the order; plain text."""
    at = order.history[-1].at if order.history else order.started
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
