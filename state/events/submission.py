"""What happens from Place to the order number."""

from datetime import datetime
from typing import Literal

from state.basket import in_line
from state.completeness import missing
from state.events.base import COLLECTING, PLACING, Event, NotNow, Superseded
from state.money import Total
from state.order import Order
from state.phase import Failed, NeedsHuman, Placed, Placing, Sending
from state.problems import Problem

UNSETTLED = PLACING | {"needs_human"}


class PlaceRequested(Event):
    """Somebody pressed Place on an order that lacks nothing."""

    kind: Literal["place_requested"] = "place_requested"
    allowed = COLLECTING
    by: str
    amount: Total
    """The total that the person was shown; another one has to be seen first."""

    def apply(self, order: Order) -> Order:
        if missing(order) or self.amount != order.total:
            raise NotNow(order)
        attempt = order.attempts + 1
        phase = Placing(attempt=attempt, by=self.by, amount=self.amount)
        return order.but(phase=phase, attempts=attempt)


class SubmissionClaimed(Event):
    """One run claims the right to send what the basket holds; later claims find it taken."""

    kind: Literal["submission_claimed"] = "submission_claimed"
    allowed = PLACING
    worker: str
    attempt: int
    at: datetime

    def apply(self, order: Order) -> Order | None:
        phase = _placing(order, self.attempt)
        if phase.sending is not None:
            return None
        if not in_line(order) or not is_as_confirmed(order, phase):
            raise NotNow(order)
        return order.but(phase=phase.but(sending=Sending(worker=self.worker, at=self.at)))


class OutcomeUnknown(Event):
    """The order was sent and no answer came: it is looked up, never sent again."""

    kind: Literal["outcome_unknown"] = "outcome_unknown"
    allowed = PLACING
    attempt: int

    def apply(self, order: Order) -> Order | None:
        phase = _sent(order, self.attempt)
        return None if phase.checking else order.but(phase=phase.but(checking=True))


class OrderPlaced(Event):
    """3YOURMIND has the order, by its own answer, by looking it up, or by a person who looked."""

    kind: Literal["order_placed"] = "order_placed"
    allowed = UNSETTLED
    number: str
    key: str = ""
    at: datetime
    by: str
    status: str = ""

    def apply(self, order: Order) -> Order:
        known = self.at if self.status else None
        return order.but(
            phase=Placed(
                number=self.number,
                key=self.key,
                at=self.at,
                by=self.by,
                status=self.status,
                status_at=known,
                status_since=known,
            )
        )


class PlacingFailed(Event):
    """The order was certainly not placed; once a run may have sent it, only that run can tell."""

    kind: Literal["placing_failed"] = "placing_failed"
    allowed = PLACING
    worker: str
    attempt: int
    problem: Problem

    def apply(self, order: Order) -> Order:
        sending = _placing(order, self.attempt).sending
        if sending is not None and sending.worker != self.worker:
            raise Superseded(order)
        return order.but(phase=Failed(problem=self.problem))


class OutcomeUnsettled(Event):
    """Looking did not tell whether the order was placed: a person has to."""

    kind: Literal["outcome_unsettled"] = "outcome_unsettled"
    allowed = PLACING
    attempt: int
    at: datetime
    looks: int = 0
    """How often 3YOURMIND answered that it has no such order."""

    def apply(self, order: Order) -> Order:
        sending = _sent(order, self.attempt).sending
        sent = sending.at if sending is not None else None
        return order.but(phase=NeedsHuman(since=self.at, sent=sent, looks=self.looks))


class OrderNotThere(Event):
    """A person looked and the order is not at 3YOURMIND: it may be sent again."""

    kind: Literal["order_not_there"] = "order_not_there"
    allowed = frozenset({"needs_human"})
    by: str

    def apply(self, order: Order) -> Order:
        attempt = order.attempts + 1
        phase = Placing(attempt=attempt, by=self.by, amount=order.total)
        return order.but(phase=phase, attempts=attempt)


def is_as_confirmed(order: Order, phase: Placing) -> bool:
    """Tell whether the order still costs what the person who pressed Place was shown."""
    return phase.amount is None or phase.amount == order.total


def _placing(order: Order, attempt: int) -> Placing:
    if not isinstance(order.phase, Placing) or order.phase.attempt != attempt:
        raise Superseded(order)
    return order.phase


def _sent(order: Order, attempt: int) -> Placing:
    phase = _placing(order, attempt)
    if phase.sending is None:
        raise NotNow(order)
    return phase
