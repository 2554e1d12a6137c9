from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from state.presence import DeclaredDead, Member, Presence
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore

TTL = 10.0


@dataclass
class Clock:
    """Stands still until it is moved."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteDictStore(tmp_path / "state.sqlite", "processes")) as opened:
        yield opened


@pytest.fixture
def clock() -> Clock:
    return Clock()


def came(store: Store, name: str, clock: Clock, *, ended: str = "") -> Presence:
    """Let a process arrive that knows of the seat `ended` that nobody lives in it."""
    member = Member(name, f"seat of {name}")
    presence = Presence(store, member, TTL, lambda seat: seat == ended, clock)
    presence.arrive()
    return presence


def test_who_came_is_there_until_it_leaves(store: Store, clock: Clock) -> None:
    one, two = came(store, "one", clock), came(store, "two", clock)
    assert {"one", "two"} == two.names()
    assert two.is_there("one")
    one.leave()

    assert not two.is_there("one")
    assert not two.is_there("nobody")


def test_who_renews_is_not_given_up(store: Store, clock: Clock) -> None:
    one, two = came(store, "one", clock), came(store, "two", clock)
    for _ in range(5):
        assert [] == two.give_up_silent()
        clock.at += TTL - 1
        one.renew()

    assert [] == two.give_up_silent()


def test_who_is_silent_for_too_long_is_given_up_by_one(store: Store, clock: Clock) -> None:
    came(store, "one", clock)
    two, three = came(store, "two", clock), came(store, "three", clock)
    for survivor in (two, three):
        assert [] == survivor.give_up_silent()
    clock.at += TTL
    for survivor in (two, three):
        survivor.renew()

    assert [["one"], []] == [two.give_up_silent(), three.give_up_silent()]
    assert {"two", "three"} == two.names()


def test_silence_counts_from_when_it_was_first_seen(store: Store, clock: Clock) -> None:
    came(store, "one", clock)
    clock.at += 10 * TTL
    two = came(store, "two", clock)

    assert [] == two.give_up_silent()


def test_who_was_given_up_learns_it(store: Store, clock: Clock) -> None:
    one, two = came(store, "one", clock), came(store, "two", clock)
    two.give_up_silent()
    clock.at += TTL
    two.give_up_silent()

    with pytest.raises(DeclaredDead):
        one.renew()
    one.leave()


def test_who_left_is_given_up_at_once(store: Store, clock: Clock) -> None:
    one, two = came(store, "one", clock), came(store, "two", clock)
    one.leave()

    assert ["one"] == two.give_up_silent()
    assert [] == two.give_up_silent()


def test_whose_seat_nobody_lives_in_is_given_up_at_once(store: Store, clock: Clock) -> None:
    came(store, "one", clock)
    two = came(store, "two", clock, ended="seat of one")

    assert ["one"] == two.give_up_silent()


def test_nobody_gives_up_itself(store: Store, clock: Clock) -> None:
    one = came(store, "one", clock, ended="seat of one")
    one.give_up_silent()
    clock.at += 10 * TTL

    assert [] == one.give_up_silent()
    one.renew()
