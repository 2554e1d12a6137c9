from typing import Any

import pytest

from state.events import DuplicateSettled, FileWithdrawn, NotNow
from state.machine import reduce
from state.order import Order
from state.part import Analysing, Ready, Unusable, Upload, Uploading, Waiting
from state.problems import Gone
from tests.builders import ADA, AT, BEN, a_complete_order, a_part, a_problem, a_ready_part, an_order
from tests.state.samples import after

WITHDRAWN = FileWithdrawn(part="P1")
KEEP = DuplicateSettled(part="P2", keep=True, by=ADA)
REMOVE = DuplicateSettled(part="P2", keep=False, by=BEN)


def part_with(**part: Any) -> Order:
    return a_complete_order(parts=(a_ready_part(**part),))


def twice() -> Order:
    return a_complete_order(parts=(a_ready_part(), a_part(id="P2")))


def test_a_file_that_was_not_sent_can_no_longer_be_used() -> None:
    order = after(part_with(upload=Waiting()), WITHDRAWN)

    assert Unusable(problem=Gone().problem, line_is_empty=True) == order.parts[0].upload
    assert 1 == order.basket.number


@pytest.mark.parametrize("upload", [Uploading(worker="w"), Analysing(), Ready()])
def test_a_file_that_was_sent_stays_as_it_is(upload: Upload) -> None:
    before = part_with(upload=upload)

    assert before.parts == after(before, WITHDRAWN).parts


def test_a_deletion_is_noted_once() -> None:
    assert reduce(after(part_with(), WITHDRAWN), WITHDRAWN, AT, ADA) is None


def test_the_deletion_of_what_could_not_be_used_is_no_news() -> None:
    unusable = Unusable(problem=a_problem(), line_is_empty=False)

    assert reduce(part_with(upload=unusable), WITHDRAWN, AT, ADA) is None


def test_the_deletion_of_a_removed_part_is_no_news() -> None:
    assert reduce(an_order(), WITHDRAWN, AT, ADA) is None


def test_who_keeps_both_changes_nothing_but_the_history() -> None:
    order = after(twice(), KEEP)

    assert twice().parts == order.parts
    assert ["duplicate_settled"] == [entry.event["kind"] for entry in order.history]


def test_who_removes_the_second_leaves_the_first() -> None:
    assert ["P1"] == [part.id for part in after(twice(), REMOVE).parts]


@pytest.mark.parametrize("answer", [KEEP, REMOVE], ids=["keep", "remove"])
def test_the_same_answer_twice_is_one(answer: DuplicateSettled) -> None:
    assert reduce(after(twice(), answer), answer, AT, ADA) is None


@pytest.mark.parametrize(("first", "second"), [(KEEP, REMOVE), (REMOVE, KEEP)])
def test_another_answer_comes_too_late(first: DuplicateSettled, second: DuplicateSettled) -> None:
    with pytest.raises(NotNow):
        reduce(after(twice(), first), second, AT, ADA)


@pytest.mark.parametrize("answer", [KEEP, REMOVE], ids=["keep", "remove"])
def test_an_answer_about_a_removed_part_comes_too_late(answer: DuplicateSettled) -> None:
    with pytest.raises(NotNow):
        reduce(part_with(), answer, AT, ADA)
