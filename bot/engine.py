"""The thin skin around DBOS: durable runs that are started once by key and go on after a crash."""

import fcntl
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Condition
from typing import Self, TextIO

from dbos import DBOS, DBOSPortableJSONSerializer, SetWorkflowID

Run = Callable[[str, str], None]
VERSION = "printdesk-1"
"""Pinned by hand: by default any change of the code strands the runs that a restart must finish."""
MOST_THREADS = 200


class DataDirInUse(RuntimeError):
    """Another process works on these files."""


class Running:
    """Counts the runs that are under way, so that closing waits for them and no longer."""

    def __init__(self) -> None:
        self._count = 0
        self._changed = Condition()

    def __enter__(self) -> None:
        self._add(1)

    def __exit__(self, *_: object) -> None:
        self._add(-1)

    def wait_for_none(self, limit: float) -> None:
        """Return when no run is under way, or after `limit` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._count == 0, limit)

    def _add(self, number: int) -> None:
        with self._changed:
            self._count += number
            self._changed.notify_all()


class Engine:
    """Runs functions of two strings (order, detail) that survive a crash of the process.

    A run that a crash interrupted begins again from its start at the next launch: what it has done
    already it must find in the record. Exactly one process at a time may own `data_dir`, so the
    executor keeps one name and takes up its own unfinished runs.
    """

    def __init__(self, data_dir: Path) -> None:
        self._lock = _lock(data_dir / "engine.lock")
        path = data_dir / "engine.sqlite"
        _use_wal(path)
        DBOS(
            config={
                "name": "printdesk",
                "system_database_url": f"sqlite:///{path.resolve()}",
                "executor_id": "printdesk",
                "application_version": VERSION,
                "serializer": DBOSPortableJSONSerializer(),
                "log_level": "ERROR",
                "max_executor_threads": MOST_THREADS,
            }
        )
        self._runs: dict[str, Run] = {}
        self._running = Running()

    def register(self, name: str, run: Run) -> None:
        """Name a function so that its runs can be started, and resumed after a crash."""

        @DBOS.workflow(name=name)
        def workflow(order_id: str, detail: str) -> None:
            with self._running:
                run(order_id, detail)

        self._runs[name] = workflow

    def launch(self) -> Self:
        """Begin to work, first of all on what a crash interrupted."""
        DBOS.launch()
        return self

    def start(self, name: str, order_id: str, detail: str) -> None:
        """Start a run; durable when this returns. The same three words never run twice."""
        with SetWorkflowID(f"{name}/{order_id}/{detail}"):
            DBOS.start_workflow(self._runs[name], order_id, detail)

    def close(self, patience: float = 5.0) -> None:
        """Let running work end within `patience` seconds; the rest goes on at the next launch."""
        self._running.wait_for_none(patience)
        DBOS.destroy(destroy_registry=True)
        self._lock.close()


def _lock(path: Path) -> TextIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        raise DataDirInUse(path.parent) from None
    return file


def _use_wal(path: Path) -> None:
    # DBOS leaves the journal mode alone, the file keeps it, and WAL is several times as fast.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
