import pytest

from state.call import Call
from state.events import CallBegun, CallEnded, CallPosted, NotNow, OrderNotThere, Superseded
from state.machine import reduce
from state.order import Order
from tests.builders import ADA, AT, an_order_in
from tests.state.samples import after

DOUBT = an_order_in("needs_human")


def begun(attempt: int = 1) -> CallBegun:
    return CallBegun(attempt=attempt, channel="C0ONCALL", at=AT)


def call_of(order: Order) -> Call:
    (call,) = order.calls
    return call


def test_a_call_is_begun_once_and_leaves_no_trace_in_the_history() -> None:
    order = after(DOUBT, begun())

    assert Call(attempt=1, channel="C0ONCALL", at=AT) == call_of(order)
    assert DOUBT.history == order.history
    assert reduce(order, begun(), AT, ADA) is None


def test_a_message_stands_where_it_was_first_said_to_stand() -> None:
    order = after(DOUBT, begun(), CallPosted(attempt=1, ts="1.1"))

    assert reduce(order, CallPosted(attempt=1, ts="2.2"), AT, ADA) is None
    assert "1.1" == call_of(order).ts


def test_a_call_ends_once() -> None:
    order = after(DOUBT, begun(), CallEnded(attempt=1))

    assert call_of(order).over
    assert reduce(order, CallEnded(attempt=1), AT, ADA) is None


def test_nobody_is_called_where_nothing_is_in_doubt() -> None:
    with pytest.raises(NotNow):
        reduce(an_order_in("placed"), begun(), AT, ADA)


def test_nobody_is_called_for_an_attempt_that_is_over() -> None:
    with pytest.raises(Superseded):
        reduce(DOUBT.but(attempts=2), begun(attempt=1), AT, ADA)


def test_what_was_begun_can_be_posted_and_ended_after_the_doubt_is_settled() -> None:
    order = after(DOUBT, begun(), OrderNotThere(by=ADA))
    order = after(order, CallPosted(attempt=1, ts="1.1"), CallEnded(attempt=1))

    assert ("1.1", True) == (call_of(order).ts, call_of(order).over)


def test_a_second_doubt_has_a_call_of_its_own() -> None:
    order = after(DOUBT, begun(), CallEnded(attempt=1)).but(attempts=2)
    order = after(order, begun(attempt=2))

    assert [(1, True), (2, False)] == [(call.attempt, call.over) for call in order.calls]


def test_what_was_never_begun_is_neither_posted_nor_ended() -> None:
    assert reduce(DOUBT, CallPosted(attempt=1, ts="1.1"), AT, ADA) is None
    assert reduce(DOUBT, CallEnded(attempt=1), AT, ADA) is None
