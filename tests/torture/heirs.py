"""How long the work of a process that died, or fell silent, is left alone."""

import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread
from typing import NamedTuple

import psycopg

LOOK = 0.05
_RUNS = """SELECT workflow_uuid, status, executor_id FROM {schema}workflow_status
    WHERE status IN ('PENDING', 'ENQUEUED')"""


class Run(NamedTuple):
    """A background run that has not ended."""

    id: str
    status: str
    executor: str


Look = Callable[[], Sequence[Run]]


def in_file(folder: Path) -> Look:
    """Give a look at the runs in an engine's file."""
    path = folder / "engine.sqlite"

    def look() -> Sequence[Run]:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=10)) as file:
            return [Run(*row) for row in file.execute(_RUNS.format(schema=""))]

    return look


def in_database(url: str) -> Look:
    """Give a look at the runs in an engine's database."""

    def look() -> Sequence[Run]:
        with psycopg.connect(url, autocommit=True) as connection:
            return [Run(*row) for row in connection.execute(_RUNS.format(schema="dbos.").encode())]

    return look


@dataclass
class _Estate:
    """What a process left behind, since when, and by what it lost it."""

    owner: str
    runs: set[str]
    since: float
    kind: str


@dataclass
class Heirs:
    """Watches until every run that a process left has been begun by another."""

    look: Look
    took: dict[str, list[float]] = field(default_factory=dict)
    """The seconds that it took, by what had happened to the process."""
    _open: list[_Estate] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)
    _closing: Event = field(default_factory=Event)

    def leave(self, owner: str | None, kind: str) -> None:
        """Note that a process is gone; nothing is noted when it had nothing to do."""
        since = time.monotonic()
        seen = self._seen() or ()
        runs = {run.id for run in seen if run.executor == owner and run.status == "PENDING"}
        if owner is not None and runs:
            with self._lock:
                self._open.append(_Estate(owner, runs, since, kind))

    def forget(self, owner: str | None) -> None:
        """Note that a process goes on after all."""
        with self._lock:
            self._open = [estate for estate in self._open if estate.owner != owner]

    def open(self) -> None:
        """Begin to watch."""
        self._eyes = Thread(target=self._work, name="heirs", daemon=True)
        self._eyes.start()

    def close(self, patience: float) -> int:
        """Watch no longer than so many seconds; give how many left something nobody has begun."""
        end = time.monotonic() + patience
        while self._waiting() and time.monotonic() < end:
            self._closing.wait(LOOK)
        self._closing.set()
        self._eyes.join()
        return self._waiting()

    def _waiting(self) -> int:
        with self._lock:
            return len(self._open)

    def _work(self) -> None:
        while not self._closing.wait(LOOK):
            with self._lock:
                estates = list(self._open)
            if estates and (seen := self._seen()) is not None:
                self._settle(estates, seen)

    def _settle(self, estates: Sequence[_Estate], runs: Sequence[Run]) -> None:
        now = time.monotonic()
        for estate in estates:
            left = {r.id for r in runs if r.status == "ENQUEUED" or r.executor == estate.owner}
            if not left & estate.runs:
                with self._lock:
                    if estate in self._open:
                        self._open.remove(estate)
                        self.took.setdefault(estate.kind, []).append(now - estate.since)

    def _seen(self) -> Sequence[Run] | None:
        try:
            return self.look()
        except (sqlite3.Error, psycopg.Error):
            return None
