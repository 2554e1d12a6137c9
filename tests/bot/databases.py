"""Where an engine under test keeps what it knows."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import psycopg

from bot.engine import Engine

ROOT = Path(__file__).parents[2]
NONE = "-"


_IN_FILE = (
    """CREATE TRIGGER refusal BEFORE UPDATE ON {table}
    BEGIN SELECT RAISE(FAIL, 'the disk is full'); END""",
    "DROP TRIGGER refusal",
)
_IN_POSTGRES = (
    """CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql
    AS 'BEGIN RAISE ''the disk is full''; END';
    CREATE TRIGGER refusal BEFORE UPDATE ON {table} EXECUTE FUNCTION refuse()""",
    "DROP FUNCTION refuse CASCADE",
)


@dataclass(frozen=True)
class Database:
    """A folder, and the address of a PostgreSQL database unless the file in it is used."""

    folder: Path
    url: str | None

    def engine(self, executor: str) -> Engine:
        """Open an engine in this process."""
        return Engine(self.folder, executor, self.url)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the engine's own tables."""
        if self.url is None:
            with closing(sqlite3.connect(self.folder / "engine.sqlite")) as file:
                return file.execute(sql).fetchall()
        with psycopg.connect(self.url, options="-c search_path=dbos") as connection:
            return connection.execute(sql.encode()).fetchall()

    @contextmanager
    def refusing_changes(self, table: str) -> Iterator[None]:
        """Have the database refuse to change what a table holds, as on a full disk."""
        made, undone = _IN_FILE if self.url is None else _IN_POSTGRES
        self._run(made.format(table=table))
        try:
            yield
        finally:
            self._run(undone.format(table=table))

    def _run(self, sql: str) -> None:
        if self.url is None:
            with closing(sqlite3.connect(self.folder / "engine.sqlite", timeout=30)) as file:
                file.executescript(sql)
            return
        with psycopg.connect(self.url, options="-c search_path=dbos") as connection:
            connection.execute(sql.encode())

    @contextmanager
    def process(self, does: str, *words: str) -> Iterator["Popen[str]"]:
        """Let another process do one of the things in `engine_process.py`, until the block ends."""
        where = (str(self.folder), self.url or NONE)
        command = [sys.executable, "-m", "tests.bot.engine_process", *where, does, *words]
        # Our own program with words that the test wrote.
        with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as running:  # noqa: S603
            try:
                yield running
            finally:
                running.kill()


def line(running: "Popen[str]") -> str:
    """Wait for the next line that the process prints; empty when it has ended."""
    assert running.stdout is not None
    return running.stdout.readline().strip()


def tell(running: "Popen[str]", text: str) -> None:
    """Send the process a line."""
    assert running.stdin is not None
    running.stdin.write(f"{text}\n")
    running.stdin.flush()


def stopped(process: "Popen[str]") -> list[str]:
    """Stop the process and give what it said until its end."""
    tell(process, "stop")
    said = []
    while (text := line(process)) != "closed":
        said.append(text)
    return said
