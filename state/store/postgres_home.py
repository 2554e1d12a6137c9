"""The connections to PostgreSQL that all stores of a bot share."""

from collections.abc import Collection, Mapping
from typing import Any

from psycopg import Connection, ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from psycopg_pool import ConnectionPool, PoolTimeout

from state.store import StoreFailed, Vocabulary
from state.store.postgres_schema import Layout
from state.store.postgres_store import PATIENCE, PostgresStore

MOST_CONNECTIONS = 8
START = 5.0
"""Seconds for which the server may be away when the bot starts; its supervisor tries again."""
LIMITS: Mapping[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 2,
    "tcp_user_timeout": 15_000,
    "options": "-c statement_timeout=15s -c lock_timeout=15s",
}
"""A server that is gone without a word is noticed, and no statement waits for ever."""


class PostgresHome:
    """All tables in the schema `printdesk` of one database; raises `StoreFailed`."""

    def __init__(self, url: str, patience: float = PATIENCE) -> None:
        self._patience = patience
        # Statements are not prepared: poolers between here and the server forget them.
        settings = {**LIMITS, "autocommit": True, "prepare_threshold": None}
        self._pool = ConnectionPool(
            url,
            connection_class=Connection[Any],
            kwargs=settings,
            min_size=1,
            max_size=MOST_CONNECTIONS,
            reconnect_timeout=patience,
            name=_where(url),
            open=False,
        )
        try:
            self._pool.open(wait=True, timeout=min(patience, START))
        except PoolTimeout as error:
            self._pool.close()
            why = "it does not let us in; the log says why"
            raise StoreFailed(self._pool.name, why) from error

    def store(
        self, table: str, indexed: Collection[str] = (), vocabulary: Vocabulary | None = None
    ) -> PostgresStore:
        """Open a table; it is made when it is not there. Raises `StoreFailed`."""
        layout = Layout(table, frozenset(indexed), vocabulary)
        return PostgresStore(self._pool, layout, self._patience)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


def _where(url: str) -> str:
    """Name the database without the password."""
    try:
        told = conninfo_to_dict(url)
    except ProgrammingError:
        # Its message holds the whole address.
        raise StoreFailed("DATABASE_URL", "this is no address of a database") from None
    return f"postgresql://{told.get('host', '')}:{told.get('port', 5432)}/{told.get('dbname', '')}"
