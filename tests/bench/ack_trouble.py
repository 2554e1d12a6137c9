"""Acknowledgements while 3YOURMIND takes long, and while many files are on their way."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.slack.persons.talking import MOST_FILES
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.faults import Slow
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bench.ack_http import HELP, Street
from tests.bench.asked import ROOMY, Asked, Payload
from tests.bench.contest import Runner
from tests.bench.figures import Row, sized, worst
from tests.bench.large import TRIANGLE, write_stl
from tests.bench.processes import pause
from tests.crashes.http_bot import http_bot

MOST = 300.0
"""Milliseconds; Slack itself gives three seconds."""
FILES, MB = sized(50, 6), sized(8, 1)
TYPING = 6
"""People who search for customers meanwhile."""
SLOW, ROUNDS, PAUSE = 10.0, sized(40, 8), 0.25
ORDER = "PD-BENCH"


@dataclass(frozen=True)
class Office:
    """A bot at work, and what people ask of it."""

    stage: Stage
    folder: Path
    asked: Asked
    whole: Runner
    helped: Runner

    def acknowledged(self, when: str, goes_on: Callable[[], bool]) -> Iterator[Row]:
        """Measure acknowledgements for as long as it goes on."""
        kinds: Mapping[str, tuple[Runner, Callable[[], Payload]]] = {
            "command": (self.helped, lambda: self.asked.command("help")),
            "form, kept": (self.whole, lambda: self.asked.changed(ORDER)),
        }
        took: dict[str, list[float]] = {kind: [] for kind in kinds}
        while goes_on():
            for kind, (runner, ask) in kinds.items():
                took[kind].append(runner.send([ask() for _ in range(2)], 2).worst)
        for kind, found in took.items():
            yield Row(f"{kind}, while {when}", "ms", found, worst(MOST))


def rows() -> Iterator[Row]:
    """Measure both."""
    with _office({}) as office:
        office.stage.vendor.switches.on(Slow(SLOW), method="*", path="*")
        with _typing(office):
            left = iter(range(ROUNDS))
            yield from office.acknowledged("3YOURMIND takes 10 s", lambda: _again(left))
        office.stage.vendor.switches.off()
    with _office({"MAX_TRANSFERS": str(FILES)}) as office:
        yield from office.acknowledged(f"{FILES} uploads run", _dropped(office))


@contextmanager
def _office(settings: Mapping[str, str]) -> Iterator[Office]:
    slack = Workspace(conditions=ROOMY)
    with (
        ExitStack() as stack,
        TemporaryDirectory() as folder,
        staged(slack, Local3yourmind(), Path(folder)) as stage,
        http_bot(stage, settings) as bot,
    ):
        street, asked = Street(stage, bot, stack), Asked(slack)
        asked.fill_in()
        whole = street.whole()
        whole.send([asked.begun(ORDER)], 1)
        slack.person("ada").sees(ORDER)
        yield Office(stage, Path(folder), asked, whole, street.whole(HELP))


def _again(left: Iterator[int]) -> bool:
    pause(PAUSE)
    return next(left, None) is not None


@contextmanager
def _typing(office: Office) -> Iterator[None]:
    """Have people search for customers until the end of the block, each for somebody else."""
    over, numbers = threading.Event(), count()
    ways = office.whole

    def search() -> None:
        while not over.is_set():
            texts = [f"family{next(numbers)}" for _ in range(TYPING)]
            ways.send([office.asked.search(text) for text in texts], TYPING)

    office.asked.search("family")
    thread = threading.Thread(target=search)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _dropped(office: Office) -> Callable[[], bool]:
    """Drop files into the thread of the order, and tell whether some are still on their way."""
    ben, card = office.stage.slack.person("ben"), office.stage.slack.person("ada").sees(ORDER)
    paths = [office.folder / f"part-{n:02}.stl" for n in range(FILES)]
    for n, path in enumerate(paths):
        write_stl(path, MB * 1_000_000 + n * len(TRIANGLE))
    for first in range(0, FILES, MOST_FILES):
        ben.drop(*paths[first : first + MOST_FILES], thread=card)
    log = office.stage.vendor.log
    log.wait_for("POST", "*/files/", limit=60)

    def goes_on() -> bool:
        come = log.matching("POST", "*/files/")
        return sum(each.status is not None for each in come) < FILES

    return goes_on
