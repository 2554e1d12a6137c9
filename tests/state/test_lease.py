from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from state.lease import Lease
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from tests.builders import AT

TTL = timedelta(seconds=30)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = AT

    def now(self) -> datetime:
        return self.at

    def move(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteDictStore(tmp_path / "state.sqlite", "leases")) as opened:
        yield opened


@pytest.fixture
def one(store: Store, clock: Clock) -> Lease:
    return Lease(store, "watch", "one", TTL, clock.now)


@pytest.fixture
def two(store: Store, clock: Clock) -> Lease:
    return Lease(store, "watch", "two", TTL, clock.now)


def test_one_holds_the_right_at_a_time(one: Lease, two: Lease) -> None:
    assert [True, False, True, False] == [one.take(), two.take(), one.take(), two.take()]


def test_a_right_is_held_for_as_long_as_it_is_taken_again(
    one: Lease, two: Lease, clock: Clock
) -> None:
    for _ in range(5):
        assert one.take()
        clock.move(20)

    assert not two.take()


def test_a_right_whose_holder_is_silent_passes_on(one: Lease, two: Lease, clock: Clock) -> None:
    one.take()
    clock.move(30)

    assert two.take()
    assert not one.take()


def test_a_right_whose_holder_had_a_clock_that_was_far_ahead_passes_on(
    one: Lease, two: Lease, clock: Clock
) -> None:
    clock.move(86_400)
    one.take()
    clock.move(-86_400)

    assert two.take()
    assert not one.take()


def test_clocks_that_differ_a_little_take_the_right_from_nobody(
    one: Lease, two: Lease, clock: Clock
) -> None:
    clock.move(20)
    one.take()
    clock.move(-20)

    assert not two.take()


def test_a_right_that_is_released_is_free_at_once(one: Lease, two: Lease) -> None:
    one.take()
    one.release()

    assert two.take()


def test_nobody_releases_what_somebody_else_holds(one: Lease, two: Lease) -> None:
    one.take()
    two.release()

    assert not two.take()


def test_releasing_what_nobody_holds_does_nothing(one: Lease) -> None:
    one.release()

    assert one.take()


def test_rights_of_other_names_are_others(store: Store, one: Lease, clock: Clock) -> None:
    one.take()

    assert Lease(store, "clean", "two", TTL, clock.now).take()


def test_a_right_that_is_fresh_is_not_written_again(store: Store, one: Lease, clock: Clock) -> None:
    one.take()
    before = store.get("watch")
    clock.move(10)
    one.take()

    assert before == store.get("watch")
