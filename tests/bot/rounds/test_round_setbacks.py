import pytest

from state.problems import Broken, Busy, DeskError, NotPermitted, Unreachable
from tests.bot.rounds.kit import Kit


@pytest.mark.parametrize("error", [Unreachable(), Broken(), NotPermitted()])
def test_a_round_without_3yourmind_changes_nothing_and_is_made_up_for(
    kit: Kit, error: DeskError
) -> None:
    order = kit.placed(100001)
    kit.desk.has(100001, "Printing")
    kit.desk.script.append(error)
    before = kit.orders.get(order)
    kit.round(minutes=2)

    assert before == kit.orders.get(order)
    kit.round(minutes=1)
    assert "Printing" == kit.status(order)


def test_the_longer_3yourmind_is_away_the_rarer_it_is_tried(kit: Kit) -> None:
    kit.placed(100001)
    kit.desk.script.extend(Unreachable() for _ in range(20))
    kit.round(minutes=2)
    tries = [minute for minute in range(1, 60) if kit.round(minutes=1)]

    assert [1, 3, 7, 15, 25, 35, 45, 55] == tries


def test_a_wait_that_3yourmind_asks_for_is_kept_for_all_orders(kit: Kit) -> None:
    kit.placed(100001)
    kit.desk.script.append(Busy(retry_after=1800))
    kit.round(minutes=2)
    kit.placed(100002)

    assert [] == kit.round(minutes=29)
    assert [1] == kit.round(minutes=1)
