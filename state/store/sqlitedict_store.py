"""The store in an SQLite file, for the threads and processes of one machine, by sqlitedict."""

import json
import sqlite3
import time
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path
from queue import Empty, Queue
from threading import Lock
from typing import Any

from sqlitedict import SqliteDict

from state.store import Conflict, Doc, Row, StoreFailed

PATIENCE = 30.0
"""Seconds for which a call waits for other processes to let go of the file."""
FULL = 2
"""SQLite's number for the synchronous mode in which whatever returned survives a power cut."""
MOST_TRIES = 20
_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}

_GET = "SELECT key, value FROM [table] WHERE key = ?"
_CREATE = "INSERT INTO [table] (key, value) VALUES (?, ?) ON CONFLICT (key) DO NOTHING"
_REPLACE = "UPDATE [table] SET value = ? WHERE key = ? AND json_extract(value, '$.version') = ?"
_DELETE = "DELETE FROM [table] WHERE key = ? AND json_extract(value, '$.version') = ?"
_PAGE = "SELECT key, value FROM [table] WHERE key > ? ORDER BY key LIMIT ?"
_FIND = "SELECT key, value FROM [table] WHERE [field] = ? ORDER BY rowid DESC LIMIT ?"
_DUE = "SELECT key, value FROM [table] WHERE [field] <= ? ORDER BY [field] LIMIT ?"
_INDEX = "CREATE INDEX IF NOT EXISTS [index] ON [table] ([field])"


class SqliteDictStore:
    """One table of an SQLite file; `indexed` names the fields that `find` takes (`spot.card`).

    Several stores may share the file. Needs a local disk. The constructor and every method raise
    `StoreFailed` when the file cannot be used, or stays locked for `PATIENCE` seconds.
    """

    def __init__(self, path: Path, table: str, indexed: Collection[str] = ()) -> None:
        self._path = path
        self._table = table
        self._indexed = frozenset(indexed)
        # sqlitedict hands an error to whichever thread asks next: one call at a time, so that it
        # reaches the one who caused it.
        self._lock = Lock()
        try:
            self._dict = _opened(path, table)
        except sqlite3.Error as error:
            raise StoreFailed(path, str(error)) from error
        try:
            self._set_up()
        except StoreFailed:
            self.close()
            raise

    def get(self, key: str) -> Row | None:
        """Read one document."""
        rows = self._select(self._sql(_GET), key)
        return rows[0] if rows else None

    def create(self, key: str, doc: Doc) -> Row:
        """Add a document; `Conflict` when the key exists."""
        row = Row(key, 1, doc)
        self._change(key, _CREATE, key, _text(row))
        return row

    def replace(self, row: Row, doc: Doc) -> Row:
        """Change a document that is still at the row's version; `Conflict` when it is not."""
        after = Row(row.key, row.version + 1, doc)
        self._change(row.key, _REPLACE, _text(after), row.key, row.version)
        return after

    def delete(self, row: Row) -> None:
        """Remove a document that is still at the row's version; `Conflict` when it is not."""
        self._change(row.key, _DELETE, row.key, row.version)

    def find(self, field: str, value: str, limit: int = 100) -> Sequence[Row]:
        """Give documents by the text of an indexed field, last created first.

        Raises:
            ValueError: the field is not indexed.
        """
        return self._select(self._by(_FIND, field), value, limit)

    def due(self, field: str, until: str, limit: int = 100) -> Sequence[Row]:
        """Give documents whose indexed field is at most this text, least first; else as `find`."""
        return self._select(self._by(_DUE, field), until, limit)

    def page(self, after: str = "", limit: int = 100) -> Sequence[Row]:
        """Give documents in the order of their keys, from behind `after`."""
        return self._select(self._sql(_PAGE), after, limit)

    def close(self) -> None:
        """Let go of the file and of the thread that reads it; closing twice is fine."""
        with self._lock:
            conn = self._dict.conn
            # A thread that died would never answer that it has closed the file.
            self._dict.close(force=conn is not None and not conn.is_alive())

    def _set_up(self) -> None:
        with self._lock:
            self._run(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
            self._run("PRAGMA synchronous = FULL")
            if self._run("PRAGMA synchronous") != [(FULL,)]:
                raise StoreFailed(self._path, "it does not keep what was written")
            for field in sorted(self._indexed):
                self._run(self._sql(_INDEX, field))

    def _by(self, statement: str, field: str) -> str:
        if field not in self._indexed:
            msg = f"{field} is not indexed in {self._table}"
            raise ValueError(msg)
        return self._sql(statement, field)

    def _sql(self, statement: str, field: str = "") -> str:
        return (
            statement.replace("[table]", _name(self._table))
            .replace("[index]", _name(f"{self._table} by {field}"))
            .replace("[field]", f"json_extract(value, '$.doc.{field}')")
        )

    def _select(self, sql: str, *values: str | int) -> list[Row]:
        with self._lock:
            found = self._run(sql, *values)
        return [_row(key, text) for key, text in found]

    def _change(self, key: str, statement: str, *values: str | int) -> None:
        with self._lock:
            self._run(self._sql(statement), *values)
            changed = self._run("SELECT changes()") == [(1,)]
        if not changed:
            raise Conflict(key)

    def _run(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Execute one statement to its end; the caller holds the lock."""
        if (conn := self._dict.conn) is None:
            raise StoreFailed(self._path, "it is closed")
        answers: Queue[Any] = Queue()
        try:
            conn.execute(sql, values, answers)
            rows = []
            while isinstance(row := _next(conn, answers), tuple):
                rows.append(row)
            conn.check_raise_error()
        except sqlite3.Error as error:
            raise StoreFailed(self._path, str(error)) from error
        return rows


def _opened(path: Path, table: str) -> SqliteDict:
    for _ in range(MOST_TRIES - 1):
        try:
            return _dict(path, table)
        except sqlite3.OperationalError as error:
            # SQLite does not wait here, although other processes are only opening the file, too.
            if error.sqlite_errorcode & 0xFF not in _PASSING:
                raise
            time.sleep(0.05)
    return _dict(path, table)


def _dict(path: Path, table: str) -> SqliteDict:
    # A connection of our own goes first: its errors come out here, not in sqlitedict's thread.
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as first:
        if first.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
            msg = "it cannot be shared by several processes"
            raise sqlite3.DatabaseError(msg)
        first.execute("BEGIN IMMEDIATE")
        first.execute("ROLLBACK")
        return SqliteDict(
            str(path), tablename=table, autocommit=True, journal_mode="WAL", outer_stack=False
        )


def _next(conn: Any, answers: "Queue[Any]") -> Any:
    while True:
        try:
            return answers.get(timeout=1)
        except Empty:
            if not conn.is_alive() and answers.empty():
                # sqlitedict's thread ends at an error between two rows and would never answer.
                msg = "reading it broke off"
                raise sqlite3.OperationalError(msg) from None


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(row: Row) -> str:
    return json.dumps({"version": row.version, "doc": row.doc}, ensure_ascii=False, allow_nan=False)


def _row(key: str, text: str) -> Row:
    value = json.loads(text)
    return Row(key, value["version"], value["doc"])
