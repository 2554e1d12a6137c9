from collections.abc import Callable
from datetime import timedelta

import pytest

from state.events import OrderCancelled
from state.phase import Failed, NeedsHuman, Placed
from state.problems import (
    Broken,
    DeskError,
    Disagreed,
    Missing,
    NotPermitted,
    Refused,
    Unreachable,
)
from tests.bot.placing.kit import ID, Kit
from tests.builders import ADA, AT, BEN

LINE = ("B1", "L1", "1 x 5")
CANCEL = OrderCancelled(by=BEN, at=AT)


def failed(kit: Kit) -> str:
    phase = kit.order.phase
    assert isinstance(phase, Failed)
    return phase.problem.cause


def arrives(kit: Kit, error: DeskError) -> Callable[[], object]:
    """Give the arrival of the order whose answer gets lost."""

    def happen() -> None:
        kit.desk.place(ID)
        raise error

    return happen


def test_an_order_in_line_is_sent_at_once(kit: Kit) -> None:
    kit.a_pressed_one()
    kit.place()

    assert [("submit", "B1", ID)] == kit.desk.calls
    assert Placed(number="100001", key="77", at=AT, by=ADA) == kit.order.phase
    assert ["submission_claimed", "order_placed"] == kit.kinds


def test_the_basket_is_brought_in_line_first(kit: Kit) -> None:
    kit.a_pressed_one_out_of_line()
    kit.place()

    assert [("describe_line", *LINE), ("submit", "B1", ID)] == kit.desk.calls
    assert isinstance(kit.order.phase, Placed)


@pytest.mark.parametrize("error", [Disagreed("quantity 1 instead of 3"), Refused(), NotPermitted()])
def test_an_order_whose_basket_cannot_be_brought_in_line_is_not_sent(
    kit: Kit, error: DeskError
) -> None:
    kit.a_pressed_one_out_of_line()
    kit.desk.on("describe_line", error)
    kit.place()

    assert error.cause == failed(kit)
    assert [("describe_line", *LINE)] == kit.desk.calls


def test_an_order_is_not_sent_while_3yourmind_is_away(kit: Kit) -> None:
    kit.a_pressed_one_out_of_line()
    kit.desk.on("describe_line", *[Unreachable()] * 4)
    kit.place()

    assert "unreachable" == failed(kit)
    assert [1.0, 4.0, 10.0] == kit.clock.slept
    assert [] == kit.desk.asked("submit")


def test_an_order_whose_files_have_to_go_again_is_not_sent(kit: Kit) -> None:
    kit.a_pressed_one_out_of_line()
    kit.desk.on("describe_line", Missing())
    kit.place()

    assert "started_over" == failed(kit)
    assert [] == kit.desk.asked("submit")
    assert 2 == kit.order.basket.number


def test_an_order_that_is_refused_has_failed_with_the_reasons(kit: Kit) -> None:
    kit.a_pressed_one()
    kit.desk.on("submit", Refused("No.", fields={"payment": ("Not available.",)}))
    kit.place()
    phase = kit.order.phase

    assert isinstance(phase, Failed)
    assert ("refused", "No.") == (phase.problem.cause, phase.problem.detail)
    assert {"payment": ("Not available.",)} == phase.problem.fields
    assert [] == kit.desk.asked("find")


def test_an_order_that_never_left_this_machine_has_failed(kit: Kit) -> None:
    kit.a_pressed_one()
    kit.desk.on("submit", Unreachable(sent=False))
    kit.place()

    assert "unreachable" == failed(kit)
    assert 1 == len(kit.desk.calls)


@pytest.mark.parametrize("error", [Unreachable(), Broken()])
def test_an_order_whose_answer_was_lost_is_found(kit: Kit, error: DeskError) -> None:
    kit.a_pressed_one()
    kit.desk.on("submit", arrives(kit, error))
    kit.place()

    assert [("submit", "B1", ID), ("find", ID)] == kit.desk.calls
    assert Placed(number="100001", key="77", at=AT, by=ADA) == kit.order.phase
    assert ["submission_claimed", "outcome_unknown", "order_placed"] == kit.kinds


def test_an_order_that_turns_up_late_is_found(kit: Kit) -> None:
    kit.a_pressed_one()
    kit.desk.on("submit", Unreachable())
    kit.desk.on("find", lambda: None, Unreachable(), lambda: kit.desk.place(ID))
    kit.place()

    assert [3.0, 3.0] == kit.clock.slept
    assert isinstance(kit.order.phase, Placed)
    assert 1 == len(kit.desk.asked("submit"))


def test_an_order_that_is_not_found_needs_a_person(kit: Kit) -> None:
    kit.a_pressed_one()
    kit.desk.on("submit", Unreachable())
    kit.place()

    after = AT + timedelta(seconds=300)
    assert NeedsHuman(since=after, sent=AT, looks=101) == kit.order.phase
    assert 300.0 == sum(kit.clock.slept)
    assert 101 == len(kit.desk.asked("find"))
    assert 1 == len(kit.desk.asked("submit"))


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=1)])
def test_an_order_is_looked_for_as_long_whatever_becomes_of_the_clock(
    kit: Kit, jump: timedelta
) -> None:
    kit.a_pressed_one()
    kit.desk.on("submit", Unreachable())
    kit.desk.on("find", lambda: kit.clock.jump(jump))
    kit.place()

    assert isinstance(kit.order.phase, NeedsHuman)
    assert 300.0 == sum(kit.clock.slept)


def test_being_unable_to_look_is_no_answer_either(kit: Kit) -> None:
    kit.a_pressed_one()
    kit.desk.on("submit", Broken())
    kit.desk.on("find", *[Unreachable()] * 200)
    kit.place()

    assert isinstance(kit.order.phase, NeedsHuman)
    assert 0 == kit.order.phase.looks
    assert 1 == len(kit.desk.asked("submit"))
