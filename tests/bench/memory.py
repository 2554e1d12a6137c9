"""Peak memory of the bot over one whole order: a file of 1 MB against one of 100 MB."""

import io
import statistics
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from bot.sandbox.demo import rehearse
from tests.bench.large import write_stl

RUNS = 5
SMALL, LARGE = 1, 100
"""Sizes in MB."""
BAR = 32.0
"""By how many MiB the peak may grow."""


def main() -> int:
    """Run both in turn, print the table, and fail when the bar is missed."""
    peaks: dict[int, list[float]] = {SMALL: [], LARGE: []}
    for _ in range(RUNS):
        for size, found in peaks.items():
            found.append(_peak(size))
    small, large = (statistics.median(found) for found in peaks.values())
    for size, found in peaks.items():
        print(f"{size:4} MB  median {statistics.median(found):6.1f} MiB  worst {max(found):6.1f}")  # noqa: T201 - a benchmark prints
    print(f"growth  {large - small:6.1f} MiB  bar {BAR:.0f}")  # noqa: T201 - as above
    return 0 if large - small < BAR else 1


def _peak(size: int) -> float:
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        part = Path(folder) / "part.stl"
        write_stl(part, size * 1_000_000)
        return rehearse(part, Path(folder)).peak


if __name__ == "__main__":
    sys.exit(main())
