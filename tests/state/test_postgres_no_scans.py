"""The same in PostgreSQL, with as many orders as it takes to make scans worth thinking about."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

import pytest
from psycopg import Connection, Cursor
from psycopg_pool import ConnectionPool

from state.orders import INDEXED, Orders
from state.store.postgres_schema import Layout
from state.store.postgres_store import PostgresStore
from state.terms import VOCABULARY, order_terms
from tests.builders import AT, an_order_in
from tests.postgres import Server
from tests.state.look_ups import LOOK_UPS

ORDERS = 5_000
OPEN_EVERY = 100
_FILL = """INSERT INTO printdesk.orders (key, version, doc, terms, written)
    SELECT 'PD-' || n, 1, jsonb_set(%s::jsonb, '{id}', to_jsonb('PD-' || n)),
        %s::text[] || ARRAY['NUMBER pd-' || n, 'pd-' || n], ARRAY[]::uuid[]
    FROM generate_series(1, %s::int) AS n"""


class Noted(Connection[Any]):
    """A connection that notes what is read by it."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.noted: list[tuple[bytes, Any]] = []

    def execute(self, query: Any, params: Any = None, **options: Any) -> Cursor[Any]:
        if isinstance(query, bytes):
            self.noted.append((query, params))
        return super().execute(query, params, **options)


@dataclass(frozen=True)
class Traced:
    """Many orders, and the one connection by which they are read."""

    orders: Orders
    connection: Noted

    def plans(self) -> list[str]:
        """Give what PostgreSQL says that it would do for each statement until now."""
        noted = self.connection.noted.copy()
        return ["\n".join(self._explained(query, params)) for query, params in noted]

    def _explained(self, query: bytes, params: Any) -> list[str]:
        rows = Connection.execute(self.connection, b"EXPLAIN " + query, params)
        return [text for (text,) in rows.fetchall()]


@pytest.fixture(scope="module")
def all_orders(postgres_server: Server) -> Iterator[Traced]:
    url, settings = postgres_server.empty_database(), {"autocommit": True}
    with ConnectionPool(
        url, connection_class=Noted, kwargs=settings, min_size=1, max_size=1, open=True
    ) as pool:
        store = PostgresStore(cast("Any", pool), Layout("orders", frozenset(INDEXED), VOCABULARY))
        with pool.connection() as connection:
            fill(connection)
        yield Traced(Orders(store, lambda: AT, lambda _: None), connection)


@pytest.fixture
def traced(all_orders: Traced) -> Traced:
    all_orders.connection.noted.clear()
    return all_orders


def fill(connection: Connection[Any]) -> None:
    """Add the orders, one in `OPEN_EVERY` of them open."""
    for phase, share in (("collecting", "= 0"), ("placed", "> 0")):
        doc = an_order_in(phase).model_dump(mode="json")
        terms = [term for term in order_terms(doc) if "pd7k3m" not in term.lower()]
        connection.execute(
            f"{_FILL} WHERE n %% {OPEN_EVERY} {share}",
            [json.dumps(doc), terms, ORDERS],
        )
    connection.execute("ANALYZE")


@pytest.mark.parametrize("look_up", LOOK_UPS)
def test_postgres_scans_no_table(traced: Traced, look_up: str) -> None:
    LOOK_UPS[look_up](traced.orders)
    plans = traced.plans()

    assert plans
    assert [] == [plan for plan in plans if "Seq Scan" in plan]


def test_a_statement_that_reads_all_orders_would_be_noticed(traced: Traced) -> None:
    traced.connection.noted.append((b"SELECT key FROM printdesk.orders", None))

    assert "Seq Scan" in traced.plans()[0]
