"""Peak memory of the bot over one whole order: a file of 1 MB against one of 100 MB."""

import io
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

from bot.sandbox.demo import rehearse
from tests.bench.figures import Bar, Part, Row, report, sized
from tests.bench.large import write_stl
from tests.bench.turns import becomes_quiet

RUNS = sized(5, 2)
SMALL, LARGE = 1, 100
"""Sizes in MB."""
BAR = Bar("median", 32.0)
"""By how many MiB the peak may grow."""


def main() -> int:
    """Run both in turn, and fail when the bar is missed."""
    busy, rounds = not becomes_quiet(), [(_peak(SMALL), _peak(LARGE)) for _ in range(RUNS)]
    small, large = zip(*rounds, strict=True)
    growth = [after - before for before, after in rounds]
    what = "peak memory, a file of"
    rows = [
        Row(f"{what} {LARGE} MB", "MiB", large, None, f"a file of {SMALL} MB", small),
        Row(f"{what} {LARGE} MB, above that of {SMALL} MB", "MiB", growth, BAR),
    ]
    return report(Part("Memory of one order: `make bench-memory`", rows, busy))


def _peak(size: int) -> float:
    with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()):
        part = Path(folder) / "part.stl"
        write_stl(part, size * 1_000_000)
        return rehearse(part, Path(folder)).peak


if __name__ == "__main__":
    sys.exit(main())
