"""The basket follows the order: create what is missing, change what differs, keep every key."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.placing.pace import Pace
from state.basket import (
    AnswerForms,
    AssignCustomer,
    DescribeLine,
    OpenBasket,
    OpenLine,
    PriceBasket,
    Step,
    next_step,
    price_query,
)
from state.events import (
    BasketLost,
    BasketOpened,
    BasketPriced,
    BasketTaken,
    CreateBegun,
    CreateRefused,
    CustomerAssigned,
    Event,
    LineDescribed,
    LineOpened,
    Mark,
    NotNow,
    RequirementsTold,
    Superseded,
)
from state.events.basket import BASKET
from state.order import BOT, Order
from state.orders import Orders
from state.ports import OrderDesk
from state.problems import DeskError, Missing, NotOffered, OtherDesk


@dataclass(frozen=True, slots=True)
class Keeper:
    """Brings the basket of an order in line with its record."""

    orders: Orders
    desk: OrderDesk
    pace: Pace
    sleep: Callable[[float], None]

    def bring_in_line(self, order_id: str, run: str) -> None:
        """Do all that `next_step` names, trying again after passing failures; raises `DeskError`.

        Ends early, without an error, when the order has moved on or another run has taken over.
        """
        if self.orders.get(order_id).terms.abilities != self.desk.abilities:
            raise OtherDesk
        for pause in self.pace.retries:
            try:
                return self._follow(order_id, run)
            except DeskError as error:
                if not (error.passing or isinstance(error, Missing)):
                    raise
            self.sleep(pause)
        return self._follow(order_id, run)

    def price_again(self, order_id: str) -> Order:
        """Ask for the price of the basket once more, where it is not ours; raises `DeskError`."""
        order = self.orders.get(order_id)
        if (query := price_query(order)) is None:
            return order
        return self._take(order, PriceBasket(query), Mark.of(order))

    def _follow(self, order_id: str, run: str) -> None:
        try:
            order = self._tell(order_id, BasketTaken(keeper=run))
            while (step := next_step(order)) is not None:
                order = self._attempt(order, step)
        except NotNow:
            return

    def _attempt(self, order: Order, step: Step) -> Order:
        mark = Mark.of(order)
        try:
            return self._take(order, step, mark)
        except Superseded as moved:
            if moved.order.basket.keeper != mark.keeper:
                raise
            return moved.order
        except Missing as error:
            if order.basket.id is not None:
                self._tell(order.id, BasketLost(mark=mark, problem=error.problem))
            raise

    def _take(self, order: Order, step: Step, mark: Mark) -> Order:
        basket = order.basket.id or ""
        match step:
            case OpenBasket():
                if (key := self._create(order, BASKET, self.desk.open_basket)) is None:
                    return self.orders.get(order.id)
                done: Event = BasketOpened(mark=mark, id=key)
            case AssignCustomer(customer):
                self.desk.assign_customer(basket, customer)
                done = CustomerAssigned(mark=mark, customer=customer)
            case OpenLine(part):
                if (key := self._create(order, part, lambda: self.desk.open_line(basket))) is None:
                    return self.orders.get(order.id)
                done = LineOpened(mark=mark, part=part, line=key)
            case DescribeLine(part, _, spec):
                self._describe(order, step)
                done = LineDescribed(mark=mark, part=part, spec=spec)
            case AnswerForms(part, line, answers):
                self.desk.answer_forms(line, answers)
                done = RequirementsTold(mark=mark, part=part, answers=answers)
            case PriceBasket(query):
                done = BasketPriced(mark=mark, query=query, total=self.desk.price(query))
        return self._tell(order.id, done)

    def _describe(self, order: Order, step: DescribeLine) -> None:
        try:
            self.desk.describe_line(order.basket.id or "", step.line, step.spec)
        except NotOffered:
            part = order.part(step.part)
            raise NotOffered(part.file.name if part else "") from None

    def _create(self, order: Order, what: str, call: Callable[[], str]) -> str | None:
        mark = Mark.of(order)
        begun = self._tell(order.id, CreateBegun(mark=mark, what=what))
        if Mark.of(begun) != mark:
            return None
        try:
            return call()
        except DeskError as error:
            lost = BasketLost(mark=mark, problem=error.problem)
            self._tell(order.id, CreateRefused(mark=mark) if error.undone else lost)
            raise

    def _tell(self, order_id: str, event: Event) -> Order:
        return self.orders.apply(order_id, event, BOT)
