"""Facts and picture of STL files: how long a child takes, and its peak memory."""

import resource
import struct
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from bot.preview.looking import Preview
from bot.preview.mesh import Numbers
from bot.preview.stl import FACET
from bot.preview.stl_layout import HEADER
from tests.bench.figures import Part, Row, report, sized, worst
from tests.bench.turns import becomes_quiet
from tests.bench.whole import a_town

RUNS = sized(5, 2)
SIZES = (20_000, 500_000, 5_000_000)
"""How many triangles, about."""
TEXTS = (500_000, 2_000_000)
"""The same for files that are text; up to the second, each edge is kept to be counted."""
BAR = worst(256.0)
"""How many MiB a child may take at most."""
SOON = worst(2.0)
"""How many seconds after its last byte 500,000 triangles are seen in the thread, at most."""
PATIENCE = 300.0
"""How many seconds a child may take here, as a large text does on a busy machine."""
MIB_PER_KIB = 1 / 1024
BATCH = 20_000
FACET_IN_TEXT = (
    "facet normal 0 0 0\nouter loop\n" + "vertex %.6e %.6e %.6e\n" * 3 + "endloop\nendfacet\n"
)


@dataclass(frozen=True)
class Run:
    """How long it took and what of that the child computed, in seconds, and its peak, in MiB."""

    seconds: float
    computed: float
    peak: float


def main() -> int:
    """Measure every size, and fail when a child took too much memory or a picture came late."""
    busy, rows = not becomes_quiet(), [row for size in SIZES for row in _rows(size, "binary")]
    rows += [row for size in TEXTS for row in _rows(size, "text")]
    late = [_in_thread() for _ in range(RUNS)]
    rows.append(Row("last byte to picture in the thread, 500,000 triangles", "s", late, SOON))
    return report(Part("Pictures: `make bench-preview`", rows, busy))


def _in_thread() -> float:
    # The same content a second time in one order is asked about instead of being shown.
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "knot.stl"
        _write_knot(part, SIZES[1])
        with a_town(part) as town:
            return town.pictured()


def _rows(size: int, kind: str) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        part = Path(folder) / "knot.stl"
        count = _write_knot(part, size)
        if kind == "text":
            part = _in_text(part, Path(folder) / "text.stl")
        runs = [_alone(lambda: _look(part)) for _ in range(RUNS)]
        megabytes = part.stat().st_size / 1e6
    what = f"picture and facts of {count:,} triangles, {kind}, {megabytes:.0f} MB"
    yield Row(what, "s", [run.seconds for run in runs])
    yield Row(f"{what}: computed", "s", [run.computed for run in runs])
    yield Row(f"{what}: peak", "MiB", [run.peak for run in runs], BAR)


def _look(part: Path) -> Run:
    begun = time.perf_counter()
    look = Preview(seconds=PATIENCE).look(part, part.name)
    seconds = time.perf_counter() - begun
    if look.facts is None or look.facts.findings or look.picture is None:
        raise RuntimeError("the benchmark's part got no facts, no picture, or is not closed")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * MIB_PER_KIB)


def _alone(run: Callable[[], Run]) -> Run:
    """Run in a process of its own: the peak of children is that of all that ever ended."""
    context = get_context("fork")
    results = context.SimpleQueue()
    process = context.Process(target=lambda: results.put(run()))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit("a look failed")
    done: Run = results.get()
    return done


def _write_knot(path: Path, size: int) -> int:
    """Write a tube around a trefoil, closed, with about so many triangles; tell how many."""
    around = int(np.sqrt(size / 2 / 12))
    along = size // 2 // around
    ring = np.linspace(0, 2 * np.pi, around, endpoint=False)
    points = _tube(np.linspace(0, 2 * np.pi, along, endpoint=False), ring)
    with path.open("wb") as file:
        file.write(bytes(80) + struct.pack("<I", 2 * along * around))
        for n in range(along):
            here, there = points[n], points[(n + 1) % along]
            file.write(_strip(here, there))
    return 2 * along * around


def _in_text(binary: Path, text: Path) -> Path:
    """Write the same triangles as other programs do, in lines."""
    facets = np.memmap(binary, FACET, "r", HEADER)
    with text.open("w") as file:
        file.write("solid knot\n")
        for start in range(0, len(facets), BATCH):
            rows = facets["corners"][start : start + BATCH].tolist()
            file.writelines(FACET_IN_TEXT % tuple(row) for row in rows)
        file.write("endsolid knot\n")
    return text


def _tube(t: Numbers, ring: Numbers) -> Numbers:
    x, y, z = np.sin(t) + 2 * np.sin(2 * t), np.cos(t) - 2 * np.cos(2 * t), -np.sin(3 * t)
    centre = np.stack([x, y, z], axis=-1)
    forward = np.roll(centre, -1, axis=0) - np.roll(centre, 1, axis=0)
    forward /= np.linalg.norm(forward, axis=1, keepdims=True)
    side = np.cross(forward, [0.0, 0.0, 1.0])
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, forward)
    cos, sin = np.cos(ring)[:, None], np.sin(ring)[:, None]
    points: Numbers = 20 * (centre[:, None] + 0.4 * (cos * side[:, None] + sin * up[:, None]))
    return points


def _strip(here: Numbers, there: Numbers) -> bytes:
    further, beyond = np.roll(here, -1, axis=0), np.roll(there, -1, axis=0)
    facets = np.zeros(2 * len(here), FACET)
    facets["corners"][0::2] = np.concatenate([here, there, further], axis=1)
    facets["corners"][1::2] = np.concatenate([further, there, beyond], axis=1)
    return facets.tobytes()


if __name__ == "__main__":
    sys.exit(main())
