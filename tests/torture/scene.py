"""A stage with some processes of the bot, and somebody who places one order at a time."""

import random
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from types import MappingProxyType

from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from state.order import Order
from tests.bot.waiting import wait_for
from tests.torture.agent import Agent
from tests.torture.audit import Books, Findings, audit
from tests.torture.house import House, house
from tests.torture.people import CONDITIONS, an_agent
from tests.torture.records import records
from tests.torture.screen import shown
from tests.torture.wish import Wish, a_wish

START = 60.0
"""Seconds in which all processes of a bot are there."""


@dataclass
class Scene:
    """Where an order is placed while something happens to the bot."""

    stage: Stage
    house: House
    agent: Agent
    stop: Event
    count: int = 0

    def placed(self) -> Wish:
        """Place an order of one part, whatever happens meanwhile."""
        self.count += 1
        wish = a_wish(f"K-{self.count:03d}", 1)
        self.agent.fulfil(wish)
        return wish

    def all_are_there(self) -> None:
        """Wait until every process is connected to Slack."""
        wait_for(lambda: self.stage.slack.sockets.count == len(self.house.processes), START)

    def record(self, wish: Wish) -> Order:
        """Give the order as the bot recorded it."""
        made = records(None, self.stage.data_dir)
        return next(record for record in made if record.id == wish.order)

    def findings(self, wish: Wish) -> Findings:
        """Compare what was wanted, recorded and ordered."""
        there = [o for o in self.stage.vendor.orders if o.reference.startswith(wish.order)]
        cards, told = shown(self.stage.slack)
        ours = self.stage.panel == "service"
        return audit(Books([wish], [self.record(wish)], there, cards, told, ours))


@contextmanager
def scene(
    panel: str = "service", processes: int = 1, changes: Mapping[str, str] = MappingProxyType({})
) -> Iterator[Scene]:
    """Set a stage, with a bot that runs, until the end of the block."""
    vendor = Local3yourmind()
    vendor.world.analysis_seconds = 0.2
    slack = Workspace(conditions=CONDITIONS)
    with (
        tempfile.TemporaryDirectory(prefix="printdesk-") as folder,
        staged(slack, vendor, Path(folder), panel=panel) as stage,
        house(stage, [changes] * processes) as kept,
    ):
        stop = Event()
        agent = an_agent(stage, 1, random.Random(1), stop)  # noqa: S311 - to be repeated
        agent.fickle = 0.0
        set_up = Scene(stage, kept, agent, stop)
        set_up.all_are_there()
        yield set_up
