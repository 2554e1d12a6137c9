"""What the bot takes to start, and when it has nothing to do, against a bare app."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bench import bare
from tests.bench.asked import ROOMY, Asked
from tests.bench.figures import Bar, Part, Row, ratio, report, sized
from tests.bench.load import Signer, drive
from tests.bench.processes import Watched, idle_shares, line, pause, program
from tests.bench.turns import becomes_quiet
from tests.crashes.http_bot import http_bot

ROUNDS = sized(5, 2)
IDLE = float(sized(6, 2))
"""Seconds for which a process is left alone before anything is counted, and while it is."""
MOST, HELP = ratio(1.3), Bar("median", 0.4)
PEER = "bare Bolt, requests, pydantic, DBOS"


@dataclass(frozen=True)
class Found:
    """What one process took: seconds until its first answer, and what it takes when idle."""

    start: float
    memory: float
    cpu: float
    threads: float


class Ground:
    """Where both are started, each with a folder of its own that it has used before."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage, self._folder = stage, folder
        self._asked = Asked(stage.slack)
        self._signer = Signer(stage.slack.world.installation.signing_secret)

    def warm_up(self) -> None:
        """Start both once, for what is written at the first start only."""
        with self._bot(), self._bare():
            pass

    def round(self) -> tuple[Found, Found]:
        """Start both, one after the other, and leave them alone at the same time."""
        with self._bot() as (bot, own), self._bare() as (app, theirs):
            for each in (bot, app):
                each.settle()
            pause(IDLE / 2)
            shares = idle_shares((bot, app), IDLE)
            return tuple(  # type: ignore[return-value]  # of two
                Found(start, each.memory, 100 * share, each.threads)
                for each, start, share in zip((bot, app), (own, theirs), shares, strict=True)
            )

    @contextmanager
    def _bot(self) -> Iterator[tuple[Watched, float]]:
        begun = time.monotonic()
        with http_bot(self._stage, {}) as bot:
            self._ask(int(bot.url.rpartition(":")[2][:-1]))
            yield Watched(bot.process.pid), time.monotonic() - begun

    @contextmanager
    def _bare(self) -> Iterator[tuple[Watched, float]]:
        installed, api = self._stage.slack.world.installation, self._stage.slack.api_url
        secrets = {bare.TOKEN: installed.bot_token, bare.SECRET: installed.signing_secret}
        begun = time.monotonic()
        with program("bare_engine", api, str(self._folder), environment=secrets) as app:
            self._ask(int(line(app)))
            yield Watched(app.pid), time.monotonic() - begun

    def _ask(self, port: int) -> None:
        drive(port, [self._signer.form(self._asked.command("help"))], 1)


def main() -> int:
    """Measure all of it, and fail when a bar is missed."""
    busy = not becomes_quiet()
    slack = Workspace(conditions=ROOMY)
    with (
        TemporaryDirectory() as folder,
        TemporaryDirectory() as other,
        staged(slack, Local3yourmind(), Path(folder)) as stage,
    ):
        ground = Ground(stage, Path(other))
        ground.warm_up()
        rounds = [ground.round() for _ in range(ROUNDS)]
    rows = [*_rows(rounds), Row("printdesk --help", "s", [_help() for _ in range(ROUNDS)], HELP)]
    return report(Part("Start and rest: `make bench-start`", rows, busy))


def _rows(rounds: list[tuple[Found, Found]]) -> Iterator[Row]:
    for figure, name, unit in (
        ("start to the first answer", "start", "s"),
        ("idle: memory", "memory", "MiB"),
        ("idle: processor", "cpu", "% of a core"),
        ("idle: threads", "threads", ""),
    ):
        own, theirs = ([getattr(pair[n], name) for pair in rounds] for n in (0, 1))
        yield Row(figure, unit, own, MOST, PEER, theirs)


def _help() -> float:
    command = Path(sys.executable).with_name("printdesk")
    begun = time.monotonic()
    subprocess.run([command, "--help"], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    return time.monotonic() - begun


if __name__ == "__main__":
    sys.exit(main())
