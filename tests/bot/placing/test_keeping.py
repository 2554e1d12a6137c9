import pytest

from state.events import (
    AnswersChanged,
    PartEdited,
)
from state.form import PartAnswers
from state.problems import (
    Broken,
    Busy,
    DeskError,
    Disagreed,
    Missing,
    NotPermitted,
    Refused,
    Unreachable,
)
from state.record import Choice
from tests.bot.placing.kit import OPEN, Kit
from tests.builders import a_part, an_order, an_order_in, complete_answers

TWO = (a_part(), a_part(id="P2"))
PAUSES = [1.0, 4.0, 10.0]


def test_what_is_missing_is_made_in_order_and_every_key_is_kept(kit: Kit) -> None:
    kit.a_draft(parts=TWO)
    kit.bring_in_line()
    order, calls = kit.order, kit.desk.calls
    first, side_by_side, last = calls[:3], set(calls[3:5]), calls[5:]

    assert [("open_basket",), ("assign_customer", "B1", "17"), ("open_line", "B1")] == first
    assert {("describe_line", "B1", "L2", "1 x 5"), ("open_line", "B1")} == side_by_side
    assert [("describe_line", "B1", "L3", "1 x 5")] == last
    assert OPEN.but(keeper="run") == order.basket
    assert ["L2", "L3"] == [part.line for part in order.parts]


def test_a_basket_in_line_is_left_alone(kit: Kit) -> None:
    kit.a_draft()
    kit.bring_in_line("first")
    before = list(kit.desk.calls)
    kit.bring_in_line("second")

    assert before == kit.desk.calls


def test_only_what_differs_is_changed(kit: Kit) -> None:
    kit.a_draft(parts=TWO)
    kit.bring_in_line("first")
    kit.desk.calls.clear()
    kit.happens(PartEdited(part="P2", answers=PartAnswers(quantity=3)))()
    other = complete_answers(customer=Choice(key="18", label="Ada Lovelace"))
    kit.happens(AnswersChanged(answers=other))()
    kit.bring_in_line("second")

    assert [
        ("assign_customer", "B1", "18"),
        ("describe_line", "B1", "L3", "3 x 5"),
    ] == kit.desk.calls


def test_what_is_not_answered_yet_waits(kit: Kit) -> None:
    kit.a_draft(answers=complete_answers(customer=None, material=None))
    kit.bring_in_line()

    assert [("open_basket",), ("open_line", "B1")] == kit.desk.calls


def test_a_create_that_was_refused_costs_nothing(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("open_line", Refused("No more lines."))
    with pytest.raises(Refused):
        kit.bring_in_line("first")
    kit.bring_in_line("second")

    assert [] == kit.clock.slept
    assert 1 == len(kit.desk.asked("open_basket"))
    assert [("B1",), ("B1",)] == kit.desk.asked("open_line")
    assert OPEN.but(keeper="second") == kit.order.basket


@pytest.mark.parametrize("error", [Unreachable(sent=False), Busy()])
def test_a_create_that_was_never_sent_is_sent_again(kit: Kit, error: DeskError) -> None:
    kit.a_draft()
    kit.desk.on("open_basket", error)
    kit.bring_in_line()

    assert [1.0] == kit.clock.slept
    assert OPEN.but(keeper="run") == kit.order.basket
    assert "basket_lost" not in kit.kinds


@pytest.mark.parametrize("error", [Unreachable(), Broken()])
def test_a_basket_whose_creation_was_lost_is_never_looked_for(kit: Kit, error: DeskError) -> None:
    kit.a_draft()
    kit.desk.on("open_basket", error)
    kit.bring_in_line()

    assert [1.0] == kit.clock.slept
    assert 2 == len(kit.desk.asked("open_basket"))
    assert OPEN.but(keeper="run", number=2) == kit.order.basket
    assert 1 == kit.kinds.count("basket_lost")


def test_a_basket_in_which_a_line_was_lost_is_never_used_again(kit: Kit) -> None:
    kit.a_draft(parts=TWO)
    kit.desk.on("open_line", lambda: None, Unreachable())
    kit.bring_in_line()

    assert [("B1",), ("B1",), ("B3",), ("B3",)] == kit.desk.asked("open_line")
    assert {"B3"} == {call[1] for call in kit.desk.calls[-4:]}
    assert ("B3", 2) == (kit.order.basket.id, kit.order.basket.number)
    assert ["L4", "L5"] == [part.line for part in kit.order.parts]


def test_a_change_whose_answer_was_lost_is_made_again(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("assign_customer", Unreachable(), Broken())
    kit.desk.on("describe_line", Unreachable())
    kit.bring_in_line()

    assert [1.0, 4.0, 10.0] == kit.clock.slept
    assert 1 == len(kit.desk.asked("open_basket"))
    assert [("B1", "17")] * 3 == kit.desk.asked("assign_customer")


def test_after_the_last_pause_the_error_is_told(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("assign_customer", *(Unreachable(f"{n}") for n in range(5)))
    with pytest.raises(Unreachable, match="3"):
        kit.bring_in_line()

    assert PAUSES == kit.clock.slept
    assert 4 == len(kit.desk.asked("assign_customer"))


@pytest.mark.parametrize("error", [Refused(), NotPermitted(), Disagreed()])
def test_what_does_not_pass_is_told_at_once(kit: Kit, error: DeskError) -> None:
    kit.a_draft()
    kit.desk.on("describe_line", error)
    with pytest.raises(type(error)):
        kit.bring_in_line()

    assert [] == kit.clock.slept
    assert ("B1", "L2") == (kit.order.basket.id, kit.part.line)
    assert kit.part.described is None


@pytest.mark.parametrize("method", ["assign_customer", "open_line", "describe_line"])
def test_a_basket_that_is_gone_is_replaced(kit: Kit, method: str) -> None:
    kit.a_draft()
    kit.desk.on(method, Missing())
    kit.bring_in_line()
    order = kit.order

    assert 2 == order.basket.number
    assert "B1" != order.basket.id
    assert order.basket.id == kit.desk.calls[-1][1]
    assert order.parts[0].described is not None


def test_a_basket_that_is_always_gone_is_told(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("assign_customer", *[Missing()] * 4)
    with pytest.raises(Missing):
        kit.bring_in_line()

    assert PAUSES == kit.clock.slept
    assert 4 == len(kit.desk.asked("open_basket"))


@pytest.mark.parametrize("phase", ["placed", "needs_human", "cancelled", "expired"])
def test_an_order_that_is_done_with_is_left_alone(kit: Kit, phase: str) -> None:
    kit.keep(an_order_in(phase, parts=(a_part(),)))
    kit.bring_in_line()

    assert [] == kit.desk.calls


def test_an_order_without_parts_needs_no_basket(kit: Kit) -> None:
    kit.keep(an_order())
    kit.bring_in_line()

    assert [] == kit.desk.calls
