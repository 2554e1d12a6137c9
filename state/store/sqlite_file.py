"""One SQLite file for any number of tables: written through sqlitedict, one call at a time."""

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

from sqlitedict import SqliteDict

from state.store import StoreFailed
from state.store.sqlite_readers import Readers
from state.store.sqlite_schema import PATIENCE, Schema

FULL = 2
"""SQLite's number for the synchronous mode in which whatever returned survives a power cut."""
MOST_TRIES = 20
_PASSING = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}


class SqliteFile:
    """A file on a local disk, for the threads and processes of one machine.

    It has to be prepared for a table before anything is done with that. Every method raises
    `StoreFailed` when the file cannot be used, or stays locked for `PATIENCE` seconds.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.readers = Readers(path)
        # sqlitedict hands an error to whichever thread asks next: one call at a time, so that it
        # reaches the one who caused it.
        self._lock = Lock()
        self._dict: SqliteDict | None = None

    def prepare(self, schema: Schema) -> None:
        """Bring the file up to the schema of a table."""
        try:
            with self._lock:
                self._prepare(schema)
        except sqlite3.Error as error:
            raise StoreFailed(self.path, str(error)) from error
        except StoreFailed:
            self.close()
            raise

    def change(self, sql: str, values: Sequence[str | int]) -> int:
        """Execute a statement, and tell how many rows it has changed once that is durable."""
        # Both at once, and the answer to the second says that the first is done: each wait for
        # sqlitedict's thread costs as much as the work itself.
        with self._lock:
            ((changed,),) = self._run("SELECT changes()", before=(sql, values))
        return int(changed)

    def run(self, sql: str, *values: str | int) -> list[tuple[Any, ...]]:
        """Execute one statement to its end, and give its rows."""
        with self._lock:
            return self._run(sql, *values)

    def close(self) -> None:
        """Let go of the file and of the thread that writes it; closing twice is fine."""
        self.readers.close()
        with self._lock:
            if self._dict is not None:
                conn = self._dict.conn
                # A thread that died would never answer that it has closed the file.
                self._dict.close(force=conn is not None and not conn.is_alive())

    def _prepare(self, schema: Schema) -> None:
        for _ in range(MOST_TRIES - 1):
            try:
                self._open(schema)
            except sqlite3.OperationalError as error:
                # SQLite does not wait here, although others are only opening the file, too.
                if error.sqlite_errorcode & 0xFF not in _PASSING:
                    raise
                time.sleep(0.05)
            else:
                return
        self._open(schema)

    def _open(self, schema: Schema) -> None:
        schema.prepare(self.path)
        if self._dict is None:
            self._dict = SqliteDict(
                str(self.path),
                tablename=schema.table,
                autocommit=True,
                journal_mode="WAL",
                outer_stack=False,
            )
            self._set_up()

    def _set_up(self) -> None:
        self._run(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
        # What is removed is overwritten, whatever SQLite was built with: it may be a person.
        self._run("PRAGMA secure_delete = ON")
        self._run("PRAGMA synchronous = FULL")
        if self._run("PRAGMA synchronous") != [(FULL,)]:
            raise StoreFailed(self.path, "it does not keep what was written")

    def _run(
        self, sql: str, *values: str | int, before: tuple[str, Sequence[str | int]] | None = None
    ) -> list[tuple[Any, ...]]:
        """Execute one statement to its end, after another; the caller holds the lock."""
        if self._dict is None or (conn := self._dict.conn) is None:
            raise StoreFailed(self.path, "it is closed")
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
            raise StoreFailed(self.path, str(error)) from error
        return rows


def _next(conn: Any, answers: "SimpleQueue[Any]") -> Any:
    while True:
        try:
            return answers.get(timeout=1)
        except Empty:
            if not conn.is_alive() and answers.empty():
                # sqlitedict's thread ends at an error between two rows and would never answer.
                msg = "reading it broke off"
                raise sqlite3.OperationalError(msg) from None
