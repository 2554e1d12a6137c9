from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out what needs PostgreSQL where there is none and nobody demands one."""
    needs_it = collection_path.match("test_postgres_*.py")
    return True if needs_it and postgres.is_left_out() else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if postgres.is_left_out():
        terminalreporter.write_line(postgres.MISSING, yellow=True)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """One server for all tests of this process; each test begins with an empty database."""
    with postgres.served() as server:
        yield server
