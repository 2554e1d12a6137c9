"""Both lines of the Procfile, started by a runner of Procfiles against the doubles."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from bot.http_server import opened
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.guards.sources import ROOT

pytestmark = pytest.mark.slow
BIN = Path(sys.executable).parent


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(Workspace(), Local3yourmind(), tmp_path) as served:
        yield served


def a_free_port() -> int:
    with opened(0) as free:
        return int(free.getsockname()[1])


@contextmanager
def honcho(stage: Stage, line: str, port: int, changes: Mapping[str, str]) -> Iterator[Path]:
    """Run a line of the Procfile until the end of the block; gives what it wrote."""
    log = stage.data_dir / "honcho.log"
    command = ("start", "--app-root", stage.data_dir, "--procfile", ROOT / "Procfile")
    with log.open("wb") as written:
        # A tool of the lock, with the project's own Procfile.
        runner = subprocess.Popen(  # noqa: S603
            [BIN / "honcho", *command, "--port", str(port), line],
            env={**os.environ, "PATH": f"{BIN}:/usr/bin:/bin", **stage.environment, **changes},
            stdout=written,
            stderr=written,
        )
    try:
        yield log
    finally:
        runner.send_signal(signal.SIGTERM)
        runner.wait(60)


def is_ready(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/readyz", timeout=5).ok
    except requests.RequestException:
        return False


def test_the_worker_answers_by_a_socket(stage: Stage) -> None:
    port = a_free_port()
    with honcho(stage, "worker", 5000, {"METRICS_PORT": str(port)}) as log:
        wait_for(lambda: is_ready(port), 60)
        ada = stage.slack.person("ada")
        ada.command("/order", "help", channel="#print-orders")
        ada.sees("/order-status")
        metrics = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=10).text

    assert "printdesk_slack_connected 1.0" in metrics
    assert 'printdesk_slack_ack_seconds_count{kind="command",outcome="200"} 1.0' in metrics
    written = log.read_text(encoding="utf-8")
    assert "printdesk runs" in written
    assert "printdesk stops" in written


def test_the_web_process_answers_at_the_port_that_the_runner_gives_it(stage: Stage) -> None:
    port, secret = a_free_port(), stage.slack.world.installation.signing_secret
    by_http = {"SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": secret}
    with honcho(stage, "web", port, by_http) as log:
        wait_for(lambda: is_ready(port), 60)
        stage.slack.use_request_url(f"http://127.0.0.1:{port}/slack/events")
        ada = stage.slack.person("ada")
        ada.command("/order", "help", channel="#print-orders")
        ada.sees("/order-status")

    assert "printdesk stops" in log.read_text(encoding="utf-8")
