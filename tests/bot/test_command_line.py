import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.http_server import opened
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.settings import Settings

PROJECT = Path(__file__).parents[2]
NOBODY = "http://127.0.0.1:9/"
"""A port on which nothing listens."""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(Workspace(), Local3yourmind(), tmp_path) as served:
        yield served


def complaint(environment: Mapping[str, str], folder: Path) -> str:
    """Start the bot with these settings and no others; it has to give up with a sentence."""
    own = {name.upper() for name in Settings.model_fields}
    rest = {name: value for name, value in os.environ.items() if name not in own}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        env={**rest, "PYTHONPATH": str(PROJECT), **environment},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert 1 == ended.returncode
    assert "Traceback" not in ended.stderr
    return ended.stderr


def test_the_help_loads_nothing_of_the_bot() -> None:
    heavy = "slack_bolt requests pydantic dbos sqlite3 bot.app"
    look = f"import sys, bot.__main__; print(sorted(set({heavy.split()}) & set(sys.modules)))"
    done = subprocess.run(  # noqa: S603 - our own interpreter, with our own modules
        [sys.executable, "-c", look], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert "[]\n" == done.stdout


def test_every_missing_setting_is_named_at_once(tmp_path: Path) -> None:
    said = complaint({}, tmp_path)

    for name in ("SLACK_BOT_TOKEN", "THREEYOURMIND_URL", "THREEYOURMIND_SERVICE_ID"):
        assert f"{name}: " in said


def test_a_wrong_setting_is_named_without_its_value(stage: Stage, tmp_path: Path) -> None:
    said = complaint({**stage.environment, "THREEYOURMIND_URL": "http://hidden.example"}, tmp_path)

    assert "THREEYOURMIND_URL: " in said
    assert "hidden" not in said


@pytest.mark.slow
def test_a_wrong_token_is_told(stage: Stage, tmp_path: Path) -> None:
    said = complaint({**stage.environment, "SLACK_BOT_TOKEN": "xoxb-of-nobody"}, tmp_path)

    assert "Slack does not let the bot in. Please check SLACK_BOT_TOKEN" in said
    assert "of-nobody" not in said


@pytest.mark.slow
def test_a_slack_that_is_away_is_told(stage: Stage, tmp_path: Path) -> None:
    said = complaint({**stage.environment, "SLACK_API_URL": NOBODY}, tmp_path)

    assert "Slack cannot be reached: " in said


@pytest.mark.slow
def test_a_database_that_cannot_be_used_is_told_without_its_password(
    stage: Stage, tmp_path: Path
) -> None:
    url = "postgresql://printdesk:hidden@["
    said = complaint({**stage.environment, "DATABASE_URL": url}, tmp_path)

    assert "What the bot keeps cannot be used. DATABASE_URL: " in said
    assert "hidden" not in said


def test_a_database_of_another_kind_is_refused(stage: Stage, tmp_path: Path) -> None:
    said = complaint({**stage.environment, "DATABASE_URL": "mysql://me:hidden@db/orders"}, tmp_path)

    assert "DATABASE_URL: " in said
    assert "hidden" not in said


@pytest.mark.slow
def test_a_port_that_somebody_has_is_told(stage: Stage, tmp_path: Path) -> None:
    with opened(0) as taken:
        port = str(taken.getsockname()[1])
        by_http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "secret", "PORT": port}
        said = complaint({**stage.environment, **by_http}, tmp_path)

    assert f"Port {port} of 0.0.0.0 cannot be used: Address already in use. Set PORT" in said
