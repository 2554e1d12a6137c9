"""A short torture of each store; `make torture` is the long one."""

from functools import partial
from pathlib import Path

import pytest

from tests import postgres
from tests.torture.report import complaints, is_good, table
from tests.torture.run import Wanted, run

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
SHORT = partial(
    Wanted, orders=12, kills=8, seed=1, people=4, pause=3.0, settle=8.0, minutes=8.0, restarts=1
)


@pytest.mark.parametrize("store", postgres.kinds())
def test_whoever_dies_every_order_is_placed_once_and_as_it_was_wanted(
    store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    server: postgres.Server | None = None
    if store == "postgres":
        server = request.getfixturevalue("postgres_server")
        assert server is not None
        server.empty_database()
    outcome = run(SHORT(folder=tmp_path / "bot", server=server))

    assert [] == complaints(outcome), table(outcome)
    assert is_good(outcome)
