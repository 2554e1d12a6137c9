"""The store in an SQLite file, for the threads and processes of one machine, by sqlitedict."""

import json
import sqlite3
import time
from collections.abc import Collection, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

from sqlitedict import SqliteDict

from state.store import Conflict, Doc, Row, StoreFailed, Vocabulary
from state.store.sqlite_readers import Readers
from state.store.sqlite_schema import PATIENCE, Schema
from state.store.sqlite_search import Search

FULL = 2
"""SQLite's number for the synchronous mode in which whatever returned survives a power cut."""
MOST_TRIES = 20
_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}

_GET = "SELECT key, value FROM [table] WHERE key = ?"
_CREATE = "INSERT INTO [table] (key, value, terms) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING"
_REPLACE = """UPDATE [table] SET value = ?, terms = ?
    WHERE key = ? AND json_extract(value, '$.version') = ?"""
_DELETE = "DELETE FROM [table] WHERE key = ? AND json_extract(value, '$.version') = ?"
_PAGE = "SELECT key, value FROM [table] WHERE key > ? ORDER BY key LIMIT ?"
_FIND = "SELECT key, value FROM [table] WHERE [field] = ? ORDER BY rowid DESC LIMIT ?"
_COUNT = "SELECT COUNT(*) FROM [table] WHERE [field] = ?"
_DUE = "SELECT key, value FROM [table] WHERE [field] <= ? ORDER BY [field] LIMIT ?"
_FIND_AFTER = """SELECT key, value FROM [table]
    WHERE [field] = ? AND rowid < (SELECT rowid FROM [table] WHERE key = ?)
    ORDER BY rowid DESC LIMIT ?"""


