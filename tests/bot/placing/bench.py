"""Background work on a real engine and a real record, with scripted outsides."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any

from bot.engine import Engine
from bot.placing import Background, Tools
from bot.placing.onlooking import Nobody
from bot.placing.pace import Pace
from state.order import Order
from state.orders import Orders
from state.part import Part, Ready
from state.progress import Progress
from tests.bot.placing.doubles import ScriptedDesk, ScriptedFiles
from tests.bot.placing.fragile_store import FragileStore
from tests.bot.placing.kit import OPEN
from tests.builders import AT, a_part, an_order, an_order_in

PACE = Pace(retries=(0.001, 0.001), poll=0.001, look=0.001, settle=0.0, claim=30.0)
NUMBERS = count(1)


@dataclass
class Bench:
    """Background work on a real engine and record; every test has an order of its own."""

    store: FragileStore
    engine: Engine
    desk: ScriptedDesk = field(default_factory=ScriptedDesk)
    files: ScriptedFiles = field(default_factory=ScriptedFiles)

    def __post_init__(self) -> None:
        self.orders = Orders(self.store, lambda: AT, lambda _: None)
        tools = Tools(self.orders, self.desk, self.files, Nobody(), Progress(), PACE, lambda: AT)
        self.work = Background(self.engine, tools)

    def keep(self, order: Order) -> str:
        order = order.but(id=f"PD-{next(NUMBERS)}")
        self.store.create(order.id, order.model_dump(mode="json"))
        return order.id

    def a_draft(self, **changes: Any) -> str:
        return self.keep(an_order(**{"parts": (a_part(),)} | changes))

    def a_pressed_one(self, **changes: Any) -> str:
        return self.keep(an_order_in("placing", **{"basket": OPEN} | changes))

    def part(self, order: str) -> Part:
        return self.orders.get(order).parts[0]

    def is_in(self, order: str, *phases: type) -> bool:
        return isinstance(self.orders.get(order).phase, phases)

    def is_ready(self, order: str) -> bool:
        return isinstance(self.part(order).upload, Ready)

    def is_given_up(self, order: str) -> bool:
        """Whether a run has ended that could write down neither what it did nor that it failed."""
        under_way = {run.order for run in self.engine.under_way()}
        return self.store.refusals >= 2 and order not in under_way

    def problem(self, order: str) -> str | None:
        problem = getattr(self.orders.get(order).phase, "problem", None)
        return problem.cause if problem is not None else None
