"""Rounds on a real record, with a list of orders that a test writes down, and a clock it moves."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.every import Every
from bot.rounds import Rounds, Tools
from bot.rounds.bell import Bell
from bot.rounds.upkeep import Sweep, Upkeep
from state.aftercare import Listed, OrdersPage
from state.lease import Lease
from state.order import Order
from state.orders import Orders
from state.phase import Placed
from state.plan import Plan
from state.ports import PlacedOrder
from state.store import Store
from tests.bot.placing.doubles import Script
from tests.builders import ADA, AT, an_order_in

PLAN = Plan()
PAUSE = 60.0


@dataclass
class ListDesk:
    """Has placed orders, newest first, and takes note of the pages that were asked for."""

    listed: list[Listed] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    script: Script = field(default_factory=list)
    """Worked off call by call: errors are raised, anything else happens elsewhere meanwhile."""
    size: int = 100

    def has(self, number: int, status: str = "Pending", *, final: bool = False) -> None:
        """Have an order in this status, in place of the one with the same number, or as newest."""
        order = PlacedOrder(number=f"{number}", key=f"K{number}", status=status, final=final)
        entry = Listed(order, frozenset({f"{number}", f"{number}-O1", f"PD-{number}"}))
        places = [n for n, old in enumerate(self.listed) if old.order.number == order.number]
        for place in places:
            self.listed[place] = entry
        if not places:
            self.listed.insert(0, entry)

    def placed_orders(self, page: int) -> OrdersPage:
        self.asked.append(page)
        self._happen()
        end = page * self.size
        return OrdersPage(tuple(self.listed[end - self.size : end]), end >= len(self.listed))

    def drop_basket(self, basket: str) -> None:
        self.dropped.append(basket)
        self._happen()

    def _happen(self) -> None:
        happening = self.script.pop(0) if self.script else None
        if isinstance(happening, Exception):
            raise happening
        if happening is not None:
            happening()


@dataclass
class Kit:
    """One process that makes rounds; `beside` gives another on the same record."""

    store: Store
    leases: Store
    bells: Store
    desk: ListDesk = field(default_factory=ListDesk)
    at: datetime = AT
    name: str = "one"
    sweeps: list[Sweep] = field(default_factory=list)
    shown: list[Order] = field(default_factory=list)
    taken_up: list[datetime] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.orders = Orders(self.store, self.now, self.shown.append)
        lease = Lease(self.leases, "rounds", self.name, timedelta(minutes=3), self.now)
        upkeep = Upkeep(self.sweeps, self.leases, self.now)
        self.bell = Bell(self.bells)
        tools = Tools(
            self.orders, self.desk, lease, upkeep, self.bell, PLAN, self._take_up, self.now
        )
        self.rounds = Rounds(tools, PAUSE, Every())

    def beside(self) -> "Kit":
        return Kit(self.store, self.leases, self.bells, at=self.at, name="two", sweeps=self.sweeps)

    def _take_up(self) -> None:
        self.taken_up.append(self.at)

    def now(self) -> datetime:
        return self.at

    def round(self, **later: float) -> list[int]:
        """Make a round so much later, and give the pages that were asked for."""
        self.at += timedelta(**later)
        before = len(self.desk.asked)
        self.rounds.make()
        return self.desk.asked[before:]

    def keep(self, order: Order) -> str:
        self.store.create(order.id, order.model_dump(mode="json"))
        self.orders.set_due(order.id)
        return order.id

    def placed(self, number: int, status: str = "Pending", **phase: object) -> str:
        """Keep an order that was placed just now, and is in the list, too."""
        self.desk.has(number, status)
        known = {"status": status, "status_at": self.at, "status_since": self.at}
        placed = Placed(number=f"{number}", key=f"K{number}", at=self.at, by=ADA)
        phase_now = placed.but(**known | phase)
        return self.keep(an_order_in("placed", id=f"PD-{number}", phase=phase_now))

    def status(self, order_id: str) -> str:
        return self.phase(order_id).status

    def phase(self, order_id: str) -> Placed:
        phase = self.orders.get(order_id).phase
        assert isinstance(phase, Placed)
        return phase

    def kinds(self, order_id: str) -> list[str]:
        """What has happened to an order, by its history."""
        return [entry.event["kind"] for entry in self.orders.get(order_id).history]
