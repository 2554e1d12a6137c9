from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.engine import Engine
from state.events import NotNow, OrderCancelled
from state.orders import INDEXED
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.bot.placing.bench import Bench
from tests.bot.placing.fragile_store import FragileStore
from tests.bot.placing.kit import Kit, a_kit
from tests.builders import AT, BEN


@pytest.fixture
def kit(tmp_path: Path) -> Iterator[Kit]:
    with a_kit(tmp_path) as kit:
        yield kit


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    directory = tmp_path_factory.mktemp("background")
    with (
        closing(
            SqliteDictStore(directory / "state.sqlite", "orders", INDEXED, VOCABULARY)
        ) as store,
        closing(Engine(directory)) as engine,
    ):
        bench = Bench(FragileStore(store), engine)
        engine.launch()
        with closing(bench.work):
            yield bench


@pytest.fixture
def bench(running: Bench) -> Iterator[Bench]:
    """The bench with nothing asked and nothing scripted; nothing is left to be resumed."""
    desk = running.desk
    for left in (
        desk.calls,
        desk.script,
        desk.placed,
        desk.statuses,
        running.files.script,
        running.files.told,
    ):
        left.clear()
    running.store.refusals = 0
    yield running
    for order in running.orders.unfinished():
        with suppress(NotNow):
            running.orders.apply(order.id, OrderCancelled(by=BEN, at=AT), BEN)
