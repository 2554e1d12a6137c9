"""What time alone brings about is done in rounds, by one process at a time."""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.every import Every, Regular
from bot.rounds.bell import Bell
from bot.rounds.clerk import Clerk
from bot.rounds.setback import Setback
from bot.rounds.upkeep import Upkeep
from bot.rounds.watching import Watcher
from state.aftercare import Aftercare
from state.duties import Due, Duty, next_duty
from state.lease import Lease
from state.order import Order
from state.orders import Orders
from state.plan import Plan
from state.problems import DeskError

log = logging.getLogger(__name__)
MOST = 1_000
"""Orders that one round sees to; the others are due longer in the next one."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What rounds need: the record, 3YOURMIND, the right to make them, and what else is due.

    `take_up` starts what has to be done about orders, and nobody does.
    """

    orders: Orders
    desk: Aftercare
    lease: Lease
    upkeep: Upkeep
    bell: Bell
    plan: Plan
    take_up: Callable[[], object]
    now: Callable[[], datetime]


class Rounds:
    """Does what is due every `pause` seconds.

    Which orders are due is in the record alone, so nothing is forgotten over a restart, and whoever
    holds the lease can go on where another process ended.
    """

    def __init__(self, tools: Tools, pause: float, every: Every) -> None:
        self._tools = tools
        self._pause = pause
        self._every = every
        self._next: Callable[[], object] = tools.orders.set_all_due
        self._rounds: Regular | None = None
        self._clerk = Clerk(tools.orders, tools.desk, tools.plan, tools.now)
        self._watcher = Watcher(tools.orders, tools.desk, tools.now, self._may_go_on)
        self._setback = Setback(pause, tools.now)
        self._turn = threading.Lock()
        self._stopping = threading.Event()

    def start(self) -> None:
        """Begin with the rounds, before the first of which every order is told when it is due."""
        self._rounds = self._every.begin("rounds", self._pause, self._work, first=0.0)

    def close(self, patience: float = 5.0) -> None:
        """Make no more rounds, and let the next process begin at once."""
        self._stopping.set()
        if self._rounds is not None:
            self._rounds.close(patience)
        self._tools.lease.release()

    def make(self) -> None:
        """Make one round now; nothing happens while another process makes them."""
        with self._turn:
            if self._may_go_on():
                for order_id in self._tools.bell.answered(MOST):
                    self._tools.orders.announce(order_id)
                self._tools.take_up()
                self._see_to(self._tools.orders.due(MOST))
                self._tools.upkeep.go_on(self._may_go_on)

    def _work(self) -> bool:
        act, self._next = self._next, self.make
        try:
            act()
        except Exception:
            if not self._stopping.is_set():
                log.exception("a round broke off; the next one takes up what is due")
        return not self._stopping.is_set()

    def _may_go_on(self) -> bool:
        return not self._stopping.is_set() and self._tools.lease.take()

    def _see_to(self, due: Sequence[Order]) -> None:
        now, todo = self._tools.now(), defaultdict[Duty, list[Order]](list)
        for order in due:
            match next_duty(order, self._tools.plan):
                case Due(at, duty) if at <= now:
                    todo[duty].append(order)
                case _:
                    # Its time was set by another plan.
                    self._tools.orders.set_due(order.id)
        self._clerk.see_to(todo)
        if not self._setback.lasts():
            self._ask(todo[Duty.LOOK], todo[Duty.CLEAR])

    def _ask(self, looks: Sequence[Order], clears: Sequence[Order]) -> None:
        try:
            self._watcher.look(looks)
            for order in clears:
                self._clerk.clear(order)
        except DeskError as error:
            self._setback.grows(error)
        else:
            self._setback.ends()
