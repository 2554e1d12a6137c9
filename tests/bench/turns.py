"""Two ways to do the same, measured in turn, so that both meet the same machine."""

import statistics
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event

ROUNDS = 5
LOOK, PATIENCE = 0.5, 20.0
"""Seconds of one look whether the machine is quiet, and for how long a round waits for that."""
QUIET = 0.9
Way = Callable[[], float]
"""Does it once, and tells the seconds it took."""


class Race:
    """What each way took, round by round; the first one is compared with every other."""

    def __init__(self, title: str, size: int, ways: Mapping[str, Way]) -> None:
        self._title, self._size, self._ways = title, size, ways
        self.took: dict[str, list[float]] = {name: [] for name in ways}
        self.busy = False

    def run(self, rounds: int = ROUNDS) -> None:
        """Run the ways in turn, once unmeasured; every round begins when others are quiet."""
        for number in range(rounds + 1):
            self.busy |= not becomes_quiet()
            for name, way in self._ways.items():
                seconds = way()
                if number:
                    self.took[name].append(seconds)

    def ratio(self, other: str) -> float:
        """Tell how much more the first way gets through than another, by the rounds' median."""
        own = self.took[next(iter(self._ways))]
        return statistics.median(b / a for a, b in zip(own, self.took[other], strict=True))

    def table(self) -> str:
        """Give the median of every way, its worst round, and the ratios."""
        rows = [f"{self._title:38} MB/s  median s  worst s  ratio"]
        for name, took in self.took.items():
            seconds = statistics.median(took)
            rate = self._size / seconds / 1e6
            figures = f"{rate:6.0f}  {seconds:8.3f}  {max(took):7.3f}  {self.ratio(name):5.2f}"
            rows.append(f"  {name:34} {figures}")
        if self.busy:
            rows.append("  (others kept this machine busy: these figures say little)")
        return "\n".join(rows)


def becomes_quiet() -> bool:
    """Wait a while until nobody else works on this machine."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        before = _processor_time()
        Event().wait(LOOK)
        idle, every = (b - a for a, b in zip(before, _processor_time(), strict=True))
        if idle > QUIET * every:
            return True
    return False


def _processor_time() -> tuple[int, int]:
    """Tell how long the processors have been idle, and how long they have been there."""
    first = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0]
    spent = [int(word) for word in first.split()[1:9]]
    return spent[3] + spent[4], sum(spent)


def shell(command: str) -> bool:
    """Run a pipe of programs, and tell whether all of them succeeded."""
    bash = ["/bin/bash", "-o", "pipefail", "-c", command]
    return not subprocess.run(bash, check=False).returncode  # noqa: S603 - written by the benchmark
