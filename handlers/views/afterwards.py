"""What is said of an order after it was placed, and of a draft that nobody touches."""

from handlers.views.needs import still_missing
from handlers.views.text import inert, mention, mentions, when
from state.events import OwnerReminded, StatusSeen
from state.order import Order
from state.phase import Placed

LONGEST_STATUS = 100
EXPIRED = (
    "💤 Nobody touched this order for long, so I closed it. Nothing was ordered. "
    "Start another with `/order`."
)
_PRESSES = frozenset({"place_requested", "order_not_there"})


def status_line(phase: Placed) -> str:
    """Say what 3YOURMIND says of a placed order, since when, and that nobody asks any more."""
    if not phase.status:
        return ""
    since = f" since {when(phase.status_since)}" if phase.status_since else ""
    over = "" if phase.watched else " I no longer watch it."
    return f"3YOURMIND says: *{inert(phase.status, LONGEST_STATUS)}*{since}.{over}"


def status_news(order: Order, seen: StatusSeen, index: int) -> str:
    """Say that the status has changed; the first one that is heard of is no change.

    Only who asked for it is mentioned, but for the last change: that is for everybody concerned.
    """
    if not isinstance(order.phase, Placed) or not (seen.final or _was_known(order, index)):
        return ""
    quiet = order.phase.quiet
    concerned = [p for p in (placer(order), order.owner) if p not in quiet] if seen.final else []
    people = mentions(*concerned, *order.phase.followers)
    return f"📦 {people} 3YOURMIND says: *{inert(seen.status, LONGEST_STATUS)}*".replace("  ", " ")


def wish_heard(order: Order, person: str) -> str:
    """Confirm to somebody that they are mentioned from now on, or that they are not any more."""
    if not isinstance(order.phase, Placed) or not order.phase.watched:
        return "I no longer watch this order, so there is nothing more to tell."
    if person in order.phase.followers:
        return "From now on I mention you in the thread whenever the status of this order changes."
    return "I no longer mention you when the status of this order changes."


def reminder(order: Order, event: OwnerReminded) -> str:
    """Remind the owner of a draft: what is missing, how to cancel it, when it will be closed."""
    since = f" since {when(event.touched)}" if event.touched is not None else " for long"
    left = still_missing(order) or "Nothing is missing: *Place order* is on the card."
    return (
        f"⏰ {mention(order.owner)} This order has not been touched{since}. "
        f"{left} If nobody needs it, press *Cancel* on the card; otherwise I close it "
        f"{when(event.closes)}."
    )


def placer(order: Order) -> str:
    """Name who pressed Place last."""
    pressed = (e.event["by"] for e in reversed(order.history) if e.event["kind"] in _PRESSES)
    return str(next(pressed, order.owner))


def _was_known(order: Order, index: int) -> bool:
    return any(entry.event.get("status") for entry in order.history[:index])
