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
def town(folder: Path, *, port: int = 0, panel: str = "service") -> Iterator[Town]:
    """Serve a whole sandbox until the end of the block; the bot, once started, is stopped then.

    It orders by this one of 3YOURMIND's two workflows. Everything is kept below the folder. Raises
    `OSError` when the port is in use.
    """
    uploads, data = folder / "uploads", folder / "bot"
    for each in (uploads, data):
        each.mkdir()
    slack = Workspace()
    extra = {**IMPATIENT, "ONCALL_CHANNEL": _room_on_call(slack)}
    with staged(slack, Local3yourmind(), data, extra, panel=panel) as stage:
        bot = BotProcess(stage)
        with Served(Desk(stage, bot, uploads).app, port=port) as server:
            stage.slack.open_to_people(server.url)
            try:
                yield Town(stage, bot, server.url)
            finally:
                bot.stop()


def _room_on_call(slack: Workspace) -> str:
    """Make the channel in which those on call are asked; the bot and all full members are in it."""
    world = slack.world
    guests = {user.id for user in world.users.values() if user.is_restricted}
    with world.changes.making():
        people = world.channel("#print-orders").members - guests
        return world.add_channel("on-call", "channel", members=people).id
