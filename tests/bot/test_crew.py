import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.crew import Crew, present
from bot.every import Every
from bot.health import Health
from state.ports import DeskHealth
from state.presence import Member, Presence
from state.store import Conflict, Store
from state.store.home import FileHome
from state.store.sqlitedict_store import SqliteDictStore
from tests.bot.waiting import wait_for

TTL = 0.2


@dataclass
class NotedEngine:
    """Notes whose work was taken over; `busy` names executors with runs under way."""

    busy: set[str] = field(default_factory=set)
    taken: list[str] = field(default_factory=list)
    unwritten: list[str] = field(default_factory=list)
    away: bool = False

    def executors(self) -> set[str]:
        if self.away:
            raise OSError("the engine is away")
        return self.busy

    def take_over(self, executor: str) -> None:
        self.busy.discard(executor)
        self.taken.append(executor)

    def begin_again(self) -> list[str]:
        again, self.unwritten = self.unwritten, []
        return again


@dataclass
class Ship:
    """A process with its crew, and what that did."""

    presence: Presence
    engine: NotedEngine = field(default_factory=NotedEngine)
    taken_up: list[None] = field(default_factory=list)
    health: Health = field(default_factory=lambda: Health(TTL, DeskHealth))

    @contextmanager
    def sailing(self) -> Iterator["Ship"]:
        self.presence.arrive()
        took_up = self.taken_up.append
        with closing(
            Crew(self.presence, self.engine, lambda: took_up(None), self.health, Every())
        ) as crew:
            crew.open()
            yield self


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(SqliteDictStore(tmp_path / "state.sqlite", "processes")) as opened:
        yield opened


def ship(store: Store, name: str, ttl: float = 60.0) -> Ship:
    return Ship(Presence(store, Member(name, f"seat of {name}"), ttl, lambda _: False))


def test_the_first_process_takes_up_what_was_left_and_the_second_does_not(store: Store) -> None:
    with ship(store, "one").sailing() as one, ship(store, "two").sailing() as two:
        assert [None] == one.taken_up
        assert [] == two.taken_up


def test_what_could_not_be_written_down_begins_again(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with ship(store, "one", TTL).sailing() as one:
        one.engine.unwritten = ["keep/PD-1/a"]
        wait_for(lambda: not one.engine.unwritten)
        wait_for(lambda: "the end of keep/PD-1/a could not be written down" in caplog.text)


def test_the_work_of_a_silent_process_is_taken_over(store: Store) -> None:
    silent = ship(store, "silent")
    silent.presence.arrive()
    with ship(store, "one", TTL).sailing() as one:
        assert [] == one.taken_up
        wait_for(lambda: one.taken_up)

        assert ["silent"] == one.engine.taken


def test_the_work_of_a_process_that_left_is_taken_over_at_once(store: Store) -> None:
    left = ship(store, "left")
    left.presence.arrive()
    left.presence.leave()
    with ship(store, "one").sailing() as one:
        assert ["left"] == one.engine.taken
        assert [None] == one.taken_up


def test_the_work_of_a_process_whose_heir_died_is_taken_over(store: Store) -> None:
    one = ship(store, "one")
    one.engine.busy = {"one", "long gone"}
    with one.sailing():
        wait_for(lambda: one.engine.taken)

    assert ["long gone"] == one.engine.taken


def test_a_process_that_was_given_up_ends_at_once(tmp_path: Path) -> None:
    dead = threading.Event()
    with (
        closing(FileHome(tmp_path)) as kept,
        present(kept, tmp_path, TTL, Every(), dead.set) as presence,
    ):
        store = kept.store("processes")
        wait_for(lambda: (row := store.get(presence.name)) is not None and row.version > 2)
        while (row := store.get(presence.name)) is not None:
            # Unless it says at this very moment that it lives.
            with suppress(Conflict):
                store.delete(row)

        assert dead.wait(10)


def test_the_others_learn_when_a_process_ends_in_order(tmp_path: Path) -> None:
    with closing(FileHome(tmp_path)) as kept:
        with present(kept, tmp_path, 60.0, Every(), lambda: None) as gone:
            assert gone.is_there(gone.name)
        with present(kept, tmp_path, 60.0, Every(), lambda: None) as next_one:
            assert not next_one.is_there(gone.name)
            assert [gone.name] == next_one.give_up_silent()


def test_when_the_engine_was_away_what_was_left_is_taken_up(store: Store) -> None:
    one = ship(store, "one")
    one.engine.away = True
    with pytest.raises(OSError, match="away"), one.sailing():
        pass

    two = ship(store, "two")
    with two.sailing():
        two.engine.away = True
        assert wait_for(lambda: two.health.engine.good is False)
        assert not two.health.is_ready()
        two.engine.away = False

        assert wait_for(lambda: two.taken_up)
        assert wait_for(two.health.is_ready)
