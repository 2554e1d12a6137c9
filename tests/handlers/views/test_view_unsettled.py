import re

from hypothesis import given

from handlers.views.unsettled import call_message
from state.events import AnyEvent, OrderNotThere, OrderPlaced, OutcomeUnsettled
from state.order import Order, Spot
from state.phase import NeedsHuman, Placed
from tests.builders import ADA, AT, BEN, a_press, an_entry, an_order_in
from tests.handlers.views.wellformed import buttons, flaws, marked, reading
from tests.handlers.views.wild import calm, orders

CARD = "https://lab.slack.com/archives/C0PRINT/p1772443800000100"


def doubtful(*events: AnyEvent, phase: str = "needs_human") -> Order:
    history = [a_press(by=BEN), OutcomeUnsettled(attempt=1, at=AT), *events]
    entries = tuple(an_entry(event) for event in history)
    return an_order_in(phase, history=entries, spot=Spot(channel="C0", card="1.1", link=CARD))


def test_those_on_call_are_told_all_they_need() -> None:
    order = doubtful().but(phase=NeedsHuman(since=AT, sent=AT, looks=7))
    message = call_message(order, 1)
    text = reading(message)

    assert f"<{CARD}|PD7K3M> · ordered by <@{BEN}> for Grace Hopper" in text
    assert "The order was sent <!date^1772443800^" in text
    assert "I asked 3YOURMIND 7 times" in text
    assert {"found", "not_there"} == set(buttons(message))
    assert [] == flaws(message)


def test_how_a_doubt_was_settled_is_told_with_the_person() -> None:
    there = doubtful(OrderPlaced(number="100777", at=AT, by=ADA), phase="placed")
    gone = doubtful(OrderNotThere(by=ADA), phase="placing")

    assert f"<@{ADA}> found it at 3YOURMIND: *100777*" in reading(call_message(there, 1))
    assert f"<@{ADA}> looked, and it was not there" in reading(call_message(gone, 1))
    assert {} == buttons(call_message(gone, 1))


def test_each_doubt_has_its_own_answer() -> None:
    again = (OutcomeUnsettled(attempt=2, at=AT), OrderPlaced(number="100777", at=AT, by=ADA))
    order = doubtful(OrderNotThere(by=BEN), *again, phase="placed").but(attempts=2)
    first, second = (call_message(order, attempt) for attempt in (1, 2))

    assert f"<@{BEN}> looked" in first["text"]
    assert f"<@{ADA}> found" in second["text"]
    assert first["metadata"] != second["metadata"]


def test_a_doubt_that_is_over_is_settled_although_another_is_open() -> None:
    order = doubtful(OrderNotThere(by=BEN), OutcomeUnsettled(attempt=2, at=AT)).but(attempts=2)

    assert {} == buttons(call_message(order, 1))
    assert {"found", "not_there"} == set(buttons(call_message(order, 2)))


@calm
@given(orders())
def test_it_is_what_slack_takes_whatever_the_record_holds(order: Order) -> None:
    message = call_message(order, order.attempts)
    ours = r"<[@#][UWC][A-Z0-9]+>|<!date[^>]+>|<https://lab.slack.com[^>]+>"

    assert [] == flaws(message)
    assert "<" not in re.sub(ours, "", "".join(marked(message)))
    assert not isinstance(order.phase, Placed) or "✅ Settled." in message["text"]
