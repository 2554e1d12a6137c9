from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.seen import Seen
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.sweeping import INDEXED
from tests.builders import AT


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteDictStore(tmp_path / "state.sqlite", "seen_events", INDEXED)) as store:
        yield store


def seen_at(store: Store, now: datetime) -> Seen:
    return Seen(store, lambda: now)


def test_an_event_is_seen_once_it_is_remembered(store: Store) -> None:
    seen = seen_at(store, AT)

    assert not seen.has("Ev1")
    seen.remember("Ev1")
    assert seen.has("Ev1")
    assert not seen.has("Ev2")


def test_an_event_may_be_remembered_twice(store: Store) -> None:
    seen_at(store, AT).remember("Ev1")
    seen_at(store, AT + timedelta(hours=1)).remember("Ev1")

    assert seen_at(store, AT).has("Ev1")


def test_what_is_remembered_outlives_a_restart(store: Store, tmp_path: Path) -> None:
    seen_at(store, AT).remember("Ev1")
    with closing(SqliteDictStore(tmp_path / "state.sqlite", "seen_events")) as again:
        assert seen_at(again, AT).has("Ev1")


def test_what_slack_will_not_deliver_again_is_forgotten(store: Store) -> None:
    for hours in range(30):
        seen_at(store, AT + timedelta(hours=hours)).remember(f"Ev{hours:02}")
    seen_at(store, AT + timedelta(hours=30)).forget_old(100)
    kept = [hours for hours in range(30) if seen_at(store, AT).has(f"Ev{hours:02}")]

    assert list(range(6, 30)) == kept


def test_many_old_events_are_forgotten(store: Store) -> None:
    for number in range(250):
        seen_at(store, AT).remember(f"Ev{number}")
    late = seen_at(store, AT + timedelta(days=2))

    assert [100, 100, 50, 0] == [late.forget_old(100) for _ in range(4)]
    assert [] == list(store.page())
