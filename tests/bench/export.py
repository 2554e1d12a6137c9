"""An export of 1,000 orders against one of 100,000: how long it takes, and how memory grows."""

import re
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from handlers.views.sheet import sheet
from state.ledger import Days, Ledger
from state.orders import INDEXED
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.bench import crowd
from tests.bench.figures import Part, Row, report, sized, worst
from tests.bench.turns import becomes_quiet

FEW, MANY = 1_000, sized(100_000, 5_000)
BAR = worst(64.0)
"""By how many MiB the peak may grow."""
ALWAYS = Days(date(2000, 1, 1), date(2100, 1, 1))


def main() -> int:
    """Export both in processes of their own, and fail when the bar is missed."""
    busy = not becomes_quiet()
    (_, few), (seconds, many) = (_measured(size) for size in (FEW, MANY))
    rows = [
        Row(f"export of {MANY:,} orders", "s", [seconds]),
        Row("its peak memory", "MiB", [many], None, f"{FEW:,} orders", [few]),
        Row(f"its peak memory, above that of {FEW:,} orders", "MiB", [many - few], BAR),
    ]
    return report(Part("An export: `make bench-export`", rows, busy))


def _measured(size: int) -> tuple[float, float]:
    """Give the seconds and the highest memory, in MiB, of a process that exports so many orders."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "state.sqlite"
        crowd.fill(store, size)
        command = [sys.executable, "-m", __spec__.name, str(store)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves
    seconds, peak = map(float, told.split())
    return seconds, peak


def export(path: Path) -> None:
    """Export a whole store to a file, and print seconds and MiB."""
    begun = time.perf_counter()
    with (
        closing(SqliteDictStore(path, "orders", INDEXED, VOCABULARY)) as store,
        tempfile.TemporaryFile() as file,
    ):
        file.writelines(sheet(Ledger(store).started(ALWAYS), str))
    # The kernel's own count for a process would begin with that of its parent.
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    print(time.perf_counter() - begun, int(peak) / 1024)  # noqa: T201 - whoever started this reads it


if __name__ == "__main__":
    if len(sys.argv) > 1:
        export(Path(sys.argv[1]))
    else:
        sys.exit(main())
