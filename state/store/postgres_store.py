"""The store in PostgreSQL, for the threads and processes of any number of machines, by psycopg."""

import time
from collections.abc import Callable, Sequence
from random import getrandbits
from typing import Any, LiteralString
from uuid import UUID

from psycopg import Connection, Error, InterfaceError, OperationalError, errors
from psycopg_pool import ConnectionPool
from pydantic_core import from_json

from state.store import Conflict, Doc, Row, StoreFailed, changed
from state.store.nul import hidden, shown, shown_json
from state.store.postgres_schema import PART, Layout, NewerLayout, term

PATIENCE = 15.0
"""Seconds for which a call waits for a server that is away, before it fails."""
PAUSE = 0.1
MOST_CONSIDERED = 2_000
"""So many terms that start alike are looked at."""
PASSING = (OperationalError, InterfaceError, errors.ReadOnlySqlTransaction)
"""A lost connection, a server that restarts, one that lost its role: the next try may succeed."""

_GET = """SELECT key, version, CASE version WHEN %s THEN '{{}}' ELSE doc::text END
    FROM {table} WHERE key = %s"""
_CREATE = """INSERT INTO {table} (doc, written, terms, key, version)
    VALUES (%s, ARRAY[%s], %s, %s, 1) ON CONFLICT (key) DO NOTHING"""
# The marks of the last writes: others may have written on top of one whose answer was lost.
_REPLACE = """UPDATE {table}
    SET doc = %s, written = (%s || written)[1:16], version = version + 1
    WHERE key = %s AND version = %s"""
_REPLACE_ALL = """UPDATE {table}
    SET doc = %s, written = (%s || written)[1:16], terms = %s, version = version + 1
    WHERE key = %s AND version = %s"""
_WRITTEN = "SELECT 1 FROM {table} WHERE key = %s AND %s = ANY (written)"
_DELETE = "DELETE FROM {table} WHERE key = %s AND version = %s"
_GONE = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE key = %s)"
_PAGE = "SELECT key, version, doc::text FROM {table} WHERE key > %s ORDER BY key LIMIT %s"
# Only a value of which a part is indexed is compared as a whole: the server knows nothing of how
# often a whole value is there, takes it for rare, and would rather read all documents.
_WHOLE: LiteralString = " AND {field} = %s"
_AFTER: LiteralString = " AND seq < (SELECT seq FROM {table} WHERE key = %s)"
_FIND: LiteralString = """SELECT key, version, doc::text FROM {table}
    WHERE {indexed} = %s[whole][after] ORDER BY seq DESC LIMIT %s"""
_COUNT: LiteralString = "SELECT count(*) FROM {table} WHERE {indexed} = %s[whole]"
_DUE = """SELECT key, version, doc::text FROM {table}
    WHERE {indexed} <= %s ORDER BY {indexed} LIMIT %s"""
_TOO: LiteralString = " AND seq IN (SELECT seq FROM {terms} WHERE term = %s)"
_SEARCH: LiteralString = """SELECT key, version, doc::text FROM
    (SELECT seq FROM {terms} WHERE term = %s[too] ORDER BY seq DESC LIMIT %s OFFSET %s) AS hit
    JOIN {table} USING (seq) ORDER BY seq DESC"""
_STARTING = """SELECT key, version, doc::text FROM
    (SELECT DISTINCT seq FROM
        (SELECT seq FROM {terms} WHERE term >= %s AND term < %s ORDER BY term DESC LIMIT %s) AS near
        ORDER BY seq DESC LIMIT %s OFFSET %s) AS hit
    JOIN {table} USING (seq) ORDER BY seq DESC"""
_LAST_LETTER = "\U0010ffff"

Connect = ConnectionPool[Connection[Any]]


