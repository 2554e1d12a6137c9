import logging
from contextlib import closing
from datetime import timedelta

import pytest

from bot.every import Every
from bot.rounds import Rounds, Tools
from bot.rounds.upkeep import Upkeep
from state.lease import Lease
from state.order import Order
from state.orders import Orders
from state.store import StoreFailed
from tests.bot.rounds.kit import PLAN, Kit
from tests.bot.waiting import wait_for


def test_one_of_two_processes_makes_the_rounds(kit: Kit) -> None:
    other = kit.beside()
    other.desk = kit.desk
    kit.placed(100001)
    kit.round(minutes=2)

    assert [] == other.round(minutes=4)
    assert [1] == kit.round(minutes=2)


def test_whoever_makes_a_round_takes_up_what_nobody_does(kit: Kit) -> None:
    kit.round()
    other = kit.beside()
    other.round()
    kit.round(minutes=1)

    assert ([kit.at - timedelta(minutes=1), kit.at], []) == (kit.taken_up, other.taken_up)


def test_another_process_takes_over_when_the_first_one_is_silent(kit: Kit) -> None:
    kit.placed(100001)
    kit.round(minutes=2)
    other = kit.beside()
    other.desk.has(100001, "Printing")
    other.round(minutes=2)
    assert [] == other.desk.asked

    other.round(minutes=1)

    assert [1] == other.desk.asked
    assert "Printing" == kit.status("PD-100001")


def test_two_processes_that_both_believe_to_hold_the_right_note_a_change_once(kit: Kit) -> None:
    order = kit.placed(100001)
    other = Kit(kit.store, kit.store, kit.bells, name="two")
    for each in (kit, other):
        each.desk.has(100001, "Printing")
        each.round(minutes=2)

    assert ["status_seen"] == kit.kinds(order)


def test_a_process_that_lost_the_right_in_the_middle_stops(kit: Kit) -> None:
    for n in range(60):
        kit.placed(100001 + n)
    for n in range(450):
        kit.desk.has(100101 + n)
    other = kit.beside()

    def the_other_one_takes_over() -> None:
        kit.at += timedelta(minutes=5)
        other.round(minutes=7)

    kit.desk.script.append(the_other_one_takes_over)

    assert [1] == kit.round(minutes=2)


def test_a_process_that_stops_leaves_the_right_to_the_next_one(kit: Kit) -> None:
    kit.placed(100001)
    kit.rounds.start()
    kit.round(minutes=2)
    kit.rounds.close()
    other = kit.beside()
    other.desk.has(100001, "Printing")
    other.round(minutes=2)

    assert [1] == other.desk.asked


def test_a_time_that_another_plan_set_is_corrected(kit: Kit) -> None:
    order = kit.placed(100001)
    row = kit.store.get(order)
    assert row is not None
    kit.store.replace(row, {**row.doc, "due": "2020-01-01T00:00:00Z"})

    assert [] == kit.round()
    due = kit.orders.get(order).due
    assert due is not None
    assert due > kit.at


def test_a_round_that_breaks_off_is_logged_and_the_next_one_is_made(
    kit: Kit, caplog: pytest.LogCaptureFixture
) -> None:
    broken = Failing(kit)
    lease = Lease(kit.leases, "rounds", "one", timedelta(minutes=3), kit.now)
    upkeep = Upkeep((), kit.leases, kit.now)
    rounds = Rounds(
        Tools(broken, kit.desk, lease, upkeep, kit.bell, PLAN, print, kit.now), 0.01, Every()
    )
    with caplog.at_level(logging.ERROR):
        rounds.start()
        with closing(rounds):
            wait_for(lambda: broken.rounds > 2)

    assert "a round broke off" in caplog.text


class Failing(Orders):
    """Cannot read what is due, as on a broken disk."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit.store, kit.now, lambda _: None)
        self.rounds = 0

    def due(self, limit: int) -> list[Order]:
        self.rounds += 1
        raise StoreFailed("state.sqlite", f"no {limit} rows")


def test_an_order_that_another_program_changed_is_shown_once(kit: Kit) -> None:
    order = kit.placed(100001)
    for asked in (order, order, "PD-GONE"):
        kit.bell.ring(asked)
    shown = []
    for _ in range(2):
        kit.round()
        shown.append([each.id for each in kit.shown])

    assert [[order], [order]] == shown
