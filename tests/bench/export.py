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

FEW, MANY = 1_000, 100_000
BAR = 64.0
"""By how many MiB the peak may grow."""
ALWAYS = Days(date(2000, 1, 1), date(2100, 1, 1))


def main() -> int:
    """Export both in processes of their own, print the table, and fail when the bar is missed."""
    few, many = (_measured(size) for size in (FEW, MANY))
    print(f"growth  {many - few:6.1f} MiB  bar {BAR:.0f}")  # noqa: T201 - a benchmark prints
    return 0 if many - few < BAR else 1


def _measured(size: int) -> float:
    """Give the highest memory of a process that exports so many orders, in MiB."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "state.sqlite"
        crowd.fill(store, size)
        command = [sys.executable, "-m", __spec__.name, str(store)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ourselves
    seconds, peak = map(float, told.split())
    print(f"{size:8,} orders  {seconds:6.1f} s  peak {peak:6.1f} MiB")  # noqa: T201 - as above
    return peak


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
    print(time.perf_counter() - begun, int(peak) / 1024)  # noqa: T201 - as above


if __name__ == "__main__":
    if len(sys.argv) > 1:
        export(Path(sys.argv[1]))
    else:
        sys.exit(main())
