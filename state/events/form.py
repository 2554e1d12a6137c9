"""What people do with the form and with the order as a whole."""

from datetime import datetime
from typing import Literal

from state.basket import abandoned
from state.drafts import reminded, touched
from state.events.base import ANYWHERE, COLLECTING, PLACING, Event, NotNow, Superseded
from state.form import Answers
from state.order import Order, Spot
from state.part import Waiting
from state.phase import Cancelled, Collecting, Expired, Placing


class OrderStarted(Event):
    """Somebody sent the form for the first time; the first entry of every history."""

    kind: Literal["order_started"] = "order_started"
    allowed = frozenset({"collecting"})

    def apply(self, order: Order) -> Order:
        return order


class AnswersChanged(Event):
    """Somebody sent the form again; in another unit, files already sent go to a fresh basket."""

    kind: Literal["answers_changed"] = "answers_changed"
    allowed = COLLECTING
    answers: Answers

    def apply(self, order: Order) -> Order:
        changed = order.but(answers=self.answers, phase=Collecting())
        other = {p.id for p in order.parts if order.unit_of(p) != changed.unit_of(p)}
        if not any(p.id in other and not isinstance(p.upload, Waiting) for p in order.parts):
            return changed
        parts = (p.but(upload=Waiting()) if p.id in other else p for p in order.parts)
        return abandoned(changed.but(parts=tuple(parts)))


class CardPosted(Event):
    """The card stands in the channel; its thread is the order's thread."""

    kind: Literal["card_posted"] = "card_posted"
    allowed = ANYWHERE
    channel: str
    card: str
    link: str = ""

    def apply(self, order: Order) -> Order | None:
        if order.spot.card is not None:
            return None
        return order.but(spot=Spot(channel=self.channel, card=self.card, link=self.link))


class OrderCancelled(Event):
    """Somebody called the order off; too late once it may have been sent."""

    kind: Literal["order_cancelled"] = "order_cancelled"
    allowed = COLLECTING | PLACING
    by: str
    at: datetime

    def apply(self, order: Order) -> Order:
        if isinstance(order.phase, Placing) and order.phase.sending is not None:
            raise NotNow(order)
        return order.but(phase=Cancelled(by=self.by, at=self.at))


class _Neglected(Event):
    """Something that happens to a draft that nobody has touched since `touched`.

    Events of before there was anybody to see to drafts do not have it.
    """

    allowed = COLLECTING
    touched: datetime | None = None

    def check(self, order: Order) -> None:
        """Raise `Superseded` when somebody has touched the draft meanwhile."""
        if touched(order) != self.touched:
            raise Superseded(order)


class OwnerReminded(_Neglected):
    """The owner is reminded of the draft, which will be closed at `closes`."""

    kind: Literal["owner_reminded"] = "owner_reminded"
    closes: datetime

    def apply(self, order: Order) -> Order | None:
        self.check(order)
        return order if reminded(order) is None else None


class OrderExpired(_Neglected):
    """Nobody touched the draft for too long."""

    kind: Literal["order_expired"] = "order_expired"
    at: datetime

    def apply(self, order: Order) -> Order:
        self.check(order)
        return order.but(phase=Expired(at=self.at))
