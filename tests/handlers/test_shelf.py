from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from handlers.shelf import KEPT, Bundle, Shelf
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from state.sweeping import INDEXED
from tests.builders import AT, a_file

CHANNEL, TS = "C0PRINT", "1772443800.000100"
LID = a_file(id="F2", name="lid.stl")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteDictStore(tmp_path / "state.sqlite", "bundles", INDEXED)) as store:
        yield store


@pytest.fixture
def shelf(store: Store) -> Shelf:
    return shelf_at(store, AT)


def shelf_at(store: Store, now: datetime) -> Shelf:
    return Shelf(store, lambda: now)


def bundle(shelf: Shelf, ts: str = TS) -> Bundle:
    return shelf.bundle(CHANNEL, ts, a_file())


def test_only_the_first_of_a_message_is_first(shelf: Shelf) -> None:
    assert [True, False] == [shelf.first(bundle(shelf)), shelf.first(bundle(shelf))]
    assert shelf.first(bundle(shelf, "1772443800.000200"))


def test_a_bundle_of_which_nobody_heard_can_still_be_first(shelf: Shelf) -> None:
    shelf.kept(bundle(shelf))

    assert [True, False] == [shelf.first(bundle(shelf)), shelf.first(bundle(shelf))]


def test_files_that_are_known_better_replace_those_of_before(shelf: Shelf) -> None:
    shelf.first(shelf.bundle(CHANNEL, TS))
    shelf.take(shelf.bundle(CHANNEL, TS), "PD-A")

    kept = shelf.kept(shelf.bundle(CHANNEL, TS, LID))

    assert ((LID,), "PD-A", True) == (kept.files, kept.order, kept.heard)
    assert kept == shelf.get(kept.key)


def test_files_are_taken_by_one_order_at_a_time(shelf: Shelf) -> None:
    seen = shelf.kept(bundle(shelf))

    assert shelf.take(seen, "PD-A")
    assert not shelf.take(seen, "PD-B")
    assert shelf.take(seen.but(order="PD-A"), "PD-B")
    assert "PD-B" == shelf.kept(seen).order


def test_what_was_never_kept_cannot_be_taken(shelf: Shelf) -> None:
    assert not shelf.take(bundle(shelf), "PD-A")
    assert shelf.get(bundle(shelf).key) is None


def test_what_nobody_orders_is_forgotten_after_a_month(store: Store) -> None:
    late = shelf_at(store, AT + KEPT + timedelta(hours=1))
    shelf_at(store, AT).first(bundle(shelf_at(store, AT)))
    late.first(bundle(late, "1772443800.000200"))

    late.forget_old(100)

    assert late.get(f"{CHANNEL}:{TS}") is None
    assert late.get(f"{CHANNEL}:1772443800.000200") is not None
