"""The changes of a basket: sent, answered, and what holds from then on."""

from typing import Literal

from state.events.base import ANYWHERE, Event, Superseded
from state.events.keeping import Keeping
from state.order import Basket, Change, Order
from state.part import LineSpec
from state.requirements import Answered


class AnsweredChange(Keeping):
    """3YOURMIND answered a change; what it says holds from now on."""

    call: str = ""

    def current(self, order: Order) -> Basket:
        """Give the basket without this change among those that may still arrive."""
        return _without(super().current(order), self.call)


class ChangeBegun(Keeping):
    """A change of the basket is about to be sent; until it is answered, it may still arrive."""

    kind: Literal["change_begun"] = "change_begun"
    quiet = True
    unseen = True
    change: Change

    def apply(self, order: Order) -> Order:
        basket = self.current(order)
        return order.but(basket=basket.but(unanswered=(*basket.unanswered, self.change)))


class ChangeAnswered(Event):
    """A change will not arrive any more: it was answered, whoever keeps the basket by now."""

    kind: Literal["change_answered"] = "change_answered"
    allowed = ANYWHERE
    quiet = True
    unseen = True
    basket: int
    call: str

    def apply(self, order: Order) -> Order | None:
        without = _without(order.basket, self.call)
        if order.basket.number != self.basket or without == order.basket:
            return None
        return order.but(basket=without)


class CustomerAssigned(AnsweredChange):
    """The basket is for this customer."""

    kind: Literal["customer_assigned"] = "customer_assigned"
    customer: str

    def apply(self, order: Order) -> Order:
        return order.but(basket=self.current(order).but(customer=self.customer))


class LineDescribed(AnsweredChange):
    """The part's line says this, by 3YOURMIND's own answer."""

    kind: Literal["line_described"] = "line_described"
    part: str
    spec: LineSpec

    def apply(self, order: Order) -> Order:
        basket = self.current(order)
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        return order.with_part(part.but(described=self.spec)).but(basket=basket)


class RequirementsTold(AnsweredChange):
    """3YOURMIND has what the organisation wants to know of a part."""

    kind: Literal["requirements_told"] = "requirements_told"
    quiet = True
    part: str
    answers: tuple[Answered, ...]

    def apply(self, order: Order) -> Order:
        basket = self.current(order)
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        return order.with_part(part.but(required_told=self.answers)).but(basket=basket)


def _without(basket: Basket, call: str) -> Basket:
    return basket.but(unanswered=tuple(c for c in basket.unanswered if c.call != call))
