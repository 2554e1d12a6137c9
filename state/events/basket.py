"""What happens to the basket; only the run that keeps it may tell."""

from typing import Literal

from state.basket import abandoned
from state.events.base import WORKING, Event
from state.events.keeping import Keeping
from state.money import Total
from state.order import Order, Priced, PriceQuery
from state.phase import Collecting
from state.problems import Problem

BASKET = "basket"


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


class BasketLeft(Keeping):
    """A change may still arrive that is not wanted: the order goes on with a fresh basket."""

    kind: Literal["basket_left"] = "basket_left"
    quiet = True

    def apply(self, order: Order) -> Order:
        self.current(order)
        return abandoned(order)


class CreateBegun(Keeping):
    """The create of `what` (the basket, or the line of a part) is about to be sent."""

    kind: Literal["create_begun"] = "create_begun"
    quiet = True
    what: str

    def apply(self, order: Order) -> Order:
        basket = self.current(order)
        if basket.awaiting is not None:
            return abandoned(order)
        return order.but(basket=basket.but(awaiting=self.what))


class CreateRefused(Keeping):
    """The create certainly made nothing."""

    kind: Literal["create_refused"] = "create_refused"
    quiet = True

    def apply(self, order: Order) -> Order:
        return order.but(basket=self.current(order).but(awaiting=None))


class BasketLost(Keeping):
    """A create may have made something, or the basket is gone: it is abandoned, never ordered."""

    kind: Literal["basket_lost"] = "basket_lost"
    problem: Problem

    def apply(self, order: Order) -> Order:
        self.current(order)
        return abandoned(order)


class BasketOpened(Keeping):
    """3YOURMIND made the basket."""

    kind: Literal["basket_opened"] = "basket_opened"
    id: str

    def apply(self, order: Order) -> Order:
        return order.but(basket=self.current(order).but(id=self.id, awaiting=None))


class LineOpened(Keeping):
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


class BasketPriced(Keeping):
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
