from datetime import timedelta

import pytest

from state.duties import Due, Duty, next_duty
from state.events import FileAnalysed, FileShared, OwnerReminded
from state.order import BOT, Order
from state.phase import Placed
from state.plan import Plan
from state.watching import next_look
from tests.builders import ADA, AT, BEN, a_file, an_entry, an_order, an_order_in

PLAN = Plan()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SHARED = FileShared(part="P1", file=a_file(), by=BEN)
ANALYSED = FileAnalysed(part="P1", basket=1)
REMINDER = OwnerReminded(touched=AT, closes=AT + 14 * DAY)


def a_watched_one(**changes: object) -> Order:
    return an_order(phase=Placed(number="100001", at=AT, by=ADA).but(**changes))


def test_a_draft_that_nobody_touched_is_due_for_a_reminder_after_a_day() -> None:
    assert Due(AT + DAY, Duty.REMIND) == next_duty(an_order(), PLAN)
    assert Due(AT + DAY, Duty.REMIND) == next_duty(an_order_in("failed"), PLAN)


def test_what_a_person_does_puts_the_reminder_off() -> None:
    order = an_order(history=(an_entry(SHARED, by=BEN, at=AT + 5 * HOUR),))

    assert Due(AT + 5 * HOUR + DAY, Duty.REMIND) == next_duty(order, PLAN)


def test_what_the_bot_does_puts_nothing_off() -> None:
    history = (an_entry(SHARED, by=BEN), an_entry(ANALYSED, by=BOT, at=AT + 5 * HOUR))

    assert Due(AT + DAY, Duty.REMIND) == next_duty(an_order(history=history), PLAN)


def test_after_the_reminder_the_draft_is_due_to_be_closed() -> None:
    order = an_order(history=(an_entry(REMINDER, by=BOT, at=AT + DAY),))

    assert Due(AT + 14 * DAY, Duty.EXPIRE) == next_duty(order, PLAN)


def test_a_draft_that_was_taken_up_after_a_reminder_is_reminded_of_once_more() -> None:
    reminded, touched = AT + DAY, AT + 2 * DAY
    history = (an_entry(REMINDER, by=BOT, at=reminded), an_entry(SHARED, by=BEN, at=touched))

    assert Due(touched + DAY, Duty.REMIND) == next_duty(an_order(history=history), PLAN)


def test_a_draft_that_is_closed_within_a_day_is_not_reminded_of() -> None:
    short = Plan(expire=timedelta(hours=12))

    assert Due(AT + 12 * HOUR, Duty.EXPIRE) == next_duty(an_order(), short)


def test_a_placed_order_is_due_for_the_next_look() -> None:
    order = a_watched_one(looked_at=AT + HOUR)
    assert isinstance(order.phase, Placed)
    due = next_duty(order, PLAN)

    assert due is not None
    assert Duty.LOOK is due.duty
    assert timedelta(0) <= due.at - next_look(order.id, order.phase, PLAN) < timedelta(seconds=1)


def test_a_time_is_in_whole_seconds() -> None:
    due = next_duty(a_watched_one(looked_at=AT + timedelta(microseconds=1)), PLAN)

    assert due is not None
    assert 0 == due.at.microsecond


def test_an_order_is_watched_for_a_set_time() -> None:
    order = a_watched_one(looked_at=AT + timedelta(days=60, hours=-1))

    assert Due(AT + 60 * DAY, Duty.END_WATCH) == next_duty(order, PLAN)


def test_an_order_with_a_last_status_is_never_due() -> None:
    assert next_duty(a_watched_one(watched=False), PLAN) is None


@pytest.mark.parametrize("kind", ["cancelled", "expired"])
def test_the_basket_of_an_order_that_is_over_is_due_to_be_deleted(kind: str) -> None:
    order = an_order_in(kind)

    assert Due(AT, Duty.CLEAR) == next_duty(order, PLAN)
    assert next_duty(order.but(basket=order.basket.but(id=None)), PLAN) is None


@pytest.mark.parametrize("kind", ["placing", "needs_human"])
def test_time_does_nothing_to_an_order_that_is_being_placed(kind: str) -> None:
    assert next_duty(an_order_in(kind), PLAN) is None
