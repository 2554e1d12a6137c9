from datetime import timedelta
from typing import Any

import pytest

from state.events import NotNow, OrderPlaced, StatusLooked, StatusSeen, WatchEnded
from state.machine import reduce
from state.order import Order
from state.phase import Placed
from tests.builders import ADA, AT, an_order_in
from tests.state.samples import LATER, after

EVEN_LATER = LATER + timedelta(hours=1)
PRINTING = StatusSeen(status="Printing", at=LATER)


def placed(**changes: Any) -> Order:
    return an_order_in("placed", phase=Placed(number="100001", at=AT, by=ADA).but(**changes))


def phase_of(order: Order) -> Placed:
    assert isinstance(order.phase, Placed)
    return order.phase


def test_the_status_that_came_with_the_number_is_kept() -> None:
    event = OrderPlaced(number="100001", at=LATER, by=ADA, status="Pending")
    phase = phase_of(after(an_order_in("needs_human"), event))

    assert ("Pending", LATER, LATER) == (phase.status, phase.status_at, phase.status_since)
    assert phase.watched


def test_an_order_that_was_placed_before_anybody_watched_is_read_as_watched() -> None:
    doc = {"kind": "placed", "number": "100001", "key": "1", "at": AT.isoformat(), "by": ADA}
    phase = Placed.model_validate(doc)

    assert ("", None, True) == (phase.status, phase.status_at, phase.watched)


def test_another_status_is_kept_with_its_time_and_is_an_entry_of_the_history() -> None:
    order = after(placed(status="Pending", status_at=AT, status_since=AT), PRINTING)
    phase = phase_of(order)

    assert "Printing" == phase.status
    assert (LATER, LATER, LATER) == (phase.status_at, phase.status_since, phase.looked_at)
    assert ["status_seen"] == [entry.event["kind"] for entry in order.history]
    assert "due" == order.telling


def test_the_same_status_is_no_news() -> None:
    assert reduce(placed(status="Printing"), PRINTING, LATER, ADA) is None


def test_a_last_status_ends_the_watch() -> None:
    order = after(placed(), StatusSeen(status="Shipped", final=True, at=LATER))

    assert not phase_of(order).watched
    assert reduce(order, PRINTING, LATER, ADA) is None


def test_a_status_that_turns_out_to_be_the_last_one_keeps_its_time() -> None:
    seen = placed(status="Shipped", status_at=AT, status_since=AT)
    phase = phase_of(after(seen, StatusSeen(status="Shipped", final=True, at=LATER)))

    assert (AT, LATER, False) == (phase.status_since, phase.status_at, phase.watched)


def test_a_look_without_news_changes_only_the_time() -> None:
    before = placed(status="Printing", status_at=AT, status_since=AT)
    order = after(before, StatusLooked(found=True, at=EVEN_LATER))

    assert before.but(phase=phase_of(order)) == order
    assert phase_of(before).but(status_at=EVEN_LATER, looked_at=EVEN_LATER) == order.phase


def test_a_look_that_does_not_find_the_order_leaves_the_age_of_what_is_known() -> None:
    before = placed(status="Printing", status_at=AT, status_since=AT)
    phase = phase_of(after(before, StatusLooked(found=False, at=EVEN_LATER)))

    assert (AT, EVEN_LATER) == (phase.status_at, phase.looked_at)


def test_the_watch_ends_once() -> None:
    order = after(placed(status="Printing"), WatchEnded())

    assert not phase_of(order).watched
    assert reduce(order, WatchEnded(), LATER, ADA) is None
    assert reduce(order, StatusLooked(found=True, at=LATER), LATER, ADA) is None


@pytest.mark.parametrize("kind", ["placing", "needs_human", "failed"])
def test_an_order_that_is_not_placed_has_no_status(kind: str) -> None:
    with pytest.raises(NotNow):
        reduce(an_order_in(kind), PRINTING, LATER, ADA)
