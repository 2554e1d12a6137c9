"""Nothing that is looked up reads all orders, or all of their terms: the databases say so."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from state.orders import INDEXED, Orders
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.builders import AT
from tests.state.keeping import Kept
from tests.state.look_ups import LOOK_UPS


class Traced:
    """Orders in a file, and every statement by which they were read."""

    def __init__(self, path: Path, store: SqliteDictStore) -> None:
        self.orders = Orders(store, lambda: AT, lambda _: None)
        self.statements: list[str] = []
        self._path = path
        # The one connection that reads; it is used again and again.
        reader = store._file.readers._taken()
        reader.set_trace_callback(self.statements.append)
        store._file.readers._give_back(reader)

    def plans(self) -> dict[str, list[str]]:
        """Give what SQLite says that it does for each statement, step by step."""
        with closing(sqlite3.connect(self._path)) as file:
            return {
                sql: [step for *_, step in file.execute(f"EXPLAIN QUERY PLAN {sql}")]
                for sql in self.statements
            }


@pytest.fixture
def traced(tmp_path: Path) -> Iterator[Traced]:
    path = tmp_path / "state.sqlite"
    with closing(SqliteDictStore(path, "orders", INDEXED, VOCABULARY)) as store:
        kept = Kept(store)
        for phase in ("collecting", "placed", "needs_human"):
            kept(phase, id=f"PD-{phase}")
        yield Traced(path, store)


def scans(plans: dict[str, list[str]]) -> list[str]:
    """Give the steps that go through a whole table; what an inner statement gave is none."""
    return [
        step
        for steps in plans.values()
        for step in steps
        if step.startswith("SCAN") and "subquery" not in step.lower()
    ]


@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_sqlite_scans_no_table(traced: Traced, look_up: str) -> None:
    LOOK_UPS[look_up](traced.orders)
    plans = traced.plans()

    assert plans
    assert [] == scans(plans)


def test_a_statement_that_reads_all_orders_would_be_noticed(traced: Traced) -> None:
    traced.statements.append("SELECT key FROM orders WHERE value LIKE '%Hopper%'")

    assert ["SCAN orders"] == scans(traced.plans())
