"""The real bot by signed HTTP, as one process or several, on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from bot.sandbox.stage import Stage
from tests.bot.waiting import wait_for

START_LIMIT = 60.0


@dataclass(frozen=True)
class HttpBot:
    """A bot that serves at `url`."""

    process: "subprocess.Popen[bytes]"
    url: str

    @property
    def is_ready(self) -> bool:
        try:
            return requests.get(f"{self.url}readyz", timeout=5).ok
        except requests.RequestException:
            return False

    @property
    def events(self) -> str:
        """Where Slack sends what happens."""
        return f"{self.url}slack/events"

    def children(self) -> list[int]:
        """Give the ids of the processes that do the work."""
        path = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def stop(self) -> int:
        """Stop it in order, and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(40)


@contextmanager
def http_bot(stage: Stage, changes: Mapping[str, str], processes: int = 1) -> Iterator[HttpBot]:
    """Run a bot until the end of the block; it is ready."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = {
        "SLACK_APP_TOKEN": "",
        "SLACK_SIGNING_SECRET": stage.slack.world.installation.signing_secret,
        "PORT": str(port),
    }
    with (stage.data_dir / "bot.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "bot", "run", f"--processes={processes}"],
            env={**os.environ, **stage.environment, **settings, **changes},
            stderr=log,
        )
    bot = HttpBot(process, f"http://127.0.0.1:{port}/")
    try:
        wait_for(lambda: bot.is_ready, START_LIMIT)
        yield bot
    finally:
        if process.poll() is None:
            bot.stop()