class PostgresStore:
    """One table in the schema `printdesk`.

    Several stores may share the pool; it is named after its database, and its connections are in
    autocommit mode. The constructor and every method raise `StoreFailed` when the server cannot be
    used, or stays away for `patience` seconds. A write whose answer was lost is settled before the
    call returns, by the mark that every write leaves in its row.
    """

    def __init__(self, pool: Connect, layout: Layout, patience: float = PATIENCE) -> None:
        self._pool = pool
        self._layout = layout
        self._patience = patience
        self._queries: dict[tuple[str, str], bytes] = {}
        self._attempt(layout.prepare)

    def get(self, key: str, known: int = 0) -> Row | None:
        """Read one document; at the version that the caller has `known` it comes empty."""
        rows = self._select(_GET, known, hidden(key))
        return rows[0] if rows else None

    def create(self, key: str, doc: Doc) -> Row:
        """Add a document; `Conflict` when the key exists."""
        self._write(_CREATE, doc, [self._layout.terms(doc)], key)
        return Row(key, 1, doc)

    def replace(self, row: Row, doc: Doc) -> Row:
        """Change a document that is still at the row's version; `Conflict` when it is not."""
        after, has_its_terms = changed(row, doc, self._layout.vocabulary)
        if has_its_terms:
            self._write(_REPLACE, doc, [], row.key, row.version)
        else:
            self._write(_REPLACE_ALL, doc, [self._layout.terms(doc)], row.key, row.version)
        return after

    def delete(self, row: Row) -> None:
        """Remove a document that is still at the row's version; `Conflict` when it is not.

        After a lost answer, a document that is gone counts as removed.
        """
        key = hidden(row.key)
        changed, doubtful = self._changed(_DELETE, key, row.version)
        if not changed and not (doubtful and self._is_so(_GONE, key)):
            raise Conflict(row.key)

    def find(self, field: str, value: str, limit: int = 100, *, after: str = "") -> Sequence[Row]:
        """Give documents by the text of an indexed field, last created first; see `Store`.

        Raises:
            ValueError: the field is not indexed.
        """
        value = hidden(value)
        whole, known = [value] if len(value) >= PART else [], [hidden(after)] if after else []
        sql = finding(whole=bool(whole), after=bool(known))
        return self._by(field, sql, value[:PART], *whole, *known, limit)

    def count(self, field: str, value: str) -> int:
        """Tell how many documents `find` would give in all; else as `find`."""
        value = hidden(value)
        whole = [value] if len(value) >= PART else []
        query = self._query(_COUNT.replace("[whole]", _WHOLE if whole else ""), self._known(field))
        values = (value[:PART], *whole)
        ((count,),), _ = self._attempt(
            lambda connection: connection.execute(query, values).fetchall()
        )
        return int(count)

    def due(self, field: str, until: str, limit: int = 100) -> Sequence[Row]:
        """Give documents whose indexed field is at most this text, least first; else as `find`."""
        return self._by(field, _DUE, hidden(until)[:PART], limit)

    def search(self, terms: Sequence[str], limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give the documents that have all of these terms, last created first."""
        if not terms:
            return []
        sql = _SEARCH.replace("[too]", _TOO * (len(terms) - 1))
        return self._select(sql, *map(term, terms), limit, skip)

    def starting(self, prefix: str, limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give documents with a term that starts so, last created first; see `Store`."""
        first = term(prefix)
        last = first + _LAST_LETTER
        return self._select(_STARTING, first, last, MOST_CONSIDERED, limit, skip)

    def page(self, after: str = "", limit: int = 100) -> Sequence[Row]:
        """Give documents in the order of their keys, from behind `after`."""
        return self._select(_PAGE, hidden(after), limit)

    def close(self) -> None:
        """Do nothing: the connections belong to the pool."""

    def _by(self, field: str, sql: LiteralString, *values: object) -> Sequence[Row]:
        return self._rows(self._query(sql, self._known(field)), values)

    def _known(self, field: str) -> str:
        if field not in self._layout.indexed:
            msg = f"{field} is not indexed in {self._layout.table}"
            raise ValueError(msg)
        return field

    def _query(self, sql: LiteralString, field: str = "") -> bytes:
        """Give a statement with its names, which is put together once."""
        if (query := self._queries.get((sql, field))) is None:
            query = self._queries[sql, field] = self._layout.sql(sql, field).as_bytes()
        return query

    def _select(self, sql: LiteralString, *values: object) -> list[Row]:
        return self._rows(self._query(sql), values)

    def _rows(self, query: bytes, values: Sequence[object]) -> list[Row]:
        found, _ = self._attempt(lambda connection: connection.execute(query, values).fetchall())
        return [
            Row(shown(key), version, from_json(shown_json(doc), cache_strings="keys"))
            for key, version, doc in found
        ]

    def _write(
        self, sql: LiteralString, doc: Doc, terms: Sequence[object], key: str, *where: object
    ) -> None:
        # A mark is no secret, and random bytes of the system let go of the interpreter.
        mark, hidden_key = UUID(int=getrandbits(128)), hidden(key)
        content = (self._layout.text(doc), mark, *terms)
        changed, doubtful = self._changed(sql, *content, hidden_key, *where)
        if not changed and not (doubtful and self._is_so(_WRITTEN, hidden_key, mark)):
            raise Conflict(key)

    def _changed(self, sql: LiteralString, *values: object) -> tuple[int, bool]:
        query = self._query(sql)
        return self._attempt(lambda connection: connection.execute(query, values).rowcount)

    def _is_so(self, sql: LiteralString, *values: object) -> bool:
        return bool(self._changed(sql, *values)[0])

    def _attempt(self, call: Callable[[Connection[Any]], Any]) -> tuple[Any, bool]:
        """Give what the call gives, and whether an earlier try may have got through as well."""
        end = time.monotonic() + self._patience
        doubtful = False
        while True:
            try:
                with self._pool.connection(timeout=max(end - time.monotonic(), PAUSE)) as lent:
                    return call(lent), doubtful
            except PASSING as error:
                doubtful = True
                if time.monotonic() + PAUSE >= end:
                    raise StoreFailed(self._pool.name, _why(error)) from error
                time.sleep(PAUSE)
            except (Error, NewerLayout) as error:
                raise StoreFailed(self._pool.name, _why(error)) from error


def finding(*, whole: bool, after: bool) -> LiteralString:
    """Give the statement that finds documents by a field, perhaps by all of it or from a key on."""
    return _FIND.replace("[whole]", _WHOLE if whole else "").replace(
        "[after]", _AFTER if after else ""
    )


def _why(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
