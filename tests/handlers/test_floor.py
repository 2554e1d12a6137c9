from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from handlers.floor import SharedFloor, Taken
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore

ORDER = "PD-1"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteDictStore(tmp_path / "state.sqlite", "floors")) as opened:
        yield opened


@pytest.fixture
def living() -> set[str]:
    return {"one", "two"}


def floor(store: Store, name: str, living: set[str]) -> SharedFloor:
    return SharedFloor(store, name, lambda other: other in living, lambda _: None)


def test_one_has_the_floor_of_an_order_at_a_time(store: Store, living: set[str]) -> None:
    one, two = floor(store, "one", living), floor(store, "two", living)
    with one.of(ORDER), pytest.raises(Taken), two.of(ORDER):
        pass

    with two.of(ORDER):
        pass


def test_the_floors_of_two_orders_are_two(store: Store, living: set[str]) -> None:
    one, two = floor(store, "one", living), floor(store, "two", living)

    with one.of("PD-1"), two.of("PD-2"):
        pass


def test_whoever_waits_has_the_floor_when_it_is_free(store: Store, living: set[str]) -> None:
    one = floor(store, "one", living)
    two = SharedFloor(store, "two", lambda other: other in living)
    with ThreadPoolExecutor(1) as pool:
        with one.of(ORDER):
            waiting = pool.submit(two.of(ORDER).__enter__)
        assert waiting.result(10).others_had_it


def test_it_is_known_whether_somebody_else_had_it_last(store: Store, living: set[str]) -> None:
    one, two = floor(store, "one", living), floor(store, "two", living)
    had = []
    for who in (one, one, two, two, one):
        with who.of(ORDER) as held:
            had.append(held.others_had_it)

    assert [False, False, True, False, True] == had


def test_the_floors_of_orders_that_are_over_are_forgotten(store: Store, living: set[str]) -> None:
    one = floor(store, "one", living)
    for order in ("PD-1", "PD-2", "PD-3", "PD-4"):
        with one.of(order):
            pass
    with one.of("PD-4"):
        over = {"PD-1", "PD-3", "PD-4"}.__contains__
        pages = ["PD-2", "PD-4", ""]
        after = ""
        for last in pages:
            after = one.forget(over, after, 2)
            assert last == after

        assert ["PD-2", "PD-4"] == [row.key for row in store.page()]


def test_a_floor_that_a_dead_one_holds_is_forgotten(store: Store, living: set[str]) -> None:
    store.create("PD-1", {"by": "dead", "held": True})
    floor(store, "one", living).forget(lambda _: True, "", 10)

    assert [] == list(store.page())


def test_who_dies_loses_the_floor(store: Store, living: set[str]) -> None:
    one, two = floor(store, "one", living), floor(store, "two", living)
    with one.of(ORDER):
        living.remove("one")
        with two.of(ORDER) as held:
            assert held.others_had_it


def test_a_floor_that_could_not_be_given_back_is_our_own(store: Store, living: set[str]) -> None:
    one = floor(store, "one", living)
    store.create(ORDER, {"by": "one", "held": True})

    with one.of(ORDER) as held:
        assert not held.others_had_it


def test_what_stands_in_slack_is_known_to_whoever_has_the_floor_next(
    store: Store, living: set[str]
) -> None:
    known = []
    for name in ("one", "two", "two"):
        with floor(store, name, living).of(ORDER) as held:
            known.append(held.shown)
            held.shown += name

    assert ["", "one", "onetwo"] == known


def test_what_stands_in_slack_is_known_without_the_floor_when_nobody_has_it(
    store: Store, living: set[str]
) -> None:
    one, two = floor(store, "one", living), floor(store, "two", living)
    known = [two.shown(ORDER)]
    with one.of(ORDER) as held:
        held.shown = "a card"
        known.append(two.shown(ORDER))

    assert ["", "", "a card"] == [*known, two.shown(ORDER)]


def test_what_somebody_has_shown_who_died_with_the_floor_is_not_known(
    store: Store, living: set[str]
) -> None:
    one, two = floor(store, "one", living), floor(store, "two", living)
    with one.of(ORDER) as held:
        held.shown = "a card"
    with one.of(ORDER):
        living.remove("one")
        with two.of(ORDER) as held:
            assert "" == held.shown


def test_what_is_shown_instead_of_a_dead_one_is_shown_once_more(
    store: Store, living: set[str]
) -> None:
    store.create(ORDER, {"by": "dead", "held": True})
    one = floor(store, "one", living)
    known = []
    for _ in range(3):
        with one.of(ORDER) as held:
            known.append(held.shown)
            held.shown = "a card"

    assert ["", "", "a card"] == known


def test_a_floor_from_before_what_is_shown_was_kept_with_it_is_taken(
    store: Store, living: set[str]
) -> None:
    store.create(ORDER, {"by": "dead", "held": False})

    with floor(store, "one", living).of(ORDER) as held:
        assert "" == held.shown
