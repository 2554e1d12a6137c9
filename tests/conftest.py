from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.browser import presence


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what needs PostgreSQL where there is none and nobody demands one."""
    needs_it = collection_path.match("test_postgres_*.py")
    return True if needs_it and postgres.is_left_out() else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what is left out; only from here is that said when tests run in several processes."""
    for wanted in (postgres, presence):
        if wanted.is_left_out():
            terminalreporter.write_line(wanted.MISSING, yellow=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One server for all tests of this process; each test begins with an empty database."""
    with postgres.served() as server:
        yield server
