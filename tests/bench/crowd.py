"""Stores that are full of real orders, made fast: one order is played, and others are its twins."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from state.basket import line_spec
from state.duties import next_duty
from state.events import (
    AnswersChanged,
    CardPosted,
    Event,
    FileAnalysed,
    FileShared,
    FileUploaded,
    OrderPlaced,
    OrderStarted,
    PartEdited,
    StatusSeen,
    SubmissionClaimed,
    UploadBegun,
)
from state.form import PartAnswers
from state.machine import reduce
from state.order import Order
from state.orders import INDEXED, USUAL_PLAN
from state.part import Part
from state.record import Choice
from state.store import Row
from state.store.sqlite_schema import Schema
from state.store.sqlitedict_store import text_of
from state.terms import VOCABULARY
from tests.builders import ADA, AT, BEN, a_complete_order, a_file, a_press, complete_answers

OPEN_EVERY = 20
"""One order in so many is still being put together."""
MINUTE = 60
"""Seconds over which orders that were placed together are due."""
CUSTOMERS = 50
"""Orders of one customer."""
DESK, ROOM = "U0DESK", "C0DESK"
"""Somebody who has as many orders in every store, and a channel with as many open ones."""
SCHEMA = Schema("orders", INDEXED, VOCABULARY)


def fill(path: Path, size: int) -> None:
    """Make a store with so many orders, with the schema and the documents of the bot."""
    SCHEMA.prepare(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA cache_size = -400000")
        file.execute("BEGIN")
        rows = ((d["id"], text_of(Row("", 1, d)), SCHEMA.terms_of(d)) for d in documents(size))
        file.executemany("INSERT INTO orders (key, value, terms) VALUES (?, ?, ?)", rows)
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def fill_plainly(path: Path, size: int) -> None:
    """Make a table of the same documents and nothing else, for the measure of plain SQLite."""
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        file.execute("CREATE TABLE orders (key TEXT PRIMARY KEY, value TEXT)")
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA cache_size = -400000")
        file.execute("BEGIN")
        rows = ((d["id"], text_of(Row("", 1, d))) for d in documents(size))
        file.executemany("INSERT INTO orders VALUES (?, ?)", rows)
        file.execute("COMMIT")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def at_the_desk() -> Iterator[dict[str, Any]]:
    """Give documents that do not grow in number: ten open orders of a channel, ten placed ones."""
    still_open, placed = (order.model_dump(mode="json") for order in _played())
    for n in range(10):
        spot = still_open["spot"] | {"card": f"{n}.1", "channel": ROOM}
        owner = DESK if n % 2 else "U0NEXT"
        yield still_open | {"id": f"PD-OPEN{n}", "owner": owner, "spot": spot}
        yield placed | {"id": f"PD-DONE{n}", "owner": DESK}


def documents(size: int) -> Iterator[dict[str, Any]]:
    """Give the documents of so many orders."""
    still_open, placed = (order.model_dump(mode="json") for order in _played())
    for n in range(size):
        yield _twin(placed if n % OPEN_EVERY else still_open, n)


def id_of(n: int) -> str:
    """Name the order with this place in the crowd."""
    return f"PD-{n:07d}"


def number_of(n: int) -> str:
    """Give the order number, where the order is placed."""
    return str(100_000 + n)


def reference_of(n: int) -> str:
    """Give the agent's own words."""
    return f"PO {n * 7}"


def file_of(n: int) -> str:
    """Name the file of an order."""
    return f"bracket-{n}.stl"


def customer_of(n: int) -> str:
    """Name the customer of an order."""
    return f"Person{n // CUSTOMERS} Family{n // CUSTOMERS}"


def _twin(like: Mapping[str, Any], n: int) -> dict[str, Any]:
    customer = {
        "key": str(n // CUSTOMERS),
        "label": f"{customer_of(n)}, Works <p{n}@works.example>",
    }
    phase = like["phase"] | ({"number": number_of(n)} if "number" in like["phase"] else {})
    parts = [p | {"file": p["file"] | {"name": file_of(n)}} for p in like["parts"]]
    answers = like["answers"] | {"customer": customer, "reference": reference_of(n)}
    spot = like["spot"] | {"card": f"{1_772_443_800 + n}.000100", "channel": f"C{n % 40:09d}"}
    owner = f"U{n % 300:09d}"
    due = datetime.fromisoformat(like["due"]) + timedelta(seconds=n % MINUTE)
    changes = {"id": id_of(n), "owner": owner, "spot": spot, "phase": phase, "parts": parts}
    return dict(like) | changes | {"answers": answers, "due": f"{due:%Y-%m-%dT%H:%M:%SZ}"}


def _played() -> tuple[Order, Order]:
    """Play an order from its start to its second status, and give it open and placed."""
    order = a_complete_order(answers=complete_answers(reference="PO 1"))
    for event in _collecting():
        order = _after(order, event)
    still_open = order.but(parts=tuple(_described(order, part) for part in order.parts))
    placed = still_open
    for event in _placing(still_open):
        placed = _after(placed, event)
    return _timed(still_open), _timed(placed)


def _timed(order: Order) -> Order:
    """Give it a time to be due, as the bot does: a record that grows costs more to write."""
    due = next_duty(order, USUAL_PLAN)
    assert due is not None
    return order.but(due=due.at)


def _described(order: Order, part: Part) -> Part:
    return part.but(line=f"3{part.id}", described=line_spec(order, part))


def _collecting() -> Iterator[Event]:
    card = {"channel": "C0PRINT", "card": "1772443800.000100"}
    yield OrderStarted()
    yield CardPosted(**card, link="https://lab.slack.com/archives/C0PRINT/p1772443800000100")
    yield FileShared(part="F2", file=a_file(id="F2"), by=BEN)
    yield UploadBegun(part="F2", basket=1, worker="worker")
    yield FileUploaded(part="F2", basket=1, digest="cd" * 32, size=48_284)
    yield FileAnalysed(part="F2", basket=1)
    yield PartEdited(part="F2", answers=PartAnswers(quantity=3))
    yield AnswersChanged(
        answers=complete_answers(payment=Choice(key="4", label="Purchase order"), reference="PO 1")
    )


def _placing(order: Order) -> Iterator[Event]:
    yield a_press(by=ADA, amount=order.total)
    yield SubmissionClaimed(worker="worker", attempt=1, at=AT)
    yield OrderPlaced(number="100001", key="1", at=AT, by=ADA, status="Pending")
    yield StatusSeen(status="Printing", at=AT)


def _after(order: Order, event: Event) -> Order:
    after = reduce(order, event, AT, ADA) or order
    return after.but(told=len(after.history), telling="done")
