import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
import requests
from starlette.applications import Starlette

from bot.sandbox.serving import Served
from tests.bot.sandbox.listening import listening
from tests.bot.waiting import wait_for

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "bot", "sandbox", "--no-open"]
LIMIT = 30


@contextlib.contextmanager
def sandbox(*options: str) -> Iterator["subprocess.Popen[str]"]:
    """Run the command as somebody would in a terminal; it is gone after the block."""
    # Our own interpreter, with our own module.
    with subprocess.Popen(  # noqa: S603
        [*COMMAND, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(LIMIT)


def read(process: "subprocess.Popen[str]", lines: int) -> list[str]:
    assert process.stdout is not None
    return [process.stdout.readline().rstrip("\n") for _ in range(lines)]


def rest(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.read()


def bots(sandbox: int) -> list[int]:
    children = Path(f"/proc/{sandbox}/task/{sandbox}/children").read_text(encoding="ascii")
    return [int(child) for child in children.split()]


def has_ended(process: int) -> bool:
    """Tell whether a process runs no more, though nobody may have taken notice of its end."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return True
    return stat.rpartition(")")[2].split()[0] in {"Z", "X"}


def folders() -> set[Path]:
    return set(Path(gettempdir()).glob("printdesk-sandbox-*"))


def test_it_tells_one_address_and_stops_without_a_trace_even_when_told_twice() -> None:
    with sandbox("--port", "0") as process:
        address, how_to_stop = read(process, 2)
        url = address.rpartition(" ")[2]
        assert re.fullmatch(r"The sandbox runs at http://127\.0\.0\.1:\d+", address)
        assert "Press Ctrl-C to stop it." == how_to_stop
        assert requests.get(f"{url}/api/world?as=ada", timeout=5).json()["bot"]["running"]
        (bot,) = bots(process.pid)

        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGINT)

        assert ("", 0) == (rest(process), process.wait(LIMIT))
    assert not Path(f"/proc/{bot}").exists()
    with pytest.raises(requests.ConnectionError):
        requests.get(url, timeout=5)


def test_nothing_can_be_reached_from_other_machines() -> None:
    with sandbox("--port", "0") as process:
        read(process, 2)
        (bot,) = bots(process.pid)

        # The page, the local Slack and the local 3YOURMIND; a bot in Socket Mode waits for nobody.
        assert ["127.0.0.1"] * 3 == listening(process.pid)
        assert [] == listening(bot)


def test_it_survives_the_bot_and_cleans_up_after_it() -> None:
    before = folders()
    with sandbox("--port", "0", "--verbose") as process:
        address, _, log = read(process, 3)
        (folder,) = folders() - before
        assert f"The bot's log is {folder}/bot/bot.log" == log
        (bot,) = bots(process.pid)
        os.kill(bot, signal.SIGKILL)

        url = f"{address.rpartition(' ')[2]}/api/world?as=ada"
        wait_for(lambda: not requests.get(url, timeout=5).json()["bot"]["running"])
        process.send_signal(signal.SIGTERM)
        assert 0 == process.wait(LIMIT)
    assert not folder.exists()


def test_its_bot_does_not_outlive_it_even_when_it_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A sandbox that is killed leaves its folder behind.
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with sandbox("--port", "0") as process:
        read(process, 2)
        (bot,) = bots(process.pid)
        assert not has_ended(bot)

        process.kill()

        wait_for(lambda: has_ended(bot), LIMIT)


def test_a_port_in_use_is_told_in_one_line() -> None:
    with Served(Starlette()) as other, sandbox("--port", str(other.port)) as process:
        assert f"Port {other.port} cannot be used: Address already in use.\n" == rest(process)
        assert 1 == process.wait(LIMIT)
