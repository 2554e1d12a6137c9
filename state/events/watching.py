"""What happens to an order after it was placed; who is told of it comes from here, too."""

from datetime import datetime
from typing import Literal

from state.events.base import Event, NotNow
from state.order import Order
from state.phase import Placed


class _Afterwards(Event):
    """Something about a placed order."""

    allowed = frozenset({"placed"})

    def placed(self, order: Order) -> Placed:
        """Give the phase, which is known to be this one."""
        if not isinstance(order.phase, Placed):
            raise NotNow(order)
        return order.phase


class StatusSeen(_Afterwards):
    """3YOURMIND says another status than before; nothing comes after a `final` one."""

    kind: Literal["status_seen"] = "status_seen"
    status: str
    final: bool = False
    at: datetime

    def apply(self, order: Order) -> Order | None:
        phase = self.placed(order)
        if not phase.watched or (self.status == phase.status and not self.final):
            return None
        since = phase.status_since if self.status == phase.status else self.at
        seen = {"status": self.status, "status_at": self.at, "status_since": since}
        return order.but(phase=phase.but(**seen, looked_at=self.at, watched=not self.final))


class StatusLooked(_Afterwards):
    """3YOURMIND was asked and said nothing new; `found` when it still has the order."""

    kind: Literal["status_looked"] = "status_looked"
    quiet = True
    found: bool
    at: datetime

    def apply(self, order: Order) -> Order | None:
        phase = self.placed(order)
        if not phase.watched:
            return None
        at = self.at if self.found and phase.status else phase.status_at
        return order.but(phase=phase.but(status_at=at, looked_at=self.at))


class WatchEnded(_Afterwards):
    """The status has not become a last one for so long that nobody asks any more."""

    kind: Literal["watch_ended"] = "watch_ended"

    def apply(self, order: Order) -> Order | None:
        phase = self.placed(order)
        return order.but(phase=phase.but(watched=False)) if phase.watched else None
