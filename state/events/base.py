"""What every event has: where it may happen, and what it does to the order."""

from typing import ClassVar

from state.order import Order
from state.record import Record

COLLECTING = frozenset({"collecting", "failed"})
PLACING = frozenset({"placing"})
WORKING = COLLECTING | PLACING
ANYWHERE = frozenset(
    {"collecting", "placing", "placed", "failed", "needs_human", "cancelled", "expired"}
)
ALIVE = ANYWHERE - {"cancelled", "expired"}


class Event(Record):
    """Something that happened.

    `allowed` names the phases in which it may; `quiet` keeps it out of the history; `unseen` says
    that nothing of what Slack shows depends on it.
    """

    allowed: ClassVar[frozenset[str]]
    quiet: ClassVar[bool] = False
    unseen: ClassVar[bool] = False

    def apply(self, order: Order) -> Order | None:
        """Give the order after this event; `None` when it has happened before. Raises `NotNow`."""
        raise NotImplementedError


class NotNow(Exception):
    """The order is no longer where this can happen; `order` is how it stands."""

    def __init__(self, order: Order) -> None:
        super().__init__(f"order {order.id} is {order.phase.kind}")
        self.order = order


class Superseded(NotNow):
    """The order goes on with another basket or another run: this one has to stop."""
