"""An agent with a bot and a slow 3YOURMIND: what they do, and what that took outside."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.talking import MOST_FILES, Dropped
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.faults import Slow
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.log import LoggedRequest
from tests.bench.asked import ROOMY
from tests.bench.processes import Watched
from tests.crashes.team import LIMIT, Team, part

CALL = 0.08
"""Seconds that 3YOURMIND takes for each call."""
LONG = 120.0


@dataclass(frozen=True)
class Course:
    """The calls that followed something that was done, and when that was."""

    begun: float
    calls: tuple[LoggedRequest, ...]

    @property
    def milliseconds(self) -> float:
        """From what was done to the end of the last call."""
        return 1000 * (max(map(end, self.calls)) - self.begun)

    @property
    def in_a_row(self) -> int:
        """The longest chain of calls of which each waited for the one before."""
        return in_a_row(self.calls)


def end(call: LoggedRequest) -> float:
    """Say when a call was answered."""
    return call.at + (call.took or 0.0)


def in_a_row(calls: Iterable[LoggedRequest]) -> int:
    """Give the length of the longest chain of calls that do not overlap."""
    length, over = 0, float("-inf")
    for call in sorted(calls, key=end):
        if call.at >= over:
            length, over = length + 1, end(call)
    return length


@dataclass
class Desk:
    """Where an agent works."""

    stage: Stage
    team: Team
    numbers: "count[int]" = field(default_factory=count)

    def ready(self, parts: int) -> MessageView:
        """Make an order with so many parts that can be placed; quickly, for none of it counts."""
        self.stage.vendor.world.analysis_seconds = 0.0
        card = self.team.started_order()
        dropped = [self.a_file() for _ in range(parts)]
        for first in range(0, parts, MOST_FILES):
            self.team.agent.drop(*dropped[first : first + MOST_FILES], thread=card)
        self.wait(lambda: "Place order" in card.buttons)
        return card

    def settle(self) -> None:
        """Wait until the bot has nothing to do any more: of many parts pictures are still made."""
        Watched(self.team.bot.pid or 0).settle()

    def a_file(self) -> Dropped:
        """Give a part that nobody has had before."""
        number = next(self.numbers)
        # The head of a binary STL says nothing, and makes it another file.
        return Dropped(number.to_bytes(4, "big") + part()[4:], f"part-{number}.stl")

    @contextmanager
    def slow(self) -> Iterator[None]:
        """Have each call take its time until the end of the block."""
        switch = self.stage.vendor.switches.on(Slow(CALL), method="*", path="*")
        try:
            yield
        finally:
            switch.off()

    def since(self, mark: int) -> tuple[LoggedRequest, ...]:
        """Give the calls that came after so many."""
        return self.stage.vendor.log.records[mark:]

    @property
    def mark(self) -> int:
        """How many calls have come so far."""
        return len(self.stage.vendor.log.records)

    def told(self, name: str) -> float:
        """Say when the bot was told of the last deed of this name."""
        deliveries = self.stage.slack.deliveries
        return next(d.at for d in reversed(deliveries) if d.parcel.name == name)

    def said(self, method: str, text: str, since: float) -> float:
        """Say when the bot first said something in Slack, waiting for it."""

        def look() -> float | None:
            calls = (c for c in self.stage.slack.calls if c.at >= since and c.method == method)
            return next((c.at + c.took for c in calls if text in str(c.arguments)), None)

        return self.stage.slack.wait_for(look, LIMIT) or 0.0

    def wait(self, look: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.stage.slack.wait_for(look, LONG)


@contextmanager
def a_desk(settings: Mapping[str, str] = MappingProxyType({})) -> Iterator[Desk]:
    """Run a bot until the end of the block."""
    with (
        TemporaryDirectory() as folder,
        staged(Workspace(conditions=ROOMY), Local3yourmind(), Path(folder)) as stage,
    ):
        bot = BotProcess(stage, settings)
        bot.start()
        try:
            yield Desk(stage, Team(stage, bot))
        finally:
            bot.stop()
