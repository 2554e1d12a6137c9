import pytest

from state.facts import Facts
from state.form import PartAnswers, Unit
from state.part import Part
from state.sizes import doubted, size_in_mm
from tests.builders import (
    a_complete_order,
    a_ready_part,
    an_order_in,
    complete_answers,
    small_facts,
    some_facts,
)


@pytest.mark.parametrize(
    ("facts", "unit", "expected"),
    [
        (some_facts(), "mm", (50.0, 20.0, 10.0)),
        (small_facts(), "inch", pytest.approx((50.8, 38.1, 20.32))),
        (small_facts(mm_per_unit=10.0), "inch", (20.0, 15.0, 8.0)),
        (some_facts(size=None), "mm", None),
        (None, "mm", None),
    ],
)
def test_a_size_is_in_the_unit_the_file_states_or_in_the_one_that_holds(
    facts: Facts | None, unit: Unit, expected: object
) -> None:
    part = a_ready_part(facts=facts, answers=PartAnswers(unit=unit))

    assert expected == size_in_mm(a_complete_order(parts=(part,)), part)


def test_a_size_that_makes_no_sense_is_doubted() -> None:
    part = a_ready_part(facts=small_facts())

    assert "inch" == doubted(a_complete_order(parts=(part,)), part)


@pytest.mark.parametrize(
    "part",
    [
        a_ready_part(),
        a_ready_part(facts=some_facts()),
        a_ready_part(facts=small_facts(size=None)),
        a_ready_part(facts=small_facts(mm_per_unit=1.0)),
        a_ready_part(facts=small_facts(), answers=PartAnswers(unit="mm")),
    ],
)
def test_nobody_is_asked_without_need(part: Part) -> None:
    assert doubted(a_complete_order(parts=(part,)), part) is None


def test_nobody_is_asked_when_it_is_too_late() -> None:
    part = a_ready_part(facts=small_facts())

    assert doubted(an_order_in("placed", parts=(part,)), part) is None


def test_another_unit_for_all_parts_can_settle_it() -> None:
    part = a_ready_part(facts=small_facts())
    order = a_complete_order(parts=(part,), answers=complete_answers(unit="inch"))

    assert doubted(order, part) is None
