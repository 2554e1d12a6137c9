from collections.abc import Iterator
from pathlib import Path

import pytest

from state.store import Store
from tests import postgres
from tests.state.store.places import Place


@pytest.fixture(params=postgres.kinds())
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """Give an empty place; every test with it holds for every kind of store."""
    match request.param:
        case "sqlite":
            return Place(str(tmp_path))
        case "postgres":
            server: postgres.Server = request.getfixturevalue("postgres_server")
            return Place(server.empty_database())
        case kind:
            raise AssertionError(kind)


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with place.open() as opened:
        yield opened
