"""Processes under measurement: what the kernel says of them, and programs of ours that serve."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from tests.bot.waiting import wait_for

TICK = os.sysconf("SC_CLK_TCK")
LOOK = 0.3
CALM = 0.1
"""The share of a core that a bot which has nothing to do may take."""


class Watched:
    """A process of this machine."""

    def __init__(self, pid: int) -> None:
        self._folder = Path(f"/proc/{pid}")

    @property
    def cpu(self) -> float:
        """The processor time that it has used so far, in seconds."""
        stat = (self._folder / "stat").read_text(encoding="ascii")
        # The name in brackets may hold anything; user and system time are the 14th and 15th field.
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICK

    @property
    def threads(self) -> int:
        """How many threads it has."""
        return len(list((self._folder / "task").iterdir()))

    @property
    def memory(self) -> float:
        """Its resident memory, in MiB."""
        return self._status("VmRSS")

    @property
    def peak(self) -> float:
        """The most memory it ever had, in MiB."""
        return self._status("VmHWM")

    @property
    def ran(self) -> float:
        """The seconds for which its threads ran, exactly, but only of those that are there."""
        tasks = (self._folder / "task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def share(self, seconds: float) -> float:
        """Give the share of a core that it takes during the next seconds."""
        before, begun = self.cpu, time.monotonic()
        pause(seconds)
        return (self.cpu - before) / (time.monotonic() - begun)

    def settle(self, limit: float = 60.0) -> None:
        """Wait until it has nothing to do any more."""
        wait_for(lambda: self.share(LOOK) < CALM, limit)

    def _status(self, what: str) -> float:
        status = (self._folder / "status").read_text(encoding="ascii")
        found = re.search(rf"{what}:\s+(\d+) kB", status)
        assert found is not None, f"no {what}"
        return int(found[1]) / 1024


def idle_shares(processes: Sequence[Watched], seconds: float) -> list[float]:
    """Give the share of a core that each takes during the next seconds; none begins a thread."""
    before, begun = [each.ran for each in processes], time.monotonic()
    pause(seconds)
    after, passed = [each.ran for each in processes], time.monotonic() - begun
    return [(a - b) / passed for a, b in zip(after, before, strict=True)]


def pause(seconds: float) -> None:
    """Let time pass, which is what is measured."""
    end = time.monotonic() + seconds
    wait_for(lambda: time.monotonic() >= end, seconds + 1)


@contextmanager
def program(
    module: str, *words: str, environment: Mapping[str, str] = MappingProxyType({})
) -> Iterator[subprocess.Popen[str]]:
    """Run a module of the benchmarks until the end of the block; it reads and prints lines."""
    command = [sys.executable, "-m", f"tests.bench.{module}", *words]
    pipe = subprocess.PIPE
    known = {**os.environ, **environment}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=known) as process:  # noqa: S603 - our own
        try:
            yield process
        finally:
            process.kill()


def line(process: subprocess.Popen[str]) -> str:
    """Give the next line that a program prints."""
    assert process.stdout is not None
    return process.stdout.readline().strip()
