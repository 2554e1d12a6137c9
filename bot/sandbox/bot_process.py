"""The real bot in a process of its own, which can be killed and started again."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bot.sandbox.stage import Stage

START_LIMIT = 30.0
LOOK = 0.2
"""Seconds between two looks whether a bot that starts has ended instead."""
STOP_LIMIT = 15.0
"""Seconds in which a bot stops when it is asked to; then it is killed."""
GONE_LIMIT = 5.0
KIB = 1024
LAST_WORDS = 20


class BotDidNotStart(Exception):
    """The bot ended, or did not connect to Slack in time; the message has the end of its log."""


class BotProcess:
    """Runs `printdesk run` with the settings of a stage; it logs to `bot.log` in the data dir.

    `changes` are settings that differ from the stage's. Several bots may share a stage. No bot
    outlives this process.
    """

    def __init__(self, stage: Stage, changes: Mapping[str, str] | None = None) -> None:
        self._stage = stage
        self._changes = changes or {}
        self._process: subprocess.Popen[bytes] | None = None
        self.peak = 0
        """The largest resident memory of the processes that have ended, in bytes."""

    @property
    def log(self) -> Path:
        """What the bot wrote to its log."""
        return self._stage.data_dir / "bot.log"

    @property
    def cpu(self) -> float:
        """The processor time that the running process has used so far, in seconds."""
        if self._process is None:
            return 0.0
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        # The name in brackets may hold anything; user and system time are the 14th and 15th field.
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    @property
    def pid(self) -> int | None:
        """The number of the process; nothing while none runs."""
        return self._process.pid if self._process is not None else None

    @property
    def is_alive(self) -> bool:
        """Whether the process is there."""
        process = self._process
        if process is None:
            return False
        # Only a look: the process is waited for when it is stopped.
        look = os.WEXITED | os.WNOHANG | os.WNOWAIT
        try:
            return os.waitid(os.P_PID, process.pid, look) is None
        except ChildProcessError:
            return False

    def start(self) -> None:
        """Start the bot anew and wait until it is connected to Slack; raises `BotDidNotStart`."""
        self.kill()
        before = self._stage.slack.sockets.count
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot.sandbox.leashed", "run"],
                env={**os.environ, **self._stage.environment, **self._changes},
                stdin=subprocess.PIPE,
                stderr=log,
                # Ctrl-C in the terminal is not for the bot: who started it will stop it.
                start_new_session=True,
            )
        try:
            self._watch(before + 1)
        except TimeoutError:
            self.kill()
            raise BotDidNotStart(self._last_words()) from None

    def kill(self) -> None:
        """Kill the bot at once, as the kernel or a power cut would."""
        self._end(signal.SIGKILL)

    def freeze(self) -> None:
        """Stop it from doing anything, as a machine does that is short of memory.

        Returns when each of its threads stands still: one might take a lock until then.
        """
        self._signal(signal.SIGSTOP)
        if self._process is not None:
            os.waitid(os.P_PID, self._process.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)

    def thaw(self) -> None:
        """Let it go on."""
        self._signal(signal.SIGCONT)

    def wait(self) -> int | None:
        """Wait until it has ended by itself, and give its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        with process:
            return process.wait(STOP_LIMIT)

    def stop(self) -> None:
        """Ask the bot to stop, and wait until it has."""
        self._end(signal.SIGTERM)

    def _watch(self, connections: int) -> None:
        slack, end = self._stage.slack, time.monotonic() + START_LIMIT
        while not slack.world.changes.wait_for(lambda: slack.sockets.count >= connections, LOOK):
            if not self.is_alive or time.monotonic() >= end:
                raise TimeoutError

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        others = self._stage.slack.sockets.count - 1
        # Not by `send_signal`, which would take notice of an end before the kernel tells the peak.
        os.kill(process.pid, number)
        patience = threading.Timer(STOP_LIMIT, os.kill, (process.pid, signal.SIGKILL))
        patience.start()
        _, status, usage = os.wait4(process.pid, 0)
        patience.cancel()
        with process:
            process.returncode = os.waitstatus_to_exitcode(status)
        self.peak = max(self.peak, usage.ru_maxrss * KIB)
        # The next start must not take the last connections of this one for its own.
        slack = self._stage.slack
        slack.world.changes.wait_for(lambda: slack.sockets.count <= others, GONE_LIMIT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            os.kill(self._process.pid, number)

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(["the bot did not start. Its last words:", *lines[-LAST_WORDS:]])


@contextmanager
def bot_process(stage: Stage) -> Iterator[BotProcess]:
    """Run the bot in a process of its own until the end of the block."""
    bot = BotProcess(stage)
    bot.start()
    try:
        yield bot
    finally:
        bot.stop()
