import pytest

from bot.placing.pace import Pace
from state.events import (
    AnswersChanged,
    BasketTaken,
    ChangeAnswered,
    OrderCancelled,
    PartEdited,
    PartRemoved,
)
from state.form import PartAnswers
from state.phase import Cancelled
from state.problems import Broken, Busy, DeskError, Disagreed, Refused, Unreachable
from state.record import Choice
from tests.bot.placing.kit import OPEN, Kit
from tests.builders import AT, BEN, a_part, complete_answers

TWO = (a_part(), a_part(id="P2"))
THREE = PartEdited(part="P1", answers=PartAnswers(quantity=3))
TURING = Choice(key="18", label="Alan Turing")


def test_a_run_that_is_taken_over_between_two_steps_stops(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("assign_customer", kit.happens(BasketTaken(keeper="another")))
    kit.bring_in_line()

    assert [("open_basket",), ("assign_customer", "B1", "17")] == kit.desk.calls
    assert OPEN.but(keeper="another", customer=None) == kit.order.basket


def test_a_run_that_is_taken_over_while_it_creates_leaves_its_basket(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("open_line", kit.happens(BasketTaken(keeper="another")))
    kit.bring_in_line()

    assert ("open_line", "B1") == kit.desk.calls[-1]
    assert (2, None, "another") == (
        kit.order.basket.number,
        kit.order.basket.id,
        kit.order.basket.keeper,
    )
    assert kit.part.line is None


@pytest.mark.parametrize("keeper", ["dead", "run"])
def test_a_create_that_an_earlier_run_left_behind_costs_the_basket(kit: Kit, keeper: str) -> None:
    kit.a_draft(basket=OPEN.but(id="OLD", awaiting="P1", keeper=keeper))
    kit.bring_in_line("run")

    assert ("open_basket",) == kit.desk.calls[0]
    assert not [call for call in kit.desk.calls if "OLD" in call]
    assert (2, "B1") == (kit.order.basket.number, kit.order.basket.id)


def test_a_part_removed_while_its_line_is_made_costs_the_basket(kit: Kit) -> None:
    kit.a_draft(parts=TWO)
    kit.desk.on("open_line", kit.happens(PartRemoved(part="P1")))
    kit.bring_in_line()

    assert [("B1",), ("B3",)] == kit.desk.asked("open_line")
    assert ["P2"] == [part.id for part in kit.order.parts]
    assert ("B3", "L4") == (kit.order.basket.id, kit.part.line)


def test_a_part_removed_while_its_line_is_described_costs_the_basket(kit: Kit) -> None:
    kit.a_draft(parts=TWO)
    kit.desk.on("describe_line", kit.happens(PartRemoved(part="P1")))
    kit.bring_in_line()

    assert [("B1",), ("B1",), ("B4",)] == kit.desk.asked("open_line")
    assert [("B1", "L2", "1 x 5"), ("B4", "L5", "1 x 5")] == kit.desk.asked("describe_line")
    assert ("B4", "L5") == (kit.order.basket.id, kit.part.line)


def test_a_part_changed_while_its_line_is_described_is_described_again(kit: Kit) -> None:
    kit.a_draft()
    edited = PartEdited(part="P1", answers=PartAnswers(quantity=3))
    kit.desk.on("describe_line", kit.happens(edited))
    kit.bring_in_line()

    assert [("B1", "L2", "1 x 5"), ("B1", "L2", "3 x 5")] == kit.desk.asked("describe_line")


def test_a_change_that_may_still_arrive_costs_the_basket_when_something_else_is_wanted(
    kit: Kit,
) -> None:
    kit.a_draft()

    def another_run_goes_on() -> None:
        kit.happens(THREE)()
        kit.bring_in_line("another")

    kit.desk.on("describe_line", another_run_goes_on)
    kit.bring_in_line()

    assert [("B1", "L2", "1 x 5"), ("B3", "L4", "3 x 5")] == kit.desk.asked("describe_line")
    assert ("B3", 2, ()) == (
        kit.order.basket.id,
        kit.order.basket.number,
        kit.order.basket.unanswered,
    )


def test_a_change_that_may_still_arrive_costs_nothing_when_it_says_the_same(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("describe_line", lambda: kit.bring_in_line("another"))
    kit.bring_in_line()

    assert [("B1", "L2", "1 x 5")] * 2 == kit.desk.asked("describe_line")
    assert OPEN.but(keeper="another") == kit.order.basket


def test_what_another_run_has_sent_is_awaited_a_little(kit: Kit) -> None:
    kit.an_open_one()
    kit.desk.on("describe_line", Unreachable(), *[lambda: None] * 9)
    kit.pace = Pace(retries=())
    with pytest.raises(Unreachable):
        kit.bring_in_line("earlier")
    kit.happens(THREE)()
    (lost,) = kit.order.basket.unanswered
    kit.clock.on_sleep = kit.happens(ChangeAnswered(basket=1, call=lost.call))
    kit.bring_in_line()

    assert [("B1", "L1", "1 x 5"), ("B1", "L1", "3 x 5")] == kit.desk.asked("describe_line")


@pytest.mark.parametrize("error", [Unreachable(), Broken()])
def test_a_change_whose_answer_was_lost_costs_the_basket_when_something_else_is_wanted(
    kit: Kit, error: DeskError
) -> None:
    kit.a_draft()
    kit.desk.on("describe_line", error)
    kit.bring_in_line()
    assert "B1" == kit.order.basket.id

    kit.happens(THREE)()
    kit.bring_in_line("later")

    assert [("B1", "L2", "1 x 5")] * 2 + [("B3", "L4", "3 x 5")] == kit.desk.asked("describe_line")


def test_a_customer_who_may_still_be_assigned_costs_the_basket_of_another(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("assign_customer", Unreachable())
    kit.bring_in_line()
    kit.happens(AnswersChanged(answers=complete_answers(customer=TURING)))()
    kit.bring_in_line("later")

    assert [("B1", "17"), ("B1", "17"), ("B3", "18")] == kit.desk.asked("assign_customer")


@pytest.mark.parametrize("error", [Refused(), Busy(), Disagreed(), Unreachable(sent=False)])
def test_a_change_that_was_answered_leaves_nothing_behind(kit: Kit, error: DeskError) -> None:
    kit.an_open_one()
    kit.pace = Pace(retries=())
    kit.desk.on("describe_line", error)
    with pytest.raises(type(error)):
        kit.bring_in_line()

    assert () == kit.order.basket.unanswered


def test_an_order_cancelled_in_the_middle_is_left_alone(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("assign_customer", kit.happens(OrderCancelled(by=BEN, at=AT)))
    kit.bring_in_line()

    assert isinstance(kit.order.phase, Cancelled)
    assert ("assign_customer", "B1", "17") == kit.desk.calls[-1]
