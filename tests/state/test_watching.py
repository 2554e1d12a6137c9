from datetime import timedelta

import pytest

from state.phase import Placed
from state.plan import Plan
from state.watching import SPREAD, next_look
from tests.builders import ADA, AT

PLAN = Plan(soonest_look=timedelta(minutes=1), rarest_look=timedelta(hours=4))
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def pause(order_id: str = "PD-1", *, looked: timedelta, changed: timedelta | None = None) -> float:
    """Give the minutes from a look at that age of the order to the next one."""
    phase = Placed(
        number="1",
        at=AT,
        by=ADA,
        looked_at=AT + looked,
        status_since=None if changed is None else AT + changed,
    )
    return (next_look(order_id, phase, PLAN) - (AT + looked)) / MINUTE


@pytest.mark.parametrize(
    ("looked", "minutes"),
    [
        (0 * MINUTE, 1),
        (1 * MINUTE, 1),
        (8 * MINUTE, 1),
        (16 * MINUTE, 2),
        (2 * HOUR, 15),
        (8 * HOUR, 60),
        (32 * HOUR, 240),
        (50 * DAY, 240),
    ],
)
def test_the_longer_nothing_changes_the_rarer_are_the_looks(
    looked: timedelta, minutes: float
) -> None:
    assert minutes <= pause(looked=looked) <= minutes * (1 + SPREAD)


def test_a_change_makes_the_looks_frequent_again() -> None:
    assert pause(looked=10 * DAY, changed=10 * DAY - MINUTE) <= 1 + SPREAD


def test_the_first_look_follows_soon_after_the_order_was_placed() -> None:
    due = next_look("PD-1", Placed(number="1", at=AT, by=ADA), PLAN)

    assert AT + MINUTE <= due <= AT + (1 + SPREAD) * MINUTE


def test_orders_placed_together_are_not_due_together() -> None:
    pauses = [pause(f"PD-{n}", looked=DAY) for n in range(200)]

    assert 180 == pytest.approx(min(pauses), rel=0.02)
    assert 225 == pytest.approx(max(pauses), rel=0.02)
    assert len(set(pauses)) > 190


def test_whoever_asks_is_told_the_same_time() -> None:
    assert pause(looked=DAY) == pause(looked=DAY)
