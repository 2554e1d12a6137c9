"""Connections that only read: in the caller's thread, and at the same time as others."""

import sqlite3
from collections import deque
from contextlib import closing
from pathlib import Path
from typing import Any

from state.store import StoreFailed
from state.store.sqlite_schema import PATIENCE


class Readers:
    """As many connections to one file as were ever needed at once; each read sees all that is done.

    A read through sqlitedict waits for its thread, which costs little on an idle machine and a turn
    of the scheduler on a busy one. In WAL mode a reader waits for nobody.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()
        self._open = True

    def select(self, sql: str, values: tuple[str | int, ...]) -> list[tuple[Any, ...]]:
        """Give all rows; raises `StoreFailed`."""
        if not self._open:
            raise StoreFailed(self._path, "it is closed")
        try:
            connection = self._taken()
            try:
                rows = connection.execute(sql, values).fetchall()
            except BaseException:
                # Whatever is wrong with it, it is not for others.
                connection.close()
                raise
        except sqlite3.Error as error:
            raise StoreFailed(self._path, str(error)) from error
        self._give_back(connection)
        return rows

    def close(self) -> None:
        """Close all connections, those that read at the moment when they are done."""
        self._open = False
        while self._idle:
            with closing(self._idle.pop()):
                continue

    def _taken(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()
        except IndexError:
            connection = sqlite3.connect(
                self._path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA query_only = ON")
            return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        self._idle.append(connection)
        if not self._open:
            # It was closed meanwhile, perhaps before this one was given back.
            self.close()
