"""The processes of a bot, each with its own way to 3YOURMIND; whatever ends is started anew."""

import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

from bot.sandbox.guard import Guard
from bot.sandbox.serving import Served
from bot.sandbox.stage import Stage
from tests.torture.snare import Snare
from tests.torture.variables import CLOCK

LOOK = 0.05
NAMED = re.compile(r"know this one as (\S+)$", re.MULTILINE)
STOP_LIMIT = 20.0


@dataclass
class Process:
    """One place for a process of the bot; `rest` is how long it stays empty after an end."""

    snare: Snare
    environment: Mapping[str, str]
    log: Path
    clock: Path
    rest: float = 0.0
    ends: list[int] = field(default_factory=list)
    """The exit codes of those that were here."""
    _running: "subprocess.Popen[bytes] | None" = None
    _begun: int = 0
    _due: float = 0.0
    _lock: Lock = field(default_factory=Lock)

    @property
    def name(self) -> str | None:
        """By what name the others know the process; nothing until it runs."""
        with self.log.open("rb") as log:
            log.seek(self._begun)
            found = NAMED.search(log.read().decode(errors="replace"))
        return found[1] if found else None

    @property
    def pid(self) -> int | None:
        """Its number, while it is there."""
        running = self._running
        return running.pid if running is not None and running.poll() is None else None

    def set_clock(self, ahead: float) -> None:
        """Set its clock so many seconds ahead of ours."""
        draft = self.clock.with_suffix(".new")
        draft.write_text(str(ahead))
        draft.rename(self.clock)

    def fill_disk(self, *, full: bool) -> None:
        """Let it write no byte to any file, or let it again."""
        if (pid := self.pid) is not None:
            _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0 if full else most, most))

    def look_after(self) -> None:
        """Start it when it is not there and has rested."""
        with self._lock:
            running = self._running
            if running is not None and (code := running.poll()) is not None:
                _let_go(running)
                self.ends.append(code)
                self._running, self._due = None, time.monotonic() + self.rest
            elif running is None and time.monotonic() >= self._due:
                self._running = self._started()

    def send(self, number: signal.Signals) -> bool:
        """Send the process a signal, and tell whether it was there."""
        with self._lock:
            if (pid := self.pid) is None:
                return False
            os.kill(pid, number)
            return True

    def kill(self) -> bool:
        """Kill it at once, and tell whether it was there."""
        if not self.send(signal.SIGKILL):
            return False
        if (running := self._running) is not None:
            running.wait()
        return True

    def stop(self) -> None:
        """Ask it to stop, and wait until it has."""
        self.send(signal.SIGCONT)
        self.send(signal.SIGTERM)
        if (running := self._running) is not None:
            try:
                running.wait(STOP_LIMIT)
            except subprocess.TimeoutExpired:
                running.kill()
            _let_go(running)

    def _started(self) -> "subprocess.Popen[bytes]":
        with self.log.open("ab") as log:
            self._begun = log.tell()
            return subprocess.Popen(
                [sys.executable, "-m", "tests.torture.program"],
                env=dict(self.environment),
                # It ends with us: see `leash`.
                stdin=subprocess.PIPE,
                stderr=log,
                stdout=log,
                # Ctrl-C in the terminal is for whoever looks after it.
                start_new_session=True,
            )


def _let_go(process: "subprocess.Popen[bytes]") -> None:
    with process:
        return


class House:
    """Looks after all processes, on a thread of its own, until it is closed."""

    def __init__(self, processes: Sequence[Process]) -> None:
        self.processes = processes
        self._closing = Event()
        self._eyes = Thread(target=self._work, name="house", daemon=True)

    @property
    def snares(self) -> list[Snare]:
        """The ways to 3YOURMIND of all processes."""
        return [process.snare for process in self.processes]

    def of(self, snare: Snare) -> Process:
        """Give the process that uses this way."""
        return next(process for process in self.processes if process.snare is snare)

    def open(self) -> None:
        """Start all processes; returns at once."""
        self._eyes.start()

    def close(self) -> None:
        """Stop all processes in order."""
        self._closing.set()
        self._eyes.join()
        for process in self.processes:
            process.stop()

    def _work(self) -> None:
        while not self._closing.wait(LOOK):
            for process in self.processes:
                process.look_after()


@contextmanager
def house(stage: Stage, changes: Sequence[Mapping[str, str]]) -> Iterator[House]:
    """Keep one process for each set of changed settings, until the end of the block."""
    with ExitStack() as stack:
        processes = []
        for number, changed in enumerate(changes, 1):
            snare = Snare(stage.vendor.app)
            way_in = stack.enter_context(Served(Guard(snare)))
            clock = stage.data_dir / f"clock-{number}"
            settings = {"THREEYOURMIND_URL": way_in.url, CLOCK: str(clock), **changed}
            environment = {**os.environ, **stage.environment, **settings}
            log = stage.data_dir / f"bot-{number}.log"
            log.touch()
            processes.append(Process(snare, environment, log, clock))
            processes[-1].set_clock(0)
        kept = House(processes)
        kept.open()
        try:
            yield kept
        finally:
            kept.close()
