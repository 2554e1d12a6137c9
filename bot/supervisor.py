"""Several processes of the bot on one machine: started, started anew when they end, and stopped."""

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue

log = logging.getLogger(__name__)
CANNOT_START = 1
"""The exit code of a process that said why it cannot start."""


@dataclass(frozen=True, slots=True)
class Calm:
    """All waits, in seconds; tests use shorter ones."""

    look: float = 0.5
    """Between two looks whether a process has ended."""
    steady: float = 30.0
    """Who has lived for this long has started well."""
    pauses: tuple[float, ...] = (0.0, 1.0, 2.0, 5.0, 10.0, 30.0)
    """Before each new start of one that never started well; the last one from then on."""
    stop: float = 25.0
    """Within which all have to end when they are told to; then they are killed."""


@dataclass(slots=True)
class Child:
    """One of the processes, and how often it has failed in a row."""

    number: int
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    due: float = 0.0
    failures: int = 0


@dataclass
class Supervisor:
    """Keeps `number` processes alive until a signal number arrives in `ends`.

    `spawn` starts one. `run` gives the exit code: that of the first process that could not start,
    unless one has started well before.
    """

    number: int
    spawn: Callable[[], "subprocess.Popen[bytes]"]
    ends: "SimpleQueue[int]"
    calm: Calm = field(default_factory=Calm)
    _started_well: bool = False

    def run(self) -> int:
        """Return when all have ended."""
        children = [Child(number) for number in range(1, self.number + 1)]
        try:
            while not self._told_to_stop():
                for child in children:
                    if self._look_after(child) == CANNOT_START and not self._started_well:
                        return CANNOT_START
        finally:
            self._stop([c.process for c in children if c.process is not None])
        return 0

    def _told_to_stop(self) -> bool:
        try:
            self.ends.get(timeout=self.calm.look)
        except Empty:
            return False
        return True

    def _look_after(self, child: Child) -> int | None:
        """Start the child if it is not there, and give the code with which it has ended."""
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                child.process, child.born = self.spawn(), now
            return None
        if (code := child.process.poll()) is None:
            self._started_well |= now - child.born >= self.calm.steady
            return None
        child.process = None
        child.failures = 0 if now - child.born >= self.calm.steady else child.failures + 1
        pause = self.calm.pauses[min(child.failures, len(self.calm.pauses) - 1)]
        child.due = now + pause
        log.warning("process %s ended with %s, next start in %.0f s", child.number, code, pause)
        return code

    def _stop(self, processes: Sequence["subprocess.Popen[bytes]"]) -> None:
        for process in processes:
            process.terminate()
        end = time.monotonic() + self.calm.stop
        for process in processes:
            try:
                process.wait(max(end - time.monotonic(), 0.0))
            except subprocess.TimeoutExpired:
                log.warning("process %s did not stop in time and is killed", process.pid)
                process.kill()
                process.wait()


def spawned(opened: socket.socket | None) -> "subprocess.Popen[bytes]":
    """Start one process of the bot; it has the settings from the environment, as this one has."""
    command = [sys.executable, "-m", "bot", "run"]
    handed = () if opened is None else (opened.fileno(),)
    command += [f"--socket={descriptor}" for descriptor in handed]
    # Ctrl-C in the terminal reaches this process, which tells the others itself.
    return subprocess.Popen(command, pass_fds=handed, process_group=0)  # noqa: S603 - our own program


LOOK = 1.0
"""Seconds between two looks whether a signal came."""


def signals(*others: int) -> "SimpleQueue[int]":
    """Collect the signals that ask to stop, and others that are to do the same."""
    # Of all ways to wait, only this queue may be fed by a signal in the midst of anything.
    ends: SimpleQueue[int] = SimpleQueue()
    for number in (signal.SIGTERM, signal.SIGINT, *others):
        signal.signal(number, lambda number, _: ends.put(number))
    return ends


def until_told(ends: "SimpleQueue[int]") -> int:
    """Wait for a signal and give its number.

    Only the main thread handles signals, and one that the system hands to another thread does not
    wake it: it looks by itself.
    """
    while True:
        with suppress(Empty):
            return ends.get(timeout=LOOK)


def end_within(seconds: float) -> None:
    """End this process after so many seconds, whatever it waits for."""
    signal.signal(signal.SIGALRM, lambda *_: os._exit(0))
    signal.setitimer(signal.ITIMER_REAL, seconds)
