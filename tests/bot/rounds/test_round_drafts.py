from datetime import timedelta

import pytest

from state.events import AnswersChanged
from state.phase import Cancelled, Collecting, Expired
from state.problems import Broken, Busy, DeskError, Missing, Unreachable
from tests.bot.rounds.kit import Kit
from tests.builders import ADA, AT, an_order, an_order_in, complete_answers

DAY = timedelta(days=1)
EDITED = AnswersChanged(answers=complete_answers(reference="PO 17"))


def test_a_draft_is_reminded_of_once_and_closed_in_the_end(kit: Kit) -> None:
    order = kit.keep(an_order())

    for expected in ([], ["owner_reminded"], ["owner_reminded"]):
        kit.round(hours=23)
        assert expected == kit.kinds(order)
    kit.round(days=12)

    assert Expired(at=AT + timedelta(days=12, hours=69)) == kit.orders.get(order).phase
    assert ["owner_reminded", "order_expired"] == kit.kinds(order)


def test_a_draft_that_was_touched_lives_on(kit: Kit) -> None:
    order = kit.keep(an_order())
    kit.round(days=1)
    kit.at += 12 * DAY
    kit.orders.apply(order, EDITED, ADA)
    kit.round(days=1)
    kit.round(days=1)

    assert Collecting() == kit.orders.get(order).phase
    assert ["owner_reminded", "answers_changed", "owner_reminded"] == kit.kinds(order)


def test_a_draft_is_not_closed_on_the_heels_of_its_reminder(kit: Kit) -> None:
    order = kit.keep(an_order())
    kit.round(days=20)

    for expected in (["owner_reminded"], ["owner_reminded", "order_expired"]):
        kit.round(hours=13)
        assert expected == kit.kinds(order)


def test_the_basket_of_a_closed_draft_is_deleted(kit: Kit) -> None:
    order = kit.keep(an_order_in("collecting"))
    for days in (1, 13, 0):
        kit.round(days=days)

    assert ["201"] == kit.desk.dropped
    assert (None, None) == (kit.orders.get(order).basket.id, kit.orders.get(order).due)
    kit.round(days=1)
    assert ["201"] == kit.desk.dropped


def test_the_basket_of_a_cancelled_order_is_deleted(kit: Kit) -> None:
    order = kit.keep(an_order_in("cancelled"))
    kit.round()

    assert ["201"] == kit.desk.dropped
    assert Cancelled(by=ADA, at=AT) == kit.orders.get(order).phase


@pytest.mark.parametrize("error", [Missing(), Broken(), Unreachable(), Busy()])
def test_a_basket_that_cannot_be_deleted_is_left_alone(kit: Kit, error: DeskError) -> None:
    kit.keep(an_order_in("cancelled"))
    kit.desk.script.append(error)
    kit.round()
    kit.round(days=1)

    assert ["201"] == kit.desk.dropped


def test_while_3yourmind_is_away_baskets_wait(kit: Kit) -> None:
    for n in range(3):
        kit.keep(an_order_in("cancelled", id=f"PD-{n}"))
    kit.desk.script.append(Unreachable())
    kit.round()

    assert 1 == len(kit.desk.dropped)
    kit.round(minutes=1)
    assert 3 == len(kit.desk.dropped)


def test_drafts_are_seen_to_while_3yourmind_is_away(kit: Kit) -> None:
    kit.placed(100001)
    kit.desk.script.extend([Unreachable()] * 2)
    order = kit.keep(an_order())
    kit.round(minutes=2)
    kit.round(days=1)

    assert ["owner_reminded"] == kit.kinds(order)
