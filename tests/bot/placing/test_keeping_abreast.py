"""Lines that stand are described side by side, and what one of them fails at is only its own."""

from threading import Barrier

import pytest

from bot.placing.abreast import MOST
from state.events import PartEdited
from state.form import PartAnswers
from state.problems import Busy, DeskError, Missing, Refused
from tests.bot.placing.kit import OPEN, Kit
from tests.builders import a_part, an_order

THREE = tuple(a_part(id=f"P{n}", line=f"L{n}") for n in range(3))


def described(kit: Kit) -> set[str]:
    return {part.id for part in kit.order.parts if part.described is not None}


def a_draft_with_lines(kit: Kit) -> None:
    kit.keep(an_order(parts=THREE, basket=OPEN))


def test_all_lines_are_described_at_the_same_time(kit: Kit) -> None:
    together = Barrier(len(THREE))
    a_draft_with_lines(kit)
    kit.desk.on("describe_line", *[lambda: together.wait(10)] * len(THREE))
    kit.bring_in_line()

    assert {"P0", "P1", "P2"} == described(kit)


def test_no_more_than_so_many_calls_are_made_at_the_same_time(kit: Kit) -> None:
    parts = tuple(a_part(id=f"P{n}", line=f"L{n}") for n in range(2 * MOST))
    kit.keep(an_order(parts=parts, basket=OPEN))
    waves = Barrier(MOST)
    kit.desk.on("describe_line", *[lambda: waves.wait(10)] * len(parts))
    kit.bring_in_line()

    assert len(parts) == len(described(kit))


def test_a_line_is_made_while_another_is_described(kit: Kit) -> None:
    together = Barrier(2)
    kit.keep(an_order(parts=(THREE[0], a_part(id="P9")), basket=OPEN))
    kit.desk.on("describe_line", lambda: together.wait(10))
    kit.desk.on("open_line", lambda: together.wait(10))
    kit.bring_in_line()

    assert {"P0", "P9"} == described(kit)


@pytest.mark.parametrize("others", [(), (Busy(),)], ids=["alone", "with one that passes"])
def test_one_line_that_is_refused_is_told_and_the_others_stand(
    kit: Kit, others: tuple[DeskError, ...]
) -> None:
    a_draft_with_lines(kit)
    kit.desk.on("describe_line", *others, Refused("No such material."))
    with pytest.raises(Refused):
        kit.bring_in_line()

    assert 2 - len(others) == len(described(kit))
    assert [] == kit.clock.slept


def test_what_was_busy_is_asked_again_alone(kit: Kit) -> None:
    a_draft_with_lines(kit)
    kit.desk.on("describe_line", Busy())
    kit.bring_in_line()

    assert [1.0] == kit.clock.slept
    assert 4 == len(kit.desk.asked("describe_line"))
    assert {"P0", "P1", "P2"} == described(kit)


def test_a_basket_that_is_gone_counts_more_than_a_line_that_is_refused(kit: Kit) -> None:
    a_draft_with_lines(kit)
    kit.desk.on("describe_line", Refused(), Missing())
    kit.bring_in_line()

    assert 2 == kit.order.basket.number
    assert {"P0", "P1", "P2"} == described(kit)


def test_a_line_that_is_lost_costs_the_basket_although_others_were_described(kit: Kit) -> None:
    kit.keep(an_order(parts=(THREE[0], a_part(id="P9")), basket=OPEN))
    kit.desk.on("open_line", Missing())
    kit.bring_in_line()

    assert (2, {"P0", "P9"}) == (kit.order.basket.number, described(kit))
    assert "line_described" in kit.kinds


def test_a_part_that_is_changed_while_others_are_described_is_described_again(kit: Kit) -> None:
    a_draft_with_lines(kit)
    kit.desk.on(
        "describe_line", kit.happens(PartEdited(part="P1", answers=PartAnswers(quantity=3)))
    )
    kit.bring_in_line()

    assert ("B1", "L1", "3 x 5") == kit.desk.asked("describe_line")[-1]
    assert 4 == len(kit.desk.asked("describe_line"))


def test_who_follows_hears_of_every_change(kit: Kit) -> None:
    heard: list[int] = []
    kit.a_draft(parts=(a_part(), a_part(id="P2")))
    kit.moved_on = lambda order: heard.append(sum(p.described is not None for p in order.parts))
    kit.bring_in_line()

    assert [0, 0, 0, 1, 2] == heard
