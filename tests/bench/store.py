"""Events and look-ups in stores of 100 to 100,000 orders, against themselves and plain SQLite.

Plain SQLite does the same work without our store: the same documents in a table of their own, read
and written on one connection by one thread, without versions, indexes and terms. It checks and
changes records only where that is what is measured.
"""

import json
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from state.events import Event, StatusLooked
from state.machine import reduce
from state.order import BOT, Order
from state.orders import INDEXED, Orders
from state.store import Row
from state.store.sqlitedict_store import SqliteDictStore, text_of
from state.terms import VOCABULARY
from tests.bench import crowd
from tests.builders import AT

SIZES = (100, 10_000, 100_000)
ROUNDS, TIMES = 5, 200
GROWTH = 1.5
"""How much slower 100,000 orders may be than 100."""
WRITE, READ = 0.7, 0.25
"""The least share of plain SQLite's speed."""
PLAIN_READ, PLAIN_WRITE = "plain: read a document", "plain: replace a document"
PLAIN_EVENT = "plain: apply one event"


@dataclass(frozen=True)
class Measured:
    """One operation: seconds a time, a figure for each round, by the size of the store."""

    floor: str
    least: float = 0.0
    seconds: dict[int, list[float]] = field(default_factory=dict)

    def median(self, size: int) -> float:
        """Give the figure in the middle."""
        return statistics.median(self.seconds[size])


class Place:
    """A store of one size and the same documents in plain SQLite."""

    def __init__(self, folder: Path, size: int, stack: ExitStack) -> None:
        self._size = size
        self._random = Random(size)  # noqa: S311 - which order is asked for
        self._ticks = count(1)
        ours, plain = folder / f"{size}.sqlite", folder / f"plain-{size}.sqlite"
        crowd.fill(ours, size)
        crowd.fill_plainly(plain, size)
        self.store = stack.enter_context(
            closing(SqliteDictStore(ours, "orders", INDEXED, VOCABULARY))
        )
        self.orders = Orders(self.store, lambda: AT, lambda _: None)
        self._plain = stack.enter_context(closing(sqlite3.connect(plain, isolation_level=None)))
        self._plain.execute("PRAGMA synchronous = FULL")

    def operations(self) -> Mapping[str, Callable[[], object]]:
        """Give everything that is measured; each call is about another order."""
        orders, some = self.orders, self._some
        return {
            PLAIN_READ: lambda: self._plain_read(some()),
            PLAIN_WRITE: lambda: self._plain_write(some(), lambda doc: doc),
            PLAIN_EVENT: lambda: self._plain_write(some(), self._plain_event),
            "store: read a document": lambda: self.store.get(crowd.id_of(some())),
            "store: replace a document": lambda: self._replace(some()),
            "apply one event": lambda: self._apply(some()),
            "look up by id": lambda: orders.named(crowd.id_of(some())),
            "look up by number": lambda: orders.named(crowd.number_of(some())),
            "look up by reference": lambda: orders.matching(crowd.reference_of(some()), 10),
            "look up by file": lambda: orders.matching(crowd.file_of(some()), 10),
            "look up by customer, 10": lambda: orders.matching(crowd.customer_of(some()), 10),
        }

    def _some(self) -> int:
        """Choose an order that is placed."""
        n = self._random.randrange(self._size)
        return n if n % crowd.OPEN_EVERY else n + 1

    def _looked(self) -> Event:
        return StatusLooked(found=True, at=AT + timedelta(seconds=next(self._ticks)))

    def _apply(self, n: int) -> None:
        self.orders.apply(crowd.id_of(n), self._looked(), BOT)

    def _replace(self, n: int) -> None:
        row = self.store.get(crowd.id_of(n))
        assert row is not None
        self.store.replace(row, row.doc)

    def _plain_read(self, n: int) -> Any:
        sql = "SELECT value FROM orders WHERE key = ?"
        return json.loads(self._plain.execute(sql, (crowd.id_of(n),)).fetchone()[0])

    def _plain_write(self, n: int, change: Callable[[Any], Any]) -> None:
        value = self._plain_read(n)
        text = text_of(Row("", value["version"] + 1, change(value["doc"])))
        self._plain.execute("UPDATE orders SET value = ? WHERE key = ?", (text, crowd.id_of(n)))

    def _plain_event(self, doc: Any) -> Any:
        after = reduce(Order.model_validate(doc), self._looked(), AT, BOT)
        assert after is not None
        return after.model_dump(mode="json")


def main() -> int:
    """Measure all sizes in turn, print the table, and fail when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        places = {size: Place(Path(folder), size, stack) for size in SIZES}
        measured = _measured(places)
    missed = [line for name, m in measured.items() for line in _line(name, m, measured)]
    for line in missed:
        print(f"missed: {line}")  # noqa: T201 - a benchmark prints
    return 1 if missed else 0


def _measured(places: Mapping[int, Place]) -> dict[str, Measured]:
    measured: dict[str, Measured] = {}
    for _ in range(ROUNDS):
        for size, place in places.items():
            for name, operation in place.operations().items():
                known = measured.setdefault(name, _bar(name))
                known.seconds.setdefault(size, []).append(_seconds(operation))
    return measured


def _bar(name: str) -> Measured:
    match name:
        case "store: replace a document":
            return Measured(PLAIN_WRITE, WRITE)
        case "apply one event":
            return Measured(PLAIN_EVENT, WRITE)
        case plain if plain.startswith("plain"):
            return Measured("")
        case _:
            return Measured(PLAIN_READ, READ)


def _seconds(operation: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(TIMES):
        operation()
    return (time.perf_counter() - begun) / TIMES


def _line(name: str, measured: Measured, every: Mapping[str, Measured]) -> list[str]:
    """Print one line of the table (median and worst, in microseconds) and give the missed bars."""
    small, *_, large = SIZES
    rows = int(name.rpartition(", ")[2]) if ", " in name else 1
    growth = measured.median(large) / measured.median(small)
    figures = " ".join(
        f"{measured.median(size) * 1e6:7.0f} {max(measured.seconds[size]) * 1e6:7.0f}"
        for size in SIZES
    )
    shares = [
        every[measured.floor].median(size) * rows / measured.median(size)
        for size in SIZES
        if measured.floor
    ]
    of_plain = f"{min(shares):5.2f} (bar {measured.least})" if shares else ""
    print(f"{name:28} {figures}  x{growth:4.2f}  {of_plain}")  # noqa: T201 - as above
    lines = []
    if growth > GROWTH:
        lines.append(f"{name} takes {growth:.2f} times as long with {large:,} orders")
    if shares and min(shares) < measured.least:
        lines.append(f"{name} has {min(shares):.2f} of the speed of plain SQLite")
    return lines


if __name__ == "__main__":
    sys.exit(main())
