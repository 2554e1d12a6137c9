"""Every benchmark in one go: one table, which also goes into `docs/performance.md`."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import ROWS_FILE, Part, is_small, reported, table

BENCHMARKS = (
    "ack",
    "order",
    "start",
    "store",
    "files",
    "scale",
    "memory",
    "watch",
    "preview",
    "export",
    "status",
)
DOCUMENT = Path(__file__).parents[2] / "docs" / "performance.md"
BEGIN, END = "<!-- written by `make bench`: begin -->", "<!-- written by `make bench`: end -->"


def main() -> int:
    """Run each in a process of its own, and fail when one of them does."""
    begun, failed = time.monotonic(), []
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "rows"
        for name in BENCHMARKS:
            started = time.monotonic()
            command = [sys.executable, "-m", f"tests.bench.{name}"]
            done = subprocess.run(command, env=os.environ | {ROWS_FILE: str(rows)}, check=False)  # noqa: S603 - ourselves
            failed += [name] * bool(done.returncode)
            _say(f"\n{name}: {time.monotonic() - started:.0f} s\n")
        parts = list(reported(rows))
    minutes = (time.monotonic() - begun) / 60
    if is_small():
        _say("A trial: docs/performance.md stays as it is.")
    else:
        text = DOCUMENT.read_text("utf-8")
        DOCUMENT.write_text(written(text, told(parts, minutes)), "utf-8")
    missed = [row.figure for part in parts for row in part.rows if not row.holds]
    _say(f"\n{minutes:.0f} minutes. Failed: {listed(failed)}. Missed: {listed(missed)}.")
    return 1 if failed else 0


def told(parts: Sequence[Part], minutes: float) -> str:
    """Give the block of the document that is written by the benchmarks."""
    day = datetime.now(UTC).date().isoformat()
    cores = len(os.sched_getaffinity(0))
    lines = [f"Measured on {day} in {minutes:.0f} minutes on {cores} cores."]
    for part in parts:
        busy = ["", "Others kept the machine busy meanwhile."] if part.busy else []
        lines += ["", f"### {part.title}", *busy, "", table(part.rows)]
    return "\n".join(lines)


def written(document: str, block: str) -> str:
    """Give the document with the block in place of the one before."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END)
    assert begin, f"{BEGIN} is missing"
    assert end, f"{END} is missing"
    return f"{before}{BEGIN}\n\n{block}\n\n{END}{after}"


def listed(names: Sequence[str]) -> str:
    """Name them, or say that there are none."""
    return ", ".join(names) or "none"


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a benchmark prints


if __name__ == "__main__":
    sys.exit(main())
