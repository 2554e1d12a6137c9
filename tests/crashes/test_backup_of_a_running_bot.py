"""A backup of a bot that runs, put in the place of what was lost: its orders are there."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.crashes.team import Team

pytestmark = pytest.mark.slow

HOUR = 3600.0


def backed_up(stage: Stage, into: Path) -> Path:
    said = subprocess.run(  # noqa: S603 - our own program with our own words
        [sys.executable, "-m", "bot", "backup", str(into)],
        env={**os.environ, **stage.environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    ).stdout
    return Path(said.removeprefix("Backed up to ").strip())


def test_a_bot_goes_on_from_a_backup_that_was_made_while_it_wrote(tmp_path: Path) -> None:
    with staged(Workspace(), Local3yourmind(), tmp_path / "data") as stage:
        stage.vendor.world.analysis_seconds = HOUR
        bot = BotProcess(stage, {"TAKE_OVER_SECONDS": "2"})
        stage.data_dir.mkdir()
        bot.start()
        try:
            team = Team(stage, bot)
            card = team.order_with_file()
            team.wait(lambda: "is being checked" in card.text)

            copy = backed_up(stage, tmp_path / "backups")
            bot.kill()
            shutil.move(stage.data_dir, tmp_path / "lost")
            stage.data_dir.mkdir()
            for file in copy.iterdir():
                shutil.copy(file, stage.data_dir)
            bot.start()
            stage.vendor.world.clock = lambda: time.time() + HOUR
            team.place(card)
            team.wait(lambda: "Placed: 100001" in card.text)
        finally:
            bot.kill()

        assert 1 == len(stage.vendor.orders)
