from datetime import timedelta

import pytest

from state.events import FollowerJoined, StatusSeen, WatchEnded
from state.order import Basket
from state.over import over_since
from state.phase import Placed
from tests.builders import ADA, AT, BEN, PHASES, an_entry, an_order_in

LATER = AT + timedelta(days=3)
PLACED = Placed(number="100001", at=AT, by=ADA)


@pytest.mark.parametrize("phase", [p.kind for p in PHASES])
def test_only_what_was_called_off_or_expired_is_over_by_its_phase(phase: str) -> None:
    order = an_order_in(phase, basket=Basket())
    expected = AT if phase in {"cancelled", "expired"} else None

    assert expected == over_since(order)


@pytest.mark.parametrize("phase", ["cancelled", "expired"])
def test_an_order_whose_basket_has_to_be_deleted_is_not_over(phase: str) -> None:
    assert over_since(an_order_in(phase)) is None


@pytest.mark.parametrize("end", [StatusSeen(status="Shipped", final=True, at=LATER), WatchEnded()])
def test_a_placed_order_is_over_since_it_is_no_longer_watched(end: StatusSeen | WatchEnded) -> None:
    joined = an_entry(FollowerJoined(by=BEN), at=LATER + timedelta(days=1))
    history = (an_entry(end, at=LATER), joined)
    order = an_order_in("placed", phase=PLACED.but(watched=False), history=history)

    assert LATER == over_since(order)
    assert over_since(order.but(phase=PLACED)) is None
