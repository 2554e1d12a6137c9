"""What becomes of the message to those on call; kept so that there is one for each doubt."""

from datetime import datetime
from typing import Literal

from state.call import Call
from state.events.base import ANYWHERE, Event, Superseded
from state.order import Order


class CallBegun(Event):
    """The message is about to be posted; after a crash nobody knows whether it was."""

    kind: Literal["call_begun"] = "call_begun"
    allowed = frozenset({"needs_human"})
    quiet = True
    unseen = True
    attempt: int
    channel: str
    at: datetime

    def apply(self, order: Order) -> Order | None:
        if order.call(self.attempt) is not None:
            return None
        if not order.is_in_doubt(self.attempt):
            raise Superseded(order)
        call = Call(attempt=self.attempt, channel=self.channel, at=self.at)
        return order.but(calls=(*order.calls, call))


class CallPosted(Event):
    """The message stands in the channel; the first one that is told counts."""

    kind: Literal["call_posted"] = "call_posted"
    allowed = ANYWHERE
    quiet = True
    unseen = True
    attempt: int
    ts: str

    def apply(self, order: Order) -> Order | None:
        call = order.call(self.attempt)
        if call is None or call.ts is not None:
            return None
        return order.with_call(call.but(ts=self.ts))


class CallEnded(Event):
    """The message says how the doubt was settled, or there is none and will be none."""

    kind: Literal["call_ended"] = "call_ended"
    allowed = ANYWHERE
    quiet = True
    unseen = True
    attempt: int

    def apply(self, order: Order) -> Order | None:
        call = order.call(self.attempt)
        if call is None or call.over:
            return None
        return order.with_call(call.but(over=True))
