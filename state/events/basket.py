"""What happens to the basket; only the run that keeps it may tell."""

from typing import Literal, Self

from state.basket import abandoned
from state.events.base import WORKING, Event, Superseded
from state.money import Total
from state.order import Basket, Order, Priced, PriceQuery
from state.part import LineSpec
from state.phase import Collecting, Placing
from state.problems import Problem
from state.record import Record
from state.requirements import Answered

BASKET = "basket"


class Mark(Record):
    """Which run speaks, and of which basket of the order."""

    keeper: str
    basket: int

    @classmethod
    def of(cls, order: Order) -> Self:
        """Give the mark that the order would accept now."""
        return cls(keeper=order.basket.keeper, basket=order.basket.number)


class BasketTaken(Event):
    """A run takes over the basket; a create that its predecessor left unanswered costs it."""

    kind: Literal["basket_taken"] = "basket_taken"
    allowed = WORKING
    quiet = True
    keeper: str

    def apply(self, order: Order) -> Order | None:
        if order.basket.keeper == self.keeper:
            return None
        left = abandoned(order) if order.basket.awaiting is not None else order
        return left.but(basket=left.basket.but(keeper=self.keeper))


class _Keeping(Event):
    """Something the keeper of the basket did."""

    allowed = WORKING
    mark: Mark

    def current(self, order: Order) -> Basket:
        """Give the basket; `Superseded` when it is another run's, replaced, or being sent."""
        sent = isinstance(order.phase, Placing) and order.phase.sending is not None
        if sent or self.mark != Mark.of(order):
            raise Superseded(order)
        return order.basket


class CreateBegun(_Keeping):
    """The create of `what` (the basket, or the line of a part) is about to be sent."""

    kind: Literal["create_begun"] = "create_begun"
    quiet = True
    what: str

    def apply(self, order: Order) -> Order:
        basket = self.current(order)
        if basket.awaiting is not None:
            return abandoned(order)
        return order.but(basket=basket.but(awaiting=self.what))


class CreateRefused(_Keeping):
    """The create certainly made nothing."""

    kind: Literal["create_refused"] = "create_refused"
    quiet = True

    def apply(self, order: Order) -> Order:
        return order.but(basket=self.current(order).but(awaiting=None))


class BasketLost(_Keeping):
    """A create may have made something, or the basket is gone: it is abandoned, never ordered."""

    kind: Literal["basket_lost"] = "basket_lost"
    problem: Problem

    def apply(self, order: Order) -> Order:
        self.current(order)
        return abandoned(order)


class BasketOpened(_Keeping):
    """3YOURMIND made the basket."""

    kind: Literal["basket_opened"] = "basket_opened"
    id: str

    def apply(self, order: Order) -> Order:
        return order.but(basket=self.current(order).but(id=self.id, awaiting=None))


class CustomerAssigned(_Keeping):
    """The basket is for this customer."""

    kind: Literal["customer_assigned"] = "customer_assigned"
    customer: str

    def apply(self, order: Order) -> Order:
        return order.but(basket=self.current(order).but(customer=self.customer))


class LineOpened(_Keeping):
    """3YOURMIND made the line of a part; if the part was removed meanwhile, the basket is lost."""

    kind: Literal["line_opened"] = "line_opened"
    part: str
    line: str

    def apply(self, order: Order) -> Order:
        basket = self.current(order)
        if (part := order.part(self.part)) is None:
            return abandoned(order)
        with_line = order.with_part(part.but(line=self.line))
        return with_line.but(basket=basket.but(awaiting=None))


class LineDescribed(_Keeping):
    """The part's line says this, by 3YOURMIND's own answer."""

    kind: Literal["line_described"] = "line_described"
    part: str
    spec: LineSpec

    def apply(self, order: Order) -> Order:
        self.current(order)
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        return order.with_part(part.but(described=self.spec))


class RequirementsTold(_Keeping):
    """3YOURMIND has what the organisation wants to know of a part."""

    kind: Literal["requirements_told"] = "requirements_told"
    quiet = True
    part: str
    answers: tuple[Answered, ...]

    def apply(self, order: Order) -> Order:
        self.current(order)
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        return order.with_part(part.but(required_told=self.answers))


class BasketPriced(_Keeping):
    """The desk said what the basket costs."""

    kind: Literal["basket_priced"] = "basket_priced"
    quiet = True
    query: PriceQuery
    total: Total

    def apply(self, order: Order) -> Order:
        priced = Priced(query=self.query, total=self.total)
        return order.but(basket=self.current(order).but(priced=priced))


class BasketStuck(Event):
    """The basket could not be brought in line; nothing is lost, it can be tried again."""

    kind: Literal["basket_stuck"] = "basket_stuck"
    allowed = frozenset({"collecting"})
    problem: Problem

    def apply(self, order: Order) -> Order:
        return order.but(phase=Collecting(problem=self.problem))


class BasketCleared(Event):
    """The basket of an order that is over was deleted, or could not be and is left alone."""

    kind: Literal["basket_cleared"] = "basket_cleared"
    allowed = frozenset({"cancelled", "expired"})
    quiet = True
    unseen = True
    id: str

    def apply(self, order: Order) -> Order | None:
        if order.basket.id != self.id:
            return None
        return order.but(basket=order.basket.but(id=None))


class BasketTriedAgain(Event):
    """Somebody asked to bring the basket in line once more."""

    kind: Literal["basket_tried_again"] = "basket_tried_again"
    allowed = frozenset({"collecting"})

    def apply(self, order: Order) -> Order:
        return order.but(phase=Collecting())
