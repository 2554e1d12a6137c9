from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from state.orders import INDEXED
from state.store.sqlitedict_store import SqliteDictStore
from tests.bot.rounds.kit import Kit


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    path = tmp_path / "state.sqlite"
    with (
        closing(SqliteDictStore(path, "orders", INDEXED)) as orders,
        closing(SqliteDictStore(path, "leases")) as leases,
        closing(SqliteDictStore(path, "bell")) as bells,
    ):
        yield Kit(orders, leases, bells)
