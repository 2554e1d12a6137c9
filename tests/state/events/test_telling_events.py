import pytest

from state.events import (
    Event,
    OrderExpired,
    OrderStarted,
    PartRemoved,
    Superseded,
    TellingBegun,
    Told,
)
from state.machine import reduce
from tests.builders import ADA, AT, a_complete_order, an_order
from tests.state.samples import LATER, after

STARTED = after(an_order(), OrderStarted())


def test_a_new_entry_is_due_to_be_told() -> None:
    assert ("done", 0) == (an_order().telling, an_order().told)
    assert ("due", 0) == (STARTED.telling, STARTED.told)


def test_told_entries_are_done() -> None:
    told = after(STARTED, TellingBegun(entry=0), Told(entry=0))

    assert ("done", 1) == (told.telling, told.told)


def test_what_happened_while_telling_stays_due() -> None:
    begun = after(STARTED, TellingBegun(entry=0))
    more = after(begun, OrderExpired(at=LATER, touched=LATER))

    assert "begun" == more.telling
    assert ("due", 1) == (after(more, Told(entry=0)).telling, after(more, Told(entry=0)).told)
    assert ("done", 2) == (after(more, Told(entry=1)).telling, after(more, Told(entry=1)).told)


def test_what_happens_afterwards_is_due_again() -> None:
    told = after(STARTED, Told(entry=0))

    assert "due" == after(told, OrderExpired(at=LATER, touched=LATER)).telling


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
    assert ("done", 2) == (after(order, Told(entry=1)).telling, after(order, Told(entry=1)).told)


def test_telling_is_not_told() -> None:
    order = after(a_complete_order(), PartRemoved(part="P1"))

    assert order.history == after(order, TellingBegun(entry=0), Told(entry=0)).history
