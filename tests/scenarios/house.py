"""Both doubles and the real bot against them, in one process."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.app import Printdesk, running
from bot.catalogue import Patience
from bot.http_server import HttpServer
from bot.placing.pace import Pace
from bot.remembered import Memory
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.faults import Rules
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.tempo import Tempo, utc
from bot.threeyourmind.patience import Patience as CallPatience
from handlers.edits import Rhythm
from handlers.floods import Allowance
from tests.bot.scripted_looker import ScriptedLooker

QUICK = Tempo(
    pace=Pace(
        retries=(0.05, 0.05),
        scan=(0.05, 0.05, 0.05),
        poll=0.02,
        analysis=10.0,
        look=0.05,
        settle=0.6,
        look_after=0.05,
        closing=0.1,
    ),
    rhythm=Rhythm(edit=0.02, retry=0.05, look=0.05, passing=0.03),
    patience=Patience(deadline=1.5),
    calls=CallPatience(read=1.0, pause=0.02),
    people=Memory(fresh=0.0, usable=0.0, deadline=10.0),
    home=0.05,
    allowance=Allowance(deeds=10_000),
)
GENEROUS = Conditions(
    retry_after=(0.0, 0.2, 1.0), posts_per_second=1000.0, post_burst=1000, tier_scale=100.0
)
"""No rate limits: the tests of a whole session would share them."""


Settings = Mapping[str, object]
Arrange = Callable[[Workspace], Settings]


def as_usual(_slack: Workspace) -> Settings:
    """Change no settings."""
    return {}


def by_http(slack: Workspace) -> Settings:
    """Let the bot be reached by signed HTTP."""
    secret = slack.world.installation.signing_secret
    return {"slack_app_token": None, "slack_signing_secret": secret, "port": 0}


def own(_slack: Workspace) -> Settings:
    """Let the bot use the user panel."""
    return {"threeyourmind_panel": "user"}


class Clock:
    """Goes like any other, and can be put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta(0)

    def now(self) -> datetime:
        return utc() + self.ahead


class House:
    """A workspace, a 3YOURMIND, and a bot that can be away for a while; `changes` are settings.

    The bot looks at files with `looker`, which sees nothing unless it is told to.
    """

    def __init__(self, stage: Stage, changes: Settings, tempo: Tempo = QUICK) -> None:
        self.stage = stage
        self.slack = stage.slack
        self.vendor = stage.vendor
        self.looker = ScriptedLooker()
        self.bot: Printdesk
        self.clock = Clock()
        self._changes = changes
        self._tempo = tempo
        self._running = ExitStack()

    @property
    def is_own(self) -> bool:
        """Whether orders belong to the bot's own account, at the prices of 3YOURMIND."""
        return self.stage.panel == "user"

    def open(self) -> None:
        """Start the bot."""
        settings = self.stage.settings(**self._changes)
        tempo = replace(self._tempo, now=self.clock.now)
        self.bot = self._running.enter_context(running(settings, tempo, self.looker))
        if isinstance(self.bot.door, HttpServer):
            self.slack.use_request_url(f"http://127.0.0.1:{self.bot.door.port}/slack/events")

    def close(self) -> None:
        """Stop the bot; its files stay."""
        self._running.close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Stop the bot, and start it again with the same files after the block."""
        self.close()
        yield
        self.open()

    @contextmanager
    def patient(self, seconds: float) -> Iterator[None]:
        """Let a call to 3YOURMIND go without an answer for so long until the end of the block."""
        usual = self._tempo
        with self.away():
            self._tempo = replace(usual, calls=replace(usual.calls, read=seconds))
        try:
            yield
        finally:
            self.vendor.switches.off()
            with self.away():
                self._tempo = usual

    def later(self, **by: float) -> None:
        """Let so much time pass for the bot, and let it see to what is due then."""
        self.clock.ahead += timedelta(**by)
        self.bot.rounds.make()

    def calm(self) -> None:
        """Turn every failure off, close every modal, and leave the channels of this test."""
        self.clock.ahead = timedelta(0)
        self.vendor.switches.off()
        self.looker.calm()
        faults = self.slack.faults
        faults.api, faults.download, faults.file = Rules(), Rules(), Rules()
        faults.delivery, faults.webhook = Rules(), Rules()
        world = self.slack.world
        with world.changes.making():
            for channel in world.channels.values():
                if channel.name.startswith("case-"):
                    channel.members &= {world.installation.bot_user}
        for handle in ("ada", "ben"):
            if (person := self.slack.person(handle)).has_modal:
                person.close_all()


@contextmanager
def furnished(arrange: Arrange, tempo: Tempo = QUICK) -> Iterator[House]:
    """Give a house of its own, the bot running."""
    vendor, slack = Local3yourmind(), Workspace(conditions=GENEROUS)
    vendor.world.analysis_seconds, vendor.world.tax_rate = 0.02, Decimal("0.19")
    changes = arrange(slack)
    panel = str(changes.get("threeyourmind_panel", "service"))
    with TemporaryDirectory() as folder, staged(slack, vendor, Path(folder), panel=panel) as stage:
        house = House(stage, changes, tempo)
        house.open()
        try:
            yield house
        finally:
            vendor.switches.off()
            house.close()
