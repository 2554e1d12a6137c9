"""What the bot found in a file, and what people say of its unit."""

from typing import Any

import pytest

from state.events import PartEdited, PartMeasured, Superseded, UnitAnswered, UploadLost
from state.form import PartAnswers
from state.machine import reduce
from state.order import Order
from state.part import Ready, Uploading, Waiting
from state.phase import Collecting
from tests.builders import (
    ADA,
    AT,
    BEN,
    a_complete_order,
    a_problem,
    a_ready_part,
    an_order_in,
    complete_answers,
    small_facts,
    some_facts,
)
from tests.state.samples import after

MEASURED = PartMeasured(part="P1", facts=some_facts(), picture="F9")
INCH = UnitAnswered(part="P1", unit="inch")


def seen(**part: Any) -> Order:
    return a_complete_order(parts=(a_ready_part(**{"facts": small_facts()} | part),))


def test_what_was_found_is_kept_on_the_part() -> None:
    part = after(a_complete_order(), MEASURED).parts[0]

    assert (True, some_facts(), "F9") == (part.looked_at, part.facts, part.picture)


@pytest.mark.parametrize("first", [MEASURED, PartMeasured(part="P1", too_large=True)])
def test_a_second_look_changes_nothing(first: PartMeasured) -> None:
    order = after(a_complete_order(), first)

    assert reduce(order, PartMeasured(part="P1", facts=small_facts()), AT, ADA) is None


@pytest.mark.parametrize("phase", ["placing", "placed", "failed", "needs_human"])
def test_a_look_that_ends_late_leaves_the_order_where_it_is(phase: str) -> None:
    order = an_order_in(phase)

    assert order.phase == after(order, MEASURED).phase


def test_what_was_found_in_a_part_that_is_gone_is_void() -> None:
    with pytest.raises(Superseded):
        reduce(a_complete_order(parts=()), MEASURED, AT, ADA)


def test_what_was_found_belongs_to_the_file_and_not_to_the_basket() -> None:
    order = after(a_complete_order(parts=(a_ready_part(upload=Uploading(worker="w")),)), MEASURED)
    part = after(order, UploadLost(part="P1", basket=1, problem=a_problem())).parts[0]

    assert (Waiting(), True, some_facts(), "F9") == (
        part.upload,
        part.looked_at,
        part.facts,
        part.picture,
    )


def test_another_unit_sends_a_file_afresh() -> None:
    order = after(seen(), INCH, by=BEN)

    assert ("inch", 2, Waiting()) == (
        order.unit_of(order.parts[0]),
        order.basket.number,
        order.parts[0].upload,
    )


def test_the_unit_that_was_meant_all_along_sends_nothing_again() -> None:
    order = after(seen(), INCH.but(unit="mm"))

    assert ("mm", 1, Ready()) == (
        order.parts[0].answers.unit,
        order.basket.number,
        order.parts[0].upload,
    )


def test_the_same_answer_twice_is_one() -> None:
    assert reduce(after(seen(), INCH), INCH, AT, ADA) is None


def test_another_answer_comes_too_late() -> None:
    with pytest.raises(Superseded):
        reduce(after(seen(), INCH), INCH.but(unit="mm"), AT, ADA)


def test_an_answer_about_a_part_that_is_gone_comes_too_late() -> None:
    with pytest.raises(Superseded):
        reduce(a_complete_order(parts=()), INCH, AT, ADA)


def test_an_answer_leaves_the_parts_other_answers() -> None:
    order = after(seen(answers=PartAnswers(quantity=7)), INCH)

    assert PartAnswers(quantity=7, unit="inch") == order.parts[0].answers


def test_an_answer_opens_a_failed_order_again() -> None:
    order = an_order_in("failed", parts=(a_ready_part(),))

    assert Collecting() == after(order, INCH).phase


def test_an_edit_may_change_an_answer() -> None:
    edited = after(seen(), INCH, PartEdited(part="P1", answers=PartAnswers(unit="mm")))

    assert "mm" == edited.unit_of(edited.parts[0])


def test_a_part_is_due_when_all_are_unless_it_has_its_own_day() -> None:
    own = AT.date().replace(year=2027)
    order = a_complete_order(answers=complete_answers(due_date=AT.date()))
    part = order.parts[0]

    assert AT.date() == order.due_date_of(part)
    assert own == order.due_date_of(part.but(answers=PartAnswers(due_date=own)))
