"""A real record with scripted outsides, and the runs that work on them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.placing.forwarding import Errand, Forwarder
from bot.placing.keeping import Keeper
from bot.placing.onlooking import Nobody
from bot.placing.pace import Pace
from bot.placing.slots import Slots
from bot.placing.submitting import Attempt, Submitter
from bot.placing.transfers import Transfers
from state.events import Event
from state.order import Basket, Order
from state.orders import INDEXED, Orders
from state.part import Part
from state.ports import Onlooker
from state.progress import Progress
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.bot.placing.doubles import ScriptedDesk, ScriptedFiles
from tests.builders import AT, BEN, a_part, a_ready_part, an_order, an_order_in

ID = an_order().id
OPEN = Basket(id="B1", customer="17", keeper="earlier")


@dataclass
class Clock:
    """Stands still, but for the sleeps that are asked for."""

    at: datetime = AT
    slept: list[float] = field(default_factory=list)
    on_sleep: Callable[[], object] = lambda: None

    def now(self) -> datetime:
        return self.at

    def passed(self) -> float:
        """The seconds that have passed, whatever the clock says."""
        return sum(self.slept)

    def jump(self, by: timedelta) -> None:
        """Be set to another time."""
        self.at += by

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.on_sleep()
        self.at += timedelta(seconds=seconds)


@dataclass
class Kit:
    """One order, and everything that a run needs."""

    store: Store
    pace: Pace = field(default_factory=Pace)
    clock: Clock = field(default_factory=Clock)
    desk: ScriptedDesk = field(default_factory=ScriptedDesk)
    files: ScriptedFiles = field(default_factory=ScriptedFiles)
    onlooker: Onlooker = field(default_factory=Nobody)
    progress: Progress = field(default_factory=Progress)
    slots: Slots = field(default_factory=lambda: Slots(2))
    moved_on: Callable[[Order], object] = lambda _: None

    @property
    def orders(self) -> Orders:
        return Orders(self.store, self.clock.now, lambda _: None)

    @property
    def order(self) -> Order:
        return self.orders.get(ID)

    @property
    def part(self) -> Part:
        return self.order.parts[0]

    @property
    def kinds(self) -> list[str]:
        """What has happened, by the history."""
        return [entry.event["kind"] for entry in self.order.history]

    def keep(self, order: Order) -> Order:
        """Put an order into the store as it is."""
        self.store.create(order.id, order.model_dump(mode="json"))
        return order

    def a_draft(self, **changes: Any) -> Order:
        """Keep an order with one part of which 3YOURMIND knows nothing."""
        return self.keep(an_order(**{"parts": (a_part(),)} | changes))

    def an_open_one(self, **part: Any) -> Order:
        """Keep an order whose basket has the line L1 for its only part."""
        given = {"line": "L1"} | part
        return self.keep(an_order(parts=(a_part(**given),), basket=OPEN))

    def a_pressed_one(self, **changes: Any) -> Order:
        """Keep an order on which somebody pressed Place."""
        return self.keep(an_order_in("placing", **{"basket": OPEN} | changes))

    def a_pressed_one_out_of_line(self) -> Order:
        """Keep such an order, whose line says nothing yet."""
        return self.a_pressed_one(parts=(a_ready_part(line="L1"),))

    def happens(self, event: Event) -> Callable[[], object]:
        """Give something that happens when it is called."""
        return lambda: self.orders.apply(ID, event, BEN)

    def bring_in_line(self, run: str = "run") -> None:
        outside = (self.orders, self.desk, self.pace, self.clock.sleep)
        Keeper(*outside, self.moved_on).bring_in_line(ID, run)

    def forward(self, part: str = "P1", basket: int = 1, run: str = "run") -> None:
        transfers = Transfers(
            self.files, self.desk, self.onlooker, self.progress, self.slots, self.pace.look_after
        )
        forwarder = Forwarder(self.orders, transfers, self.desk, self.pace, self.clock.sleep)
        forwarder.forward(Errand(ID, part, basket, run))

    def submitter(self, now: Callable[[], datetime] | None = None) -> Submitter:
        keeper = Keeper(self.orders, self.desk, self.pace, self.clock.sleep)
        clock = self.clock
        return Submitter(
            self.orders, self.desk, keeper, self.pace, clock.sleep, now or clock.now, clock.passed
        )

    def place(self, attempt: int = 1, run: str = "run") -> None:
        self.submitter().place(Attempt(ID, attempt, run))


@contextmanager
def a_kit(directory: Path) -> Iterator[Kit]:
    with closing(
        SqliteDictStore(directory / "state.sqlite", "orders", INDEXED, VOCABULARY)
    ) as store:
        yield Kit(store)
