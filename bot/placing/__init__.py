"""The durable runs: keep the basket in line, forward a file, place the order."""

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from uuid import uuid4

from bot.engine import Engine
from bot.observing import Watch, unwatched
from bot.placing.forwarding import Errand, Forwarder
from bot.placing.identifying import Identifier
from bot.placing.keeping import Keeper
from bot.placing.left import (
    FORWARD,
    KEEP,
    PLACE,
    errand,
    is_behind,
    is_forgotten,
    lacking,
    left_alone,
    waits_for_analysis,
)
from bot.placing.pace import Pace
from bot.placing.slots import Slots
from bot.placing.soon import Soon
from bot.placing.submitting import Attempt, Submitter
from bot.placing.transfers import Transfers
from bot.placing.turns import Turns
from bot.runs import Words
from bot.telling import tell
from handlers.precedence import Precedence
from state.basket import settled
from state.events import (
    BasketStuck,
    Event,
    FileUnusable,
    OutcomeUnsettled,
    PlacingFailed,
)
from state.order import Order
from state.orders import Orders
from state.part import Part
from state.phase import Failed, Placing
from state.ports import Files, Onlooker, OrderDesk
from state.problems import DeskError, Problem
from state.progress import Progress

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tools:
    """What the background work needs: the record, the outsides, who looks on, pace and clock."""

    orders: Orders
    desk: OrderDesk
    files: Files
    onlooker: Onlooker
    progress: Progress
    pace: Pace
    now: Callable[[], datetime]
    watch: Watch = unwatched
    first: Precedence = field(default_factory=Precedence)


class Background:
    """The `Work` port: every run is named in the engine first, and found there after a crash.

    Whoever wrote an event down need not wait for that: what an order lacks follows from its record,
    by which `resume` finds what was asked for and never begun.
    """

    def __init__(self, engine: Engine, tools: Tools) -> None:
        self._engine = engine
        self._orders = tools.orders
        self._now = tools.now
        self._turns = Turns()
        orders, desk, pace = tools.orders, tools.desk, tools.pace
        self._identifier = Identifier(orders, tools.files, pace, time.sleep)
        self._keeper = Keeper(orders, desk, pace, time.sleep, self._forward_settled)
        self._forwarder = Forwarder(orders, _transfers(tools), desk, pace, time.sleep)
        self._submitter = Submitter(orders, desk, self._keeper, pace, time.sleep, tools.now)
        self._soon = Soon(self._start_keeping, tools.first)
        engine.register(KEEP, self._keep)
        engine.register(FORWARD, self._forward)
        engine.register(PLACE, self._place)

    def follow(self, order_id: str) -> None:
        """Bring the basket in line with the record and forward what was shared; returns at once."""
        self._soon.ask(order_id)

    def close(self) -> None:
        """Begin what was asked for; from now on nothing is put off."""
        self._soon.close()

    def place(self, order_id: str, attempt: int) -> None:
        """Place the order; the same attempt is never started twice. Returns at once."""
        self._engine.start(PLACE, order_id, str(attempt))

    def resume(self) -> None:
        """Take up every order that a crash left with something to do and nobody to do it."""
        self._take_up(lambda _: True)

    def see_to_forgotten(self, untouched: timedelta) -> None:
        """Take up orders that should go on by themselves, and that nobody touched for so long.

        Some are left alone without any crash: when a run could not be started, or not write down
        what it did. What was touched just now is left to whoever did, and is about to start a run.
        """
        now = self._now()
        self._take_up(lambda order: is_forgotten(order, now, untouched))

    def _take_up(self, wanted: Callable[[Order], bool]) -> None:
        under_way = defaultdict[str, set[Words]](set)
        for run in self._engine.under_way():
            under_way[run.order].add(run)
        for order in filter(wanted, self._orders.unfinished()):
            name = lacking(order, under_way[order.id])
            if name == KEEP:
                self.follow(order.id)
            elif isinstance(order.phase, Placing) and name == PLACE:
                # Not by `place`: its run may have ended, unable to write down how.
                self._engine.start(PLACE, order.id, f"{order.phase.attempt}/{uuid4().hex}")

    def _start_keeping(self, order_id: str) -> None:
        order = self._orders.get(order_id)
        if is_behind(order) or self._left_alone(order):
            self._engine.start(KEEP, order_id, uuid4().hex)

    def _keep(self, order_id: str, _: str) -> None:
        with self._turns.of(order_id):
            try:
                self._identifier.identify(order_id)
                self._keeper.bring_in_line(order_id, uuid4().hex)
            except DeskError as error:
                self._tell(order_id, BasketStuck(problem=error.problem))
            except Exception as error:  # noqa: BLE001 - a run that ends in silence leaves it stuck
                self._tell(order_id, BasketStuck(problem=_unexpected(order_id, error)))
        self._forward_all(self._orders.get(order_id))

    def _forward_all(self, order: Order) -> None:
        """Have every file seen to that is on its way; whoever starts that says the same words.

        A run that has ended, and still left its part on its way, could not write down what it did:
        the part is sent by another.
        """
        for part in self._left_alone(order):
            self._start_forwarding(order, part)

    def _forward_settled(self, order: Order) -> None:
        """Send what is settled while other lines are still made."""
        for part in settled(order):
            self._start_forwarding(order, part)

    def _start_forwarding(self, order: Order, part: Part) -> None:
        words = (errand(order, part, again) for again in count())
        self._engine.start(*next(each for each in words if not self._engine.has_ended(each)))

    def _left_alone(self, order: Order) -> list[Part]:
        return left_alone(order, self._engine.under_way(FORWARD, order.id))

    def _forward(self, order_id: str, detail: str) -> None:
        part, number, _ = detail.rsplit("/", 2)
        basket = int(number)
        try:
            self._forwarder.forward(Errand(order_id, part, basket, uuid4().hex))
        except Exception as error:  # noqa: BLE001 - as above
            problem = _unexpected(order_id, error)
            given_up = FileUnusable(part=part, basket=basket, problem=problem, line_is_empty=False)
            self._tell(order_id, given_up)
        order = self._orders.get(order_id)
        if order.basket.number != basket or waits_for_analysis(order):
            self.follow(order_id)

    def _place(self, order_id: str, detail: str) -> None:
        attempt = Attempt(order_id, int(detail.split("/", 1)[0]), uuid4().hex)
        with self._turns.of(order_id):
            try:
                self._submitter.place(attempt)
            except Exception as error:  # noqa: BLE001 - as above
                self._tell(order_id, self._given_up(attempt, error))
        order = self._orders.get(order_id)
        if isinstance(order.phase, Failed) and is_behind(order):
            self.follow(order_id)

    def _given_up(self, attempt: Attempt, error: Exception) -> Event:
        problem = _unexpected(attempt.order, error)
        phase = self._orders.get(attempt.order).phase
        if isinstance(phase, Placing) and phase.sending is not None:
            return OutcomeUnsettled(attempt=attempt.number, at=self._now())
        return PlacingFailed(worker=attempt.run, attempt=attempt.number, problem=problem)

    def _tell(self, order_id: str, event: Event) -> None:
        tell(self._orders, order_id, event)


def _transfers(tools: Tools) -> Transfers:
    slots, look = Slots(tools.pace.transfers), tools.pace.look_after
    outside = (tools.files, tools.desk, tools.onlooker)
    return Transfers(*outside, tools.progress, slots, look, tools.watch)


def _unexpected(order_id: str, error: Exception) -> Problem:
    reference = uuid4().hex[:8]
    log.error("unexpected error %s in order %s", reference, order_id, exc_info=error)
    return Problem(cause="unexpected", detail=reference)
