import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from bot.placing.pace import Pace
from bot.placing.submitting import Attempt
from state.events import NotNow, OrderCancelled, OrderPlaced, SubmissionClaimed
from state.order import Order
from state.phase import Cancelled, NeedsHuman, Placed, Placing, Sending
from tests.bot.placing.kit import ID, Kit
from tests.builders import ADA, AT, BEN, a_ready_part, an_order_in

CANCEL = OrderCancelled(by=BEN, at=AT)


def claimed(kit: Kit, at: datetime = AT) -> Order:
    """Keep an order that a run claimed to send before it died."""
    sending = Sending(worker="dead", at=at)
    return kit.a_pressed_one(phase=Placing(attempt=1, by=ADA, sending=sending))


def test_what_a_dead_run_may_have_sent_is_only_looked_for(kit: Kit) -> None:
    claimed(kit)
    kit.desk.on("find", lambda: None, lambda: kit.desk.place(ID))
    kit.place()

    assert [("find", ID)] * 2 == kit.desk.calls
    assert isinstance(kit.order.phase, Placed)


def test_what_a_run_sent_long_ago_is_looked_for_once(kit: Kit) -> None:
    claimed(kit, at=AT - timedelta(hours=1))
    kit.place()

    assert [("find", ID)] == kit.desk.calls
    assert isinstance(kit.order.phase, NeedsHuman)


def test_what_a_clock_that_was_ahead_sent_tomorrow_is_looked_for_no_longer_than_usual(
    kit: Kit,
) -> None:
    claimed(kit, at=AT + timedelta(days=1))
    kit.place()

    assert isinstance(kit.order.phase, NeedsHuman)
    assert 300.0 == sum(kit.clock.slept)


def test_a_run_that_was_frozen_after_its_claim_only_looks(kit: Kit) -> None:
    kit.pace = Pace(claim=0)
    kit.a_pressed_one()
    kit.place()

    assert [] == kit.desk.asked("submit")
    assert isinstance(kit.order.phase, NeedsHuman)


def test_a_cancel_before_the_claim_wins(kit: Kit) -> None:
    kit.a_pressed_one_out_of_line()
    kit.desk.on("describe_line", kit.happens(CANCEL))
    kit.place()

    assert isinstance(kit.order.phase, Cancelled)
    assert [("describe_line", "B1", "L1", "1 x 5")] == kit.desk.calls


def test_a_cancel_just_before_the_claim_wins(kit: Kit) -> None:
    kit.a_pressed_one()

    def now() -> datetime:
        kit.happens(CANCEL)()
        return AT

    kit.submitter(now).place(Attempt(ID, 1, "run"))

    assert isinstance(kit.order.phase, Cancelled)
    assert [] == kit.desk.calls


def test_a_cancel_after_the_claim_loses(kit: Kit) -> None:
    kit.a_pressed_one()

    def cancel() -> None:
        with pytest.raises(NotNow):
            kit.happens(CANCEL)()

    kit.desk.on("submit", cancel)
    kit.place()

    assert isinstance(kit.order.phase, Placed)


def test_a_run_whose_claim_comes_second_does_nothing(kit: Kit) -> None:
    kit.a_pressed_one()

    def now() -> datetime:
        kit.happens(SubmissionClaimed(worker="first", attempt=1, at=AT))()
        return AT

    kit.submitter(now).place(Attempt(ID, 1, "second"))

    assert [] == kit.desk.calls
    assert Placing(attempt=1, by=ADA, sending=Sending(worker="first", at=AT)) == kit.order.phase


def test_runs_at_the_same_time_send_once(kit: Kit) -> None:
    kit.a_pressed_one()
    kit.pace = Pace(look=0.001, settle=30)
    barrier = Barrier(4)
    submitter = replace(kit.submitter(lambda: datetime.now(UTC)), sleep=time.sleep)

    def place(run: str) -> None:
        barrier.wait(10)
        submitter.place(Attempt(ID, 1, run))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(place, "abcd"))

    assert 1 == len(kit.desk.asked("submit"))
    assert isinstance(kit.order.phase, Placed)


def test_an_earlier_attempt_does_nothing(kit: Kit) -> None:
    out_of_line = (a_ready_part(line="L1"),)
    kit.a_pressed_one(phase=Placing(attempt=2, by=ADA), parts=out_of_line)
    kit.place(attempt=1)

    assert [] == kit.desk.calls
    kit.place(attempt=2)
    assert isinstance(kit.order.phase, Placed)


@pytest.mark.parametrize("phase", ["collecting", "placed", "failed", "needs_human", "cancelled"])
def test_an_order_that_is_not_being_placed_is_left_alone(kit: Kit, phase: str) -> None:
    kit.keep(an_order_in(phase, parts=(a_ready_part(),)))
    kit.place()

    assert [] == kit.desk.calls


def test_a_person_who_finds_it_first_is_believed(kit: Kit) -> None:
    claimed(kit)
    kit.desk.on("find", kit.happens(OrderPlaced(number="100009", at=AT, by=BEN)))
    kit.place()

    assert Placed(number="100009", at=AT, by=BEN) == kit.order.phase
