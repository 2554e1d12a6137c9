"""From Place to the order number: claimed once, sent once, looked up when the answer is lost."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.placing.keeping import Keeper
from bot.placing.pace import Pace
from state.basket import in_line
from state.completeness import order_request
from state.events import (
    Event,
    NotNow,
    OrderPlaced,
    OutcomeUnknown,
    OutcomeUnsettled,
    PlacingFailed,
    SubmissionClaimed,
)
from state.events.submission import is_as_confirmed
from state.order import BOT, Order
from state.orders import Orders
from state.phase import Placing, Sending
from state.ports import OrderDesk, PlacedOrder
from state.problems import DeskError, PriceChanged, StartedOver


@dataclass(frozen=True, slots=True)
class Attempt:
    """One press of Place on one order, by one run."""

    order: str
    number: int
    run: str


@dataclass(frozen=True, slots=True)
class Submitter:
    """Places orders. Whatever dies or gets lost, an order is sent at most once per attempt."""

    orders: Orders
    desk: OrderDesk
    keeper: Keeper
    pace: Pace
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    clock: Callable[[], float] = time.monotonic

    def place(self, attempt: Attempt) -> None:
        """Bring the basket in line, send the order, and record what came of it."""
        try:
            phase = self._phase(self.orders.get(attempt.order), attempt)
            if phase.sending is not None:
                # An earlier run got this far and died: nobody knows what it sent.
                self._look_up(attempt, phase, phase.sending)
            else:
                self._prepare_and_send(attempt)
        except NotNow:
            return

    def _prepare_and_send(self, attempt: Attempt) -> None:
        try:
            self.keeper.bring_in_line(attempt.order, attempt.run)
            if not in_line(self.orders.get(attempt.order)):
                raise StartedOver
            self._confirm_price(attempt)
        except DeskError as error:
            self._fail(attempt, error)
        else:
            self._send(attempt)

    def _confirm_price(self, attempt: Attempt) -> None:
        """Raise `PriceChanged` when the desk's price is not the one that somebody agreed to."""
        order = self.keeper.price_again(attempt.order)
        phase = self._phase(order, attempt)
        if phase.amount is not None and not is_as_confirmed(order, phase):
            currency = order.terms.currency
            raise PriceChanged(f"{phase.amount:,.2f} {currency} to {order.total:,.2f} {currency}")

    def _send(self, attempt: Attempt) -> None:
        asked = time.monotonic()
        claim = SubmissionClaimed(worker=attempt.run, attempt=attempt.number, at=self.now())
        order = self._tell(attempt, claim)
        phase = self._phase(order, attempt)
        if phase.sending is None or phase.sending.worker != attempt.run:
            return
        if time.monotonic() - asked > self.pace.claim:
            self._look_up(attempt, phase, phase.sending)
            return
        try:
            placed = self.desk.submit(order_request(order))
        except DeskError as error:
            if error.undone:
                self._fail(attempt, error)
            else:
                self._look_up(attempt, phase, phase.sending)
        else:
            self._record(attempt, phase, placed)

    def _look_up(self, attempt: Attempt, phase: Placing, sending: Sending) -> None:
        self._tell(attempt, OutcomeUnknown(attempt=attempt.number))
        end, looks = self.clock() + self._left(sending), 0
        while True:
            placed, answered = self._found(attempt.order)
            looks += answered
            if placed is not None:
                return self._record(attempt, phase, placed)
            if self.clock() >= end:
                return self._give_up(attempt, looks)
            self.sleep(self.pace.look)

    def _left(self, sending: Sending) -> float:
        """Tell for how long to look: a dead run may have looked for some time, and clocks jump."""
        passed = (self.now() - sending.at).total_seconds()
        return self.pace.settle - min(max(passed, 0.0), self.pace.settle)

    def _give_up(self, attempt: Attempt, looks: int) -> None:
        at = self.now()
        self._tell(attempt, OutcomeUnsettled(attempt=attempt.number, at=at, looks=looks))

    def _found(self, order_id: str) -> tuple[PlacedOrder | None, bool]:
        """Give what was found, and whether 3YOURMIND answered at all."""
        try:
            return self.desk.find(order_id), True
        except DeskError:
            # Being unable to look is not an answer: the next look may be one.
            return None, False

    def _record(self, attempt: Attempt, phase: Placing, placed: PlacedOrder) -> None:
        found = {"number": placed.number, "key": placed.key, "status": placed.status}
        self._tell(attempt, OrderPlaced(**found, at=self.now(), by=phase.by))

    def _fail(self, attempt: Attempt, error: DeskError) -> None:
        run, number = attempt.run, attempt.number
        self._tell(attempt, PlacingFailed(worker=run, attempt=number, problem=error.problem))

    def _phase(self, order: Order, attempt: Attempt) -> Placing:
        if not isinstance(order.phase, Placing) or order.phase.attempt != attempt.number:
            raise NotNow(order)
        return order.phase

    def _tell(self, attempt: Attempt, event: Event) -> Order:
        return self.orders.apply(attempt.order, event, BOT)