class SqliteDictStore:
    """One table of an SQLite file; `indexed` names the fields that `find` takes (`spot.card`).

    Several stores may share the file. Needs a local disk. The constructor and every method raise
    `StoreFailed` when the file cannot be used, or stays locked for `PATIENCE` seconds.
    """

    def __init__(
        self,
        path: Path,
        table: str,
        indexed: Collection[str] = (),
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._path = path
        self._readers = Readers(path)
        self._schema = Schema(table, frozenset(indexed), vocabulary)
        self._search = Search(self._schema, self._readers)
        # sqlitedict hands an error to whichever thread asks next: one call at a time, so that it
        # reaches the one who caused it.
        self._lock = Lock()
        try:
            self._dict = _opened(path, self._schema)
        except sqlite3.Error as error:
            raise StoreFailed(path, str(error)) from error
        try:
            self._set_up()
        except StoreFailed:
            self.close()
            raise

    def get(self, key: str) -> Row | None:
        """Read one document."""
        rows = self._select(self._schema.sql(_GET), key)
        return rows[0] if rows else None

    def create(self, key: str, doc: Doc) -> Row:
        """Add a document; `Conflict` when the key exists."""
        row = Row(key, 1, doc)
        self._change(key, _CREATE, key, text_of(row), self._schema.terms_of(doc))
        return row

    def replace(self, row: Row, doc: Doc) -> Row:
        """Change a document that is still at the row's version; `Conflict` when it is not."""
        after, terms = Row(row.key, row.version + 1, doc), self._schema.terms_of(doc)
        self._change(row.key, _REPLACE, text_of(after), terms, row.key, row.version)
        return after

    def delete(self, row: Row) -> None:
        """Remove a document that is still at the row's version; `Conflict` when it is not."""
        self._change(row.key, _DELETE, row.key, row.version)

    def find(self, field: str, value: str, limit: int = 100, *, after: str = "") -> Sequence[Row]:
        """Give documents by the text of an indexed field, last created first.

        Raises:
            ValueError: the field is not indexed.
        """
        if after:
            return self._select(self._by(_FIND_AFTER, field), value, after, limit)
        return self._select(self._by(_FIND, field), value, limit)

    def count(self, field: str, value: str) -> int:
        """Tell how many documents `find` would give in all; else as `find`."""
        ((count,),) = self._readers.select(self._by(_COUNT, field), (value,))
        return int(count)

    def due(self, field: str, until: str, limit: int = 100) -> Sequence[Row]:
        """Give documents whose indexed field is at most this text, least first; else as `find`."""
        return self._select(self._by(_DUE, field), until, limit)

    def search(self, terms: Sequence[str], limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give the documents that have all of these terms, last created first."""
        return self._select(*self._search.by_terms(terms), limit, skip) if terms else []

    def starting(self, prefix: str, limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give documents with a term that starts so, last created first; see `Store`."""
        return self._select(*self._search.by_prefix(prefix), limit, skip)

    def page(self, after: str = "", limit: int = 100) -> Sequence[Row]:
        """Give documents in the order of their keys, from behind `after`."""
        return self._select(self._schema.sql(_PAGE), after, limit)

    def close(self) -> None:
        """Let go of the file and of the thread that reads it; closing twice is fine."""
        self._readers.close()
        with self._lock:
            conn = self._dict.conn
            # A thread that died would never answer that it has closed the file.
            self._dict.close(force=conn is not None and not conn.is_alive())

    def _set_up(self) -> None:
        with self._lock:
            self._run(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            # What is removed is overwritten, whatever SQLite was built with: it may be a person.
            self._run("PRAGMA secure_delete = ON")
            self._run("PRAGMA synchronous = FULL")
            if self._run("PRAGMA synchronous") != [(FULL,)]:
                raise StoreFailed(self._path, "it does not keep what was written")

    def _by(self, statement: str, field: str) -> str:
        if field not in self._schema.indexed:
            msg = f"{field} is not indexed in {self._schema.table}"
            raise ValueError(msg)
        return self._schema.sql(statement, field)

    def _select(self, sql: str, *values: str | int) -> list[Row]:
        return [_row(key, text) for key, text in self._readers.select(sql, values)]

    def _change(self, key: str, statement: str, *values: str | int) -> None:
        # Both at once, and the answer to the second says that the first is done: each wait for
        # sqlitedict's thread costs as much as the work itself.
        with self._lock:
            changed = self._run("SELECT changes()", before=(self._schema.sql(statement), values))
        if changed != [(1,)]:
            raise Conflict(key)

    def _run(
        self, sql: str, *values: str | int, before: tuple[str, Sequence[str | int]] | None = None
    ) -> list[tuple[Any, ...]]:
        """Execute one statement to its end, after another; the caller holds the lock."""
        if (conn := self._dict.conn) is None:
            raise StoreFailed(self._path, "it is closed")
        answers: SimpleQueue[Any] = SimpleQueue()
        try:
            if before is not None:
                conn.execute(*before)
            conn.execute(sql, values, answers)
            rows = []
            while isinstance(row := _next(conn, answers), tuple):
                rows.append(row)
            conn.check_raise_error()
        except sqlite3.Error as error:
            raise StoreFailed(self._path, str(error)) from error
        return rows


def _opened(path: Path, schema: Schema) -> SqliteDict:
    for _ in range(MOST_TRIES - 1):
        try:
            return _dict(path, schema)
        except sqlite3.OperationalError as error:
            # SQLite does not wait here, although other processes are only opening the file, too.
            if error.sqlite_errorcode & 0xFF not in _PASSING:
                raise
            time.sleep(0.05)
    return _dict(path, schema)


def _dict(path: Path, schema: Schema) -> SqliteDict:
    schema.prepare(path)
    return SqliteDict(
        str(path), tablename=schema.table, autocommit=True, journal_mode="WAL", outer_stack=False
    )


def _next(conn: Any, answers: "SimpleQueue[Any]") -> Any:
    while True:
        try:
            return answers.get(timeout=1)
        except Empty:
            if not conn.is_alive() and answers.empty():
                # sqlitedict's thread ends at an error between two rows and would never answer.
                msg = "reading it broke off"
                raise sqlite3.OperationalError(msg) from None


def text_of(row: Row) -> str:
    """Write a document and its version as they are kept."""
    return json.dumps({"version": row.version, "doc": row.doc}, ensure_ascii=False, allow_nan=False)


def _row(key: str, text: str) -> Row:
    value = json.loads(text)
    return Row(key, value["version"], value["doc"])
