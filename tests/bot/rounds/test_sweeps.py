"""What the daily sweep leaves of orders and of what is remembered beside them."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.rounds.sweeps import Brooms
from handlers.floor import SharedFloor
from handlers.seen import Seen
from handlers.shelf import Shelf
from state.order import Basket
from state.orders import INDEXED, Orders
from state.phase import Placed
from state.store import Store
from state.store.home import open_home
from state.sweeping import INDEXED as BY_AGE
from state.terms import VOCABULARY
from tests import postgres
from tests.builders import ADA, AT, a_file, an_order_in

PLACED = Placed(number="100001", key="1", at=AT, by=ADA)
DONE = PLACED.but(watched=False)


@dataclass
class Runs:
    """An engine that is only asked to forget."""

    asked: list[datetime] = field(default_factory=list)
    left: int = 250

    def forget_finished(self, before: datetime, limit: int) -> int:
        self.asked.append(before)
        forgotten = min(limit, self.left)
        self.left -= forgotten
        return forgotten


class Room:
    """Everything that is swept, and a clock."""

    def __init__(self, address: str) -> None:
        url = address if "://" in address else None
        self.home = open_home(url, Path(address))
        self.at = AT
        self.runs = Runs()
        self.kept = self.home.store("orders", INDEXED, VOCABULARY)
        self.orders = Orders(self.kept, self.now, lambda _: None)
        self.floors = self.home.store("floors")
        self.floor = SharedFloor(self.floors, "one", lambda _: True)
        self.seen = Seen(self.home.store("seen_events", BY_AGE), self.now)
        self.shelf = Shelf(self.home.store("bundles", BY_AGE), self.now)

    def now(self) -> datetime:
        return self.at

    def close(self) -> None:
        self.home.close()

    def sweep(self, keep: int | None = None, **later: float) -> None:
        self.at += timedelta(**later)
        days = None if keep is None else timedelta(days=keep)
        brooms = Brooms(self.runs, self.seen, self.shelf, self.floor, self.orders, days, self.now)
        for sweep in brooms.all():
            for _ in sweep():
                pass

    def keep(self, kind: str, order_id: str, **changes: object) -> None:
        order = an_order_in(kind, id=order_id, **{"basket": Basket()} | changes)
        self.kept.create(order.id, order.model_dump(mode="json"))
        with self.floor.of(order.id):
            pass


@pytest.fixture(params=postgres.kinds())
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Room]:
    address = str(tmp_path)
    if request.param == "postgres":
        address = request.getfixturevalue("postgres_server").empty_database()
    with closing(Room(address)) as opened:
        yield opened


def keys(store: Store) -> list[str]:
    return [row.key for row in store.page()]


def every_kind(room: Room) -> None:
    for phase in ("collecting", "placing", "needs_human", "failed", "cancelled", "expired"):
        room.keep(phase, f"PD-{phase}")
    room.keep("placed", "PD-watched", phase=PLACED)
    room.keep("placed", "PD-done", phase=DONE)
    room.keep("cancelled", "PD-uncleared", basket=Basket(id="201"))


OVER = {"PD-cancelled", "PD-done", "PD-expired"}


def test_orders_stay_for_ever_unless_the_operator_settles_otherwise(room: Room) -> None:
    every_kind(room)
    before = keys(room.kept)
    room.sweep(days=10_000)

    assert before == keys(room.kept)


def test_orders_that_have_been_over_for_long_enough_are_removed(room: Room) -> None:
    every_kind(room)
    before = set(keys(room.kept))
    room.sweep(keep=30, days=29)
    assert before == set(keys(room.kept))

    room.sweep(keep=30, days=1)

    assert before - OVER == set(keys(room.kept))
    assert before - OVER == set(keys(room.floors))
    assert ["PD-watched"] == [order.id for order in room.orders.named("100001")]


def test_of_very_many_orders_all_that_are_over_are_removed(room: Room) -> None:
    for number in range(230):
        room.keep("placed", f"PD-{number:03}", phase=DONE if number % 23 else PLACED)
    room.sweep(keep=1, days=2)

    assert [f"PD-{number:03}" for number in range(0, 230, 23)] == keys(room.kept)


def test_the_floors_of_orders_that_are_over_are_forgotten(room: Room) -> None:
    every_kind(room)
    before = set(keys(room.floors))
    room.sweep(days=6)
    assert before == set(keys(room.floors))

    room.sweep(days=1)

    assert before - OVER == set(keys(room.floors))


def test_events_and_bundles_are_forgotten_each_in_its_time(room: Room) -> None:
    room.seen.remember("Ev1")
    bundle = room.shelf.bundle("C0PRINT", "1.1", a_file())
    room.shelf.first(bundle)
    found = []
    for days in (1, 1, 27, 1):
        room.sweep(days=days)
        found.append((room.seen.has("Ev1"), room.shelf.get(bundle.key) is not None))

    assert [(True, True), (False, True), (False, True), (False, False)] == found


def test_finished_runs_are_forgotten_after_a_week_until_none_is_left(room: Room) -> None:
    room.sweep()

    assert [AT - timedelta(days=7)] * 3 == room.runs.asked
    assert 0 == room.runs.left
