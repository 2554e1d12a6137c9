"""The basket follows the order: create what is missing, change what differs, keep every key."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import uuid4

from bot.placing.abreast import abreast
from bot.placing.pace import Pace
from state.basket import next_step, next_steps, price_query
from state.events import (
    AnsweredChange,
    BasketLeft,
    BasketLost,
    BasketOpened,
    BasketPriced,
    BasketTaken,
    ChangeAnswered,
    ChangeBegun,
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
from state.steps import (
    AnswerForms,
    AssignCustomer,
    Changing,
    DescribeLine,
    LeaveBasket,
    OpenBasket,
    OpenLine,
    PriceBasket,
    Step,
    change,
)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Brings the basket of an order in line with its record."""

    orders: Orders
    desk: OrderDesk
    pace: Pace
    sleep: Callable[[float], None]
    moved_on: Callable[[Order], object] = lambda _: None
    """Hears how the order stands whenever some of it is done."""

    def bring_in_line(self, order_id: str, run: str) -> None:
        """Do all that `next_steps` names, trying again after passing failures; raises `DeskError`.

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
        return self._take(order, (PriceBasket(query),), Mark.of(order))

    def _follow(self, order_id: str, run: str) -> None:
        try:
            order = self._tell(order_id, BasketTaken(keeper=run))
            while steps := next_steps(order):
                order = self._attempt(order, steps)
                self.moved_on(order)
        except NotNow:
            return

    def _attempt(self, order: Order, steps: Sequence[Step]) -> Order:
        mark = Mark.of(order)
        try:
            return self._take(order, steps, mark)
        except Superseded as moved:
            if moved.order.basket.keeper != mark.keeper:
                raise
            return moved.order
        except Missing as error:
            if order.basket.id is not None:
                self._tell(order.id, BasketLost(mark=mark, problem=error.problem))
            raise

    def _take(self, order: Order, steps: Sequence[Step], mark: Mark) -> Order:
        """Take steps side by side, and tell all that was done even when one of them failed."""
        if not (self._may_leave(order, steps, mark) and self._may_create(order, steps, mark)):
            return self.orders.get(order.id)
        planned = [(step, uuid4().hex[:12]) for step in steps]
        self._begin(order, planned, mark)
        outcomes = abreast([partial(self._done, order, *each, mark) for each in planned])
        events = [outcome for outcome in outcomes if isinstance(outcome, Event)]
        errors = [outcome for outcome in outcomes if isinstance(outcome, DeskError)]
        undone = (_undone(*each, o, mark) for each, o in zip(planned, outcomes, strict=True))
        after = self._tell_all(order, [*events, *filter(None, undone)])
        if errors:
            raise min(errors, key=_weight)
        return after

    def _may_leave(self, order: Order, steps: Sequence[Step], mark: Mark) -> bool:
        """Give a change of another run a moment to be answered; false when the basket may stay."""
        if LeaveBasket() not in steps:
            return True
        for pause in self.pace.answers:
            self.sleep(pause)
            now = self.orders.get(order.id)
            if Mark.of(now) != mark or next_step(now) != LeaveBasket():
                return False
        return True

    def _may_create(self, order: Order, steps: Sequence[Step], mark: Mark) -> bool:
        """Write down that something is about to be made; false when the order moved on."""
        begun = order
        for step in steps:
            if isinstance(step, OpenBasket | OpenLine):
                what = step.part if isinstance(step, OpenLine) else BASKET
                begun = self._tell(order.id, CreateBegun(mark=mark, what=what))
        return Mark.of(begun) == mark

    def _begin(self, order: Order, planned: Sequence[tuple[Step, str]], mark: Mark) -> None:
        """Write down what is sent now: until it is answered, it may arrive at any time."""
        changes = (change(call, step) for step, call in planned if isinstance(step, Changing))
        self._tell_all(order, [ChangeBegun(mark=mark, change=each) for each in changes])

    def _done(self, order: Order, step: Step, call: str, mark: Mark) -> Event:
        """Ask the desk, and give what has happened then."""
        desk, basket = self.desk, order.basket.id or ""
        match step:
            case OpenBasket():
                return BasketOpened(mark=mark, id=desk.open_basket())
            case OpenLine(part):
                return LineOpened(mark=mark, part=part, line=desk.open_line(basket))
            case PriceBasket(query):
                return BasketPriced(mark=mark, query=query, total=desk.price(query))
            case LeaveBasket():
                return BasketLeft(mark=mark)
            case _:
                return self._changed(order, step, call, mark)

    def _changed(self, order: Order, step: Changing, call: str, mark: Mark) -> Event:
        desk, basket = self.desk, order.basket.id or ""
        match step:
            case AssignCustomer(customer):
                desk.assign_customer(basket, customer)
                return CustomerAssigned(mark=mark, call=call, customer=customer)
            case DescribeLine(part, _, spec):
                self._describe(order, step)
                return LineDescribed(mark=mark, call=call, part=part, spec=spec)
            case AnswerForms(part, line, answers):
                desk.answer_forms(line, answers)
                return RequirementsTold(mark=mark, call=call, part=part, answers=answers)

    def _describe(self, order: Order, step: DescribeLine) -> None:
        try:
            self.desk.describe_line(order.basket.id or "", step.line, step.spec)
        except NotOffered:
            part = order.part(step.part)
            raise NotOffered(part.file.name if part else "") from None

    def _tell(self, order_id: str, event: Event) -> Order:
        return self.orders.apply(order_id, event, BOT)

    def _tell_all(self, order: Order, events: Sequence[Event]) -> Order:
        if not events:
            return order
        try:
            return self.orders.apply_all(order.id, events, BOT)
        except Superseded:
            # One of them came too late; what else was done is told all the same.
            return self._tell_each(order, events)

    def _tell_each(self, order: Order, events: Sequence[Event]) -> Order:
        late: Superseded | None = None
        for event in events:
            try:
                order = self._tell(order.id, event)
            except Superseded as superseded:
                late = superseded
                if isinstance(event, AnsweredChange):
                    answered = ChangeAnswered(basket=event.mark.basket, call=event.call)
                    self._tell(order.id, answered)
        if late is not None:
            raise late
        return order


def _undone(step: Step, call: str, outcome: Event | DeskError, mark: Mark) -> Event | None:
    """Give what a step that failed has done to the basket; a change may arrive all the same."""
    if not isinstance(outcome, DeskError):
        return None
    if isinstance(step, OpenBasket | OpenLine):
        if outcome.undone:
            return CreateRefused(mark=mark)
        return BasketLost(mark=mark, problem=outcome.problem)
    is_over = outcome.undone or not outcome.passing
    return ChangeAnswered(basket=mark.basket, call=call) if is_over else None


def _weight(error: DeskError) -> int:
    """Say which of several errors counts: a basket that is gone, then what will not pass."""
    if isinstance(error, Missing):
        return 0
    return 2 if error.passing else 1
