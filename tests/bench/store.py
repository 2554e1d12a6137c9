"""Events and look-ups in stores of 100 to 100,000 orders, against themselves and plain SQLite.

Plain SQLite does the same work without our store: the same documents in a table of their own, read
and written on one connection by one thread, without versions, indexes and terms. It checks and
changes records only where that is what is measured.
"""

import json
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from state.events import Event, StatusLooked
from state.machine import reduce
from state.order import BOT, Order
from state.orders import INDEXED, Orders
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.bench import crowd, figures
from tests.bench.turns import becomes_quiet
from tests.builders import AT

SIZES = (100, 10_000, figures.sized(100_000, 20_000))
ROUNDS, TURNS, TIMES = 5, figures.sized(41, 5), 5
Operations = Mapping[str, Callable[[], object]]
GROWTH = 1.5
"""How much slower 100,000 orders may be than 100."""
WRITE, READ, COMPARE = 0.7, 0.25, 0.1
"""The least share of plain SQLite's speed; the nearest hits are compared with the text as well."""
PLAIN_READ, PLAIN_WRITE = "plain SQLite: read", "plain SQLite: replace"
PLAIN_EVENT = "plain SQLite: apply"


@dataclass(frozen=True)
class Bar:
    """What an operation is compared with, and the least share of its speed."""

    floor: str
    least: float
    times: int = 1
    """How often plain SQLite does it for one of ours: a page of ten orders is ten reads."""

    @property
    def what(self) -> str:
        """The floor in words."""
        return self.floor if self.times == 1 else f"{self.floor}, {self.times} times"


BARS: Mapping[str, Bar] = {
    "read a document": Bar(PLAIN_READ, READ),
    "replace a document": Bar(PLAIN_WRITE, WRITE),
    "apply one event": Bar(PLAIN_EVENT, WRITE),
    "look up by id": Bar(PLAIN_READ, READ),
    "look up by number": Bar(PLAIN_READ, READ),
    "look up by reference": Bar(PLAIN_READ, READ),
    "look up by file": Bar(PLAIN_READ, READ),
    "look up by customer, 10": Bar(PLAIN_READ, READ, 10),
    "nearest hits of a number": Bar(PLAIN_READ, COMPARE, 10),
    "nearest hits of a file": Bar(PLAIN_READ, COMPARE, 10),
    "open of a channel, 10": Bar(PLAIN_READ, READ, 10),
    "placed by somebody, 10": Bar(PLAIN_READ, READ, 10),
}


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
        for doc in crowd.at_the_desk():
            self.store.create(doc["id"], doc)
        self.orders = Orders(self.store, lambda: AT, lambda _: None)
        self._plain = stack.enter_context(closing(sqlite3.connect(plain, isolation_level=None)))
        self._plain.execute("PRAGMA synchronous = FULL")

    def operations(self) -> Operations:
        """Give everything that is measured; each call is about another order."""
        orders, some = self.orders, self._some
        return {
            PLAIN_READ: lambda: self._plain_read(some()),
            PLAIN_WRITE: lambda: self._plain_write(some(), lambda doc: doc),
            PLAIN_EVENT: lambda: self._plain_write(some(), self._plain_event),
            "read a document": lambda: self.store.get(crowd.id_of(some())),
            "replace a document": lambda: self._replace(some()),
            "apply one event": lambda: self._apply(some()),
            "look up by id": lambda: orders.named(crowd.id_of(some())),
            "look up by number": lambda: orders.named(crowd.number_of(some())),
            "look up by reference": lambda: orders.matching(crowd.reference_of(some()), 10),
            "look up by file": lambda: orders.matching(crowd.file_of(some()), 10),
            "look up by customer, 10": lambda: orders.matching(crowd.customer_of(some()), 10),
            "nearest hits of a number": lambda: orders.like(f"{crowd.number_of(some())[:-1]}x", 5),
            "nearest hits of a file": lambda: orders.like(f"{crowd.file_of(some())[:-5]}x", 5),
            "open of a channel, 10": lambda: orders.open_around(crowd.DESK, crowd.ROOM, 11),
            "placed by somebody, 10": lambda: orders.placed_by(crowd.DESK, 11),
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
        after = {"version": value["version"] + 1, "doc": change(value["doc"])}
        text = json.dumps(after, ensure_ascii=False, allow_nan=False)
        self._plain.execute("UPDATE orders SET value = ? WHERE key = ?", (text, crowd.id_of(n)))

    def _plain_event(self, doc: Any) -> Any:
        after = reduce(Order.model_validate(doc), self._looked(), AT, BOT)
        assert after is not None
        return after.model_dump(mode="json")


def main() -> int:
    """Measure all sizes in turn, and fail when a bar is missed."""
    busy = not becomes_quiet()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        places = {size: Place(Path(folder), size, stack) for size in SIZES}
        operations = {size: place.operations() for size, place in places.items()}
        rows = [row for name in BARS for row in _rows(name, operations)]
    return figures.report(figures.Part("The record: `make bench-store`", rows, busy))


def _rows(name: str, operations: Mapping[int, Operations]) -> Iterator[figures.Row]:
    """Measure one operation with every size, and compare the largest with the smallest."""
    bar, rounds = BARS[name], [_round(name, operations) for _ in range(ROUNDS)]
    for size in SIZES:
        own = [1e6 * took[size, name] for took in rounds]
        plain = [1e6 * took[size, bar.floor] * bar.times for took in rounds]
        most = figures.ratio(1 / bar.least)
        yield figures.Row(f"{name}, {size:,} orders", "us", own, most, bar.what, plain)
    few, *_, many = ([1e6 * took[size, name] for took in rounds] for size in SIZES)
    what, peer = f"{name}, {SIZES[-1]:,} orders", f"{SIZES[0]} orders"
    yield figures.Row(what, "us", many, figures.ratio(GROWTH), peer, few)


def _round(name: str, operations: Mapping[int, Operations]) -> Mapping[tuple[int, str], float]:
    """Give the seconds that one call takes, by size; what is compared takes turns.

    The figure is the turn in the middle: on a busy machine some turns are interrupted for long.
    """
    took: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
    for _ in range(TURNS):
        for size, known in operations.items():
            for what in (name, BARS[name].floor):
                took[size, what].append(_seconds(known[what]))
    return {about: median(turns) for about, turns in took.items()}


def _seconds(operation: Callable[[], object]) -> float:
    begun = time.perf_counter()
    for _ in range(TIMES):
        operation()
    return (time.perf_counter() - begun) / TIMES


if __name__ == "__main__":
    sys.exit(main())
