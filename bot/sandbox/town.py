"""Everything of the sandbox together: both doubles, the real bot, and the page to use it by."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.page.desk import Desk
from bot.sandbox.serving import Served
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind

IMPATIENT = {"WATCH_SOONEST": "2", "WATCH_RAREST": "5"}
"""Whoever moves the status of an order by hand does not wait minutes to see it arrive."""


@dataclass(frozen=True)
class Town:
    """A sandbox whose page answers at `url`; the bot is there, but not started yet."""

    stage: Stage
    bot: BotProcess
    url: str


@contextmanager
def town(folder: Path, *, port: int = 0) -> Iterator[Town]:
    """Serve a whole sandbox until the end of the block; the bot, once started, is stopped then.

    Everything is kept below the folder. Raises `OSError` when the port is in use.
    """
    uploads, data = folder / "uploads", folder / "bot"
    for each in (uploads, data):
        each.mkdir()
    with staged(Workspace(), Local3yourmind(), data, IMPATIENT) as stage:
        bot = BotProcess(stage)
        with Served(Desk(stage, bot, uploads).app, port=port) as server:
            stage.slack.open_to_people(server.url)
            try:
                yield Town(stage, bot, server.url)
            finally:
                bot.stop()
