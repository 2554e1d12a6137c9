"""One run: people place orders while processes die, and then everything is compared."""

import random
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.postgres import Server
from tests.torture.audit import STUCK, Books, Findings, audit
from tests.torture.heirs import Heirs, in_database, in_file
from tests.torture.house import House, house
from tests.torture.integrity import damage_of_database, damage_of_files
from tests.torture.killer import Killer, Plan
from tests.torture.people import CONDITIONS, an_agent
from tests.torture.records import records
from tests.torture.screen import shown
from tests.torture.variables import SETTLE
from tests.torture.weather import Weather
from tests.torture.wish import Book

STORES = ("sqlite", "postgres")
PROCESSES = 3
START = 60.0


@dataclass(frozen=True)
class Wanted:
    """How large a run is, and where everything is kept."""

    orders: int
    kills: int
    seed: int
    folder: Path
    panel: str = "service"
    server: Server | None = None
    """The database; without one, the processes share files."""
    people: int = 6
    pause: float = 2.0
    """Seconds between two kills, on average."""
    take_over: float = 10.0
    settle: float = 30.0
    minutes: float = 60.0
    """After so long everybody goes home."""
    restarts: int = 5
    """Of the database."""


@dataclass(frozen=True)
class Outcome:
    """What came of a run."""

    wanted: Wanted
    findings: Findings
    damage: Sequence[str]
    killer: Killer
    weather: Weather
    took: Mapping[str, Sequence[float]]
    placed: int
    seconds: float


def run(wanted: Wanted) -> Outcome:
    """Play it to its end."""
    vendor = Local3yourmind()
    vendor.world.analysis_seconds = 0.2
    slack = Workspace(conditions=CONDITIONS)
    wanted.folder.mkdir(exist_ok=True)
    with staged(slack, vendor, wanted.folder, panel=wanted.panel) as stage:
        return _Run(wanted, stage).play()


@dataclass
class _Run:
    wanted: Wanted
    stage: Stage
    home: Event = field(default_factory=Event)
    """Set when everybody goes home."""
    calm: Event = field(default_factory=Event)
    """Set when nothing goes wrong any more."""

    def __post_init__(self) -> None:
        self.book = Book(self._chance("book"))
        url = self.wanted.server.url if self.wanted.server else None
        self.url = url
        self.heirs = Heirs(in_database(url) if url else in_file(self.wanted.folder))

    def play(self) -> Outcome:
        begun = time.monotonic()
        with house(self.stage, self._settings()) as kept:
            wait_for(lambda: self.stage.slack.sockets.count == PROCESSES, START)
            self.heirs.open()
            killer, weather = self._killer(kept), self._weather(kept)
            self._work(killer, weather)
            left = self.heirs.close(START)
        findings = audit(self._books())
        if left:
            findings.note(STUCK, f"nobody has begun what {left} processes left")
        damage = damage_of_database(self.url) if self.url else damage_of_files(self.wanted.folder)
        placed, seconds = len(self.stage.vendor.orders), time.monotonic() - begun
        took = self.heirs.took
        return Outcome(self.wanted, findings, damage, killer, weather, took, placed, seconds)

    def _work(self, killer: Killer, weather: Weather) -> None:
        weather.begin()
        days = [self._day(number, killer) for number in range(self.wanted.people)]
        bad = (killer.work, weather.work, weather.restart)
        end = time.monotonic() + 60 * self.wanted.minutes
        with ThreadPoolExecutor(len(days) + len(bad)) as pool:
            people = [pool.submit(day) for day in days]
            others = [pool.submit(work) for work in bad]
            while not all(person.done() for person in people):
                if time.monotonic() > end:
                    self.home.set()
                if self._is_enough(killer):
                    self.calm.set()
                self.home.wait(0.2)
            self.calm.set()
            self.home.set()
        for done in (*people, *others):
            done.result()

    def _is_enough(self, killer: Killer) -> bool:
        placing = len(self.book.wishes) >= self.wanted.orders
        return placing and killer.killed >= self.wanted.kills

    def _day(self, number: int, killer: Killer) -> Callable[[], None]:
        agent = an_agent(self.stage, number, self._chance(f"agent {number}"), self.home)

        def day() -> None:
            while not (self.home.is_set() or self._is_enough(killer)):
                agent.fulfil(self.book.begin())

        return day

    def _killer(self, kept: House) -> Killer:
        wanted, log = self.wanted, self.stage.vendor.log
        plan = Plan(wanted.kills, wanted.pause, 1.5 * wanted.take_over)
        return Killer(kept, self.heirs, log, plan, self._chance("killer"), self.home)

    def _weather(self, kept: House) -> Weather:
        stage, wanted = self.stage, self.wanted
        chance = self._chance("weather")
        weather = Weather(stage.slack, stage.vendor, kept, chance, 1.5 * wanted.pause, self.calm)
        weather.server, weather.restarts = wanted.server, wanted.restarts
        return weather

    def _settings(self) -> Sequence[Mapping[str, str]]:
        """Give three processes of one machine with its files, or three machines with a database."""
        wanted = self.wanted
        common = {"TAKE_OVER_SECONDS": str(wanted.take_over), SETTLE: str(wanted.settle)}
        if self.url is None:
            return [common] * PROCESSES
        common |= {"DATABASE_URL": self.url}
        folders = (wanted.folder / f"machine-{n}" for n in range(PROCESSES))
        return [common | {"DATA_DIR": str(folder)} for folder in folders]

    def _books(self) -> Books:
        cards, told = shown(self.stage.slack)
        made = records(self.url, self.wanted.folder)
        ours = self.wanted.panel == "service"
        return Books(self.book.wishes, made, self.stage.vendor.orders, cards, told, ours)

    def _chance(self, whose: str) -> random.Random:
        return random.Random(f"{self.wanted.seed} {whose}")  # noqa: S311 - to be repeated
