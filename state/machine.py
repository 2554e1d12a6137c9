"""reduce(order, event) -> order: the one way in which an order changes."""

from datetime import datetime

from state.events import Event, NotNow
from state.order import Entry, Order


def reduce(order: Order, event: Event, at: datetime, by: str) -> Order | None:
    """Give the order after the event, its history included; `None` when it has happened before.

    Raises:
        NotNow: the phase does not allow the event, or the event speaks of something that is gone.
    """
    if order.phase.kind not in event.allowed:
        raise NotNow(order)
    after = event.apply(order)
    if after is None:
        return None
    if not event.unseen:
        after = after.but(changes=after.changes + 1, telling=_still_due(after))
    if event.quiet:
        return after
    entry = Entry(at=at, by=by, event=event.model_dump(mode="json"))
    return after.but(history=(*after.history, entry), telling=_still_due(after))


def _still_due(order: Order) -> str:
    return "due" if order.telling == "done" else order.telling
