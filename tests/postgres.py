"""A real PostgreSQL server for the tests alone: Debian's, in a folder and on a port of its own."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.bot.waiting import wait_for

MISSING = "PostgreSQL is not installed (apt-get install postgresql): its tests are left out"
DEMANDED = "REQUIRE_POSTGRES"
"""With this in the environment, a machine without PostgreSQL is an error."""
LOCAL = ("max_connections=200", "listen_addresses=127.0.0.1")
QUICK = ("fsync=off", "full_page_writes=off")
"""No test here cuts the power."""


def programs() -> Path | None:
    """Find the folder with the newest server, if there is one."""
    folders = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    return max((f.parent for f in folders), key=lambda f: int(f.parent.name), default=None)


def is_left_out() -> bool:
    """Tell whether the tests with PostgreSQL are left out here."""
    return programs() is None and not os.environ.get(DEMANDED)


def kinds() -> tuple[str, ...]:
    """Name the databases that tests run with."""
    return ("sqlite",) if is_left_out() else ("sqlite", "postgres")


class Server:
    """A server with a user `printdesk` that needs no password; it can be killed and restarted."""

    def __init__(self, folder: Path, port: int, settings: Sequence[str] = QUICK) -> None:
        self._folder = folder
        self._settings = (*LOCAL, *settings)
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, and wait until it answers."""
        settings = [word for setting in self._settings for word in ("-c", setting)]
        self._process = self._run(
            "postgres", "-D", "data", "-p", str(self.port), "-k", str(self._folder), *settings
        )
        wait_for(self._answers, 30)

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """End it as a crash does (`SIGQUIT`), or in order (`SIGINT`)."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)

    def initialise(self) -> None:
        """Make the files of a fresh server."""
        made = self._run("initdb", "-D", "data", "-A", "trust", "-U", "printdesk", *_INITDB)
        assert made.wait(60) == 0

    def empty_database(self) -> str:
        """Give the address of a database without anything of the bot, for one test at a time."""
        with self.connection() as connection:
            # Making a database takes 40 times as long.
            connection.execute("DROP SCHEMA IF EXISTS printdesk, dbos CASCADE")
        return self.url

    def connection(self) -> "psycopg.Connection[Any]":
        """Connect beside the bot."""
        return psycopg.connect(self.url, autocommit=True)

    @property
    def url(self) -> str:
        """The address of the database."""
        return f"postgresql://printdesk@127.0.0.1:{self.port}/postgres"

    def _answers(self) -> bool:
        assert self._process is not None
        assert self._process.poll() is None
        try:
            self.connection().close()
        except psycopg.OperationalError:
            return False
        return True

    def _run(self, program: str, *words: str) -> "subprocess.Popen[bytes]":
        found = programs()
        assert found is not None, MISSING
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - Debian's program with our own words
                [found / program, *words], cwd=self._folder, stdout=log, stderr=log, **_somebody()
            )


_INITDB = ("-E", "UTF8", "--locale", "C", "--no-sync")


def _somebody() -> Mapping[str, Any]:
    """Be anybody but root, for whom the server refuses to run."""
    return {} if os.getuid() else {"user": "postgres", "group": "postgres", "extra_groups": []}


@contextmanager
def served(settings: Sequence[str] = QUICK) -> Iterator[Server]:
    """Run a fresh server until the end of the block; without settings it is as durable as ever."""
    # pytest's own folders are closed to the user that the server runs as.
    folder = Path(tempfile.mkdtemp(prefix="printdesk-postgres-"))
    if not os.getuid():
        shutil.chown(folder, "postgres")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = Server(folder, port, settings)
    try:
        server.initialise()
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)
