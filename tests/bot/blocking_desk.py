"""An order desk that answers when it is let, and a clock that moves when it is told."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

from state.form import Source
from state.ports import Customer, Hit, LinePlace, PlacedOrder
from state.problems import DeskError
from state.record import Choice
from tests.bot.placing.doubles import NoDesk

ADA = Customer(key="1", label="Ada Lovelace, Engines", address="11")
GRACE = Customer(key="2", label="Grace Hopper, Harbour", address="12")
PA12, STEEL = Choice(key="5", label="PA12, grey"), Choice(key="6", label="Steel")
LIMIT = 10.0


@dataclass
class Now:
    """A clock that stands still until it is told otherwise."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@dataclass
class Desk(NoDesk):
    """Answers from its lists once `open` is set, and notes what it was asked."""

    people: Sequence[Customer] = (ADA, GRACE)
    lists: dict[tuple[Source, str | None], tuple[Choice, ...]] = field(default_factory=dict)
    placed: PlacedOrder | None = None
    error: DeskError | None = None
    asked: list[object] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __post_init__(self) -> None:
        self.open.set()

    def customers(self, text: str) -> tuple[Customer, ...]:
        self._wait(text)
        return tuple(p for p in self.people if text in p.label.casefold())

    def choices(
        self, source: Source, of: str | None = None, line: LinePlace | None = None
    ) -> tuple[Choice, ...]:
        self._wait((source, of) if line is None else (source, of, line))
        return self.lists.get((source, of), ())

    def find(self, text: str) -> PlacedOrder | None:
        self._wait(text)
        return self.placed

    def search(self, text: str) -> tuple[Hit, ...]:
        self._wait(text)
        return () if self.placed is None else (Hit(order=self.placed),)

    def _wait(self, question: object) -> None:
        self.asked.append(question)
        self.arrived.release()
        assert self.open.wait(LIMIT)
        if self.error is not None:
            raise self.error
