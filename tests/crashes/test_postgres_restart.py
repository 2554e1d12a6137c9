"""The database restarts under a bot that works: it waits, and goes on by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import staged
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.crashes.team import UPLOAD, Team
from tests.postgres import Server


@pytest.fixture
def team(tmp_path: Path, panel: str, postgres_server: Server) -> Iterator[Team]:
    settings = {"DATABASE_URL": postgres_server.empty_database(), "TAKE_OVER_SECONDS": "2"}
    with staged(Workspace(), Local3yourmind(), tmp_path, panel=panel) as stage:
        bot = BotProcess(stage, settings)
        bot.start()
        try:
            yield Team(stage, bot)
        finally:
            bot.kill()


@pytest.mark.slow
def test_a_file_is_sent_and_the_order_placed_although_the_database_restarts_meanwhile(
    team: Team, postgres_server: Server
) -> None:
    held = team.stage.vendor.switches.on(Hold(Moment.BEFORE), method="POST", path=UPLOAD)
    card = team.order_with_file()
    held.wait(30)
    postgres_server.stop()
    team.stage.vendor.switches.off()
    postgres_server.start()
    team.place(card)
    team.wait(lambda: "Placed: 100001" in card.text)

    assert 1 == len(team.stage.vendor.orders)
    assert team.bot.is_alive
