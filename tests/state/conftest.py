from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from state.orders import INDEXED, Orders
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.state.keeping import Changes, Kept
from tests.state.samples import LATER


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(
        SqliteDictStore(tmp_path / "state.sqlite", "orders", INDEXED, VOCABULARY)
    ) as opened:
        yield opened


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def orders(store: Store, changes: Changes) -> Orders:
    return Orders(store, lambda: LATER, changes.note)


@pytest.fixture
def kept(store: Store) -> Kept:
    return Kept(store)
