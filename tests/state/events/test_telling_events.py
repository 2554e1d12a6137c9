import pytest

from state.events import (
    BasketCleared,
    BasketTaken,
    CardShown,
    Event,
    OrderExpired,
    OrderStarted,
    PartRemoved,
    Superseded,
    TellingBegun,
    Told,
)
from state.machine import reduce
from state.order import Basket
from tests.builders import ADA, AT, a_complete_order, an_order, an_order_in
from tests.state.samples import LATER, after

STARTED = after(an_order(), OrderStarted())


def test_a_new_entry_is_due_to_be_told() -> None:
    assert ("done", 0) == (an_order().telling, an_order().told)
    assert ("due", 0) == (STARTED.telling, STARTED.told)


def test_told_entries_are_done_once_the_card_shows_them() -> None:
    told = after(STARTED, TellingBegun(entry=0), Told(entry=0))
    shown = after(told, CardShown(entry=0, changes=told.changes))

    assert ("due", 1) == (told.telling, told.told)
    assert ("done", 1) == (shown.telling, shown.told)


def test_what_happened_before_the_card_was_shown_is_due() -> None:
    more = after(STARTED, OrderExpired(at=LATER, touched=LATER))
    shown = after(more, CardShown(entry=0, changes=more.changes))

    assert ("due", 1) == (shown.telling, shown.told)


def test_a_card_does_not_end_what_somebody_tells_right_now() -> None:
    begun = after(STARTED, TellingBegun(entry=0))

    assert reduce(begun, CardShown(entry=0, changes=begun.changes), AT, ADA) is None


def test_an_older_card_takes_nothing_back() -> None:
    order = after(STARTED, OrderExpired(at=LATER, touched=LATER), Told(entry=1))

    assert reduce(order, CardShown(entry=0, changes=order.changes), AT, ADA) is None


def test_a_change_without_an_entry_leaves_the_card_behind() -> None:
    shown = after(STARTED, CardShown(entry=0, changes=STARTED.changes))
    later = after(shown, BasketTaken(keeper="another"))

    assert ("done", "due") == (shown.telling, later.telling)
    assert "due" == after(later, CardShown(entry=0, changes=shown.changes)).telling
    assert "done" == after(later, CardShown(entry=0, changes=later.changes)).telling


def test_what_nobody_sees_leaves_the_card_as_it_is() -> None:
    closed = after(an_order_in("cancelled", basket=Basket(id="201")), Told(entry=0))
    shown = after(closed, CardShown(entry=0, changes=closed.changes))

    assert "done" == after(shown, BasketCleared(id="201")).telling


def test_what_happened_while_telling_stays_due() -> None:
    begun = after(STARTED, TellingBegun(entry=0))
    more = after(begun, OrderExpired(at=LATER, touched=LATER))

    assert "begun" == more.telling
    assert ("due", 1) == (after(more, Told(entry=0)).telling, after(more, Told(entry=0)).told)
    assert ("due", 2) == (after(more, Told(entry=1)).telling, after(more, Told(entry=1)).told)


def test_what_happens_afterwards_is_due_again() -> None:
    shown = after(STARTED, CardShown(entry=0, changes=STARTED.changes))

    assert "due" == after(shown, OrderExpired(at=LATER, touched=LATER)).telling


def test_two_runs_do_not_tell_the_same_entry() -> None:
    begun = after(STARTED, TellingBegun(entry=0))

    with pytest.raises(Superseded):
        reduce(begun, TellingBegun(entry=0), AT, ADA)


@pytest.mark.parametrize("event", [TellingBegun(entry=0), Told(entry=0)])
def test_an_entry_that_was_told_is_not_told_again(event: Event) -> None:
    order = after(STARTED, Told(entry=0), OrderExpired(at=LATER, touched=LATER))

    with pytest.raises(Superseded):
        reduce(order, event, AT, ADA)


def test_entries_that_need_no_telling_may_be_passed_over() -> None:
    order = after(STARTED, OrderExpired(at=LATER, touched=LATER), TellingBegun(entry=1))

    assert ("begun", 1) == (order.telling, order.told)
    assert ("due", 2) == (after(order, Told(entry=1)).telling, after(order, Told(entry=1)).told)


def test_telling_is_not_told() -> None:
    order = after(a_complete_order(), PartRemoved(part="P1"))

    assert (
        order.history
        == after(order, TellingBegun(entry=0), Told(entry=0), CardShown(entry=0, changes=9)).history
    )
