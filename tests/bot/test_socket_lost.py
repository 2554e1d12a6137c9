"""Socket Mode against the local Slack: a socket that breaks or falls silent is replaced."""

import contextlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from bot.doors import Doors
from bot.every import Every
from bot.health import Health
from bot.observing import unwatched
from bot.pulse import Pulse
from bot.sandbox.slack.delivery.parcels import Undelivered
from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.settings import Settings
from bot.slack import bolt_app
from bot.socket_door import Rhythm, SocketDoor
from state.ports import DeskHealth
from tests.bot.waiting import wait_for

QUICK = Rhythm(ping=1.0, silence=2.5, look=0.05, again=0.2)
"""The SDK itself would miss the answers to four pings."""

pytestmark = pytest.mark.slow


@dataclass
class Desk:
    """A workspace, and a bot that listens for one command there."""

    slack: Workspace
    settings: Settings
    heard: list[str] = field(default_factory=list)

    def order(self, ack: Any, command: Any) -> None:
        self.heard.append(command["text"])
        ack()

    @contextmanager
    def opened(self) -> Iterator[Health]:
        """Open the door; the health tells of its socket, as all else is well."""
        app = bolt_app(self.settings)
        app.command("/order")(self.order)
        health = Health(600.0, DeskHealth, Pulse(QUICK.silence))
        for sign in (health.store, health.engine):
            sign.note(good=True)
        way_in = Doors(self.settings, unwatched, health, None, QUICK, Every()).to_slack(app)
        assert isinstance(way_in, SocketDoor)
        way_in.open()
        try:
            yield health
        finally:
            way_in.close()

    def hears(self, text: str) -> None:
        """Ada gives the command until it is heard: without a socket Slack cannot hand it over."""

        def look() -> bool:
            with contextlib.suppress(Undelivered):
                self.slack.person("ada").command("/order", text, channel="#print-orders")
            return text in self.heard

        wait_for(look)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    slack = Workspace()
    with slack.serve():
        stage = Stage(slack, Local3yourmind(), "http://127.0.0.1", tmp_path)
        yield Desk(slack, stage.settings())


def broken(slack: Workspace) -> None:
    slack.drop_sockets()


def silent(slack: Workspace) -> None:
    slack.silence_sockets()


@pytest.mark.parametrize("happen", [broken, silent])
def test_a_socket_that_is_of_no_use_is_replaced(
    desk: Desk, happen: Callable[[Workspace], None]
) -> None:
    with desk.opened() as health:
        desk.hears("before")

        happen(desk.slack)

        wait_for(lambda: health.told()["slack"]["reconnects"])
        desk.hears("after")
        wait_for(health.is_ready)


@pytest.mark.parametrize("happen", [broken, silent])
def test_a_bot_that_slack_lets_in_no_more_is_not_ready_until_it_does(
    desk: Desk, caplog: pytest.LogCaptureFixture, happen: Callable[[Workspace], None]
) -> None:
    refusal = ApiFault(error="internal_error")
    caplog.set_level(logging.INFO, "bot.socket_door")
    with desk.opened() as health:
        refusing = desk.slack.faults.api.add(refusal, name="apps.connections.open", times=None)
        happen(desk.slack)
        wait_for(lambda: "Slack opens no new socket: SlackApiError" in caplog.text)
        assert (False, False) == (health.is_ready(), health.told()["slack"]["ok"])

        refusing.off()

        wait_for(health.is_ready)
        desk.hears("after")
        wait_for(lambda: "Slack's socket lives again" in caplog.messages)
    assert "Slack's socket is dead" in caplog.text
