from decimal import Decimal
from typing import Any

import pytest

from state.events import (
    Event,
    NotNow,
    OrderNotThere,
    OrderPlaced,
    OutcomeUnknown,
    OutcomeUnsettled,
    PlacingFailed,
    SubmissionClaimed,
    Superseded,
)
from state.machine import reduce
from state.order import Basket
from state.part import Ready, Unusable
from state.phase import Failed, NeedsHuman, Placed, Placing, Sending
from tests.builders import (
    ADA,
    AT,
    BEN,
    a_complete_order,
    a_part,
    a_press,
    a_problem,
    a_ready_part,
    an_order,
    an_order_in,
    complete_answers,
)
from tests.state.samples import LATER, after

CLAIM = SubmissionClaimed(worker="w", attempt=1, at=LATER)
FAILURE = PlacingFailed(worker="w", attempt=1, problem=a_problem(cause="refused"))
TOTAL = a_press().amount
UNKNOWN = OutcomeUnknown(attempt=1)
UNSETTLED = OutcomeUnsettled(attempt=1, at=LATER)


def test_place_begins_the_first_attempt() -> None:
    placing = after(a_complete_order(), a_press(by=BEN))

    assert Placing(attempt=1, by=BEN, amount=TOTAL) == placing.phase
    assert 1 == placing.attempts


def test_place_after_a_failure_begins_the_next_attempt() -> None:
    placing = after(an_order_in("failed"), a_press(by=ADA))

    assert Placing(attempt=2, by=ADA, amount=TOTAL) == placing.phase
    assert 2 == placing.attempts


@pytest.mark.parametrize(
    "changes",
    [
        {"parts": ()},
        {"answers": complete_answers(payment=None)},
        {"answers": complete_answers(price=None)},
        {"parts": (a_part(),)},
        {"parts": (a_ready_part(upload=Unusable(problem=a_problem(), line_is_empty=True)),)},
        {"parts": (a_ready_part(), a_part(id="P2"))},
    ],
    ids=["no part", "no payment", "no price", "not analysed", "unusable", "one not analysed"],
)
def test_an_order_that_lacks_something_is_not_placed(changes: dict[str, Any]) -> None:
    with pytest.raises(NotNow):
        reduce(a_complete_order(**changes), a_press(by=ADA), AT, ADA)


def test_one_run_may_send_the_order() -> None:
    claimed = after(an_order_in("placing"), CLAIM)

    assert isinstance(claimed.phase, Placing)
    assert Sending(worker="w", at=LATER) == claimed.phase.sending
    assert reduce(claimed, CLAIM, AT, ADA) is None
    assert reduce(claimed, CLAIM.but(worker="another"), AT, ADA) is None


def test_a_claim_of_an_earlier_attempt_comes_too_late() -> None:
    order = an_order_in("placing", phase=Placing(attempt=2, by=ADA), attempts=2)

    with pytest.raises(Superseded):
        reduce(order, CLAIM, AT, ADA)


@pytest.mark.parametrize(
    "changes",
    [{"parts": (a_ready_part(),)}, {"basket": Basket(id="201", customer="17", awaiting="P2")}],
    ids=["line says nothing", "create without answer"],
)
def test_only_a_basket_that_is_in_line_may_be_sent(changes: dict[str, Any]) -> None:
    with pytest.raises(NotNow):
        reduce(an_order_in("placing", **changes), CLAIM, AT, ADA)


def test_an_unknown_outcome_is_looked_up_once() -> None:
    unknown = after(after(an_order_in("placing"), CLAIM), OutcomeUnknown(attempt=1))

    assert isinstance(unknown.phase, Placing)
    assert unknown.phase.checking
    assert Sending(worker="w", at=LATER) == unknown.phase.sending
    assert reduce(unknown, OutcomeUnknown(attempt=1), AT, ADA) is None


@pytest.mark.parametrize("phase", ["placing", "needs_human"])
def test_a_placed_order_has_its_number_and_who_pressed(phase: str) -> None:
    event = OrderPlaced(number="100001", key="1", at=LATER, by=BEN)

    assert Placed(number="100001", key="1", at=LATER, by=BEN) == (
        after(an_order_in(phase), event).phase
    )


def test_a_second_number_comes_too_late() -> None:
    with pytest.raises(NotNow):
        reduce(an_order_in("placed"), OrderPlaced(number="2", at=LATER, by=ADA), AT, ADA)


def test_a_failure_keeps_the_reason() -> None:
    failed = after(an_order_in("placing"), FAILURE)

    assert Failed(problem=FAILURE.problem) == failed.phase


def test_a_run_that_did_not_send_the_order_cannot_call_it_failed() -> None:
    claimed = after(an_order_in("placing"), CLAIM)

    with pytest.raises(Superseded):
        reduce(claimed, FAILURE.but(worker="another"), AT, ADA)
    assert isinstance(after(claimed, FAILURE).phase, Failed)


@pytest.mark.parametrize("event", [FAILURE, UNKNOWN, UNSETTLED])
def test_news_of_an_earlier_attempt_changes_nothing(event: Event) -> None:
    claimed = after(an_order_in("placing"), CLAIM)

    with pytest.raises(Superseded):
        reduce(claimed, event.but(attempt=0), AT, ADA)


def test_an_order_whose_total_has_changed_is_not_placed() -> None:
    with pytest.raises(NotNow):
        reduce(a_complete_order(), a_press(amount=Decimal("24.27")), AT, ADA)


@pytest.mark.parametrize("event", [UNKNOWN, UNSETTLED])
def test_an_order_that_nobody_sent_has_no_outcome(event: Event) -> None:
    with pytest.raises(NotNow):
        reduce(an_order_in("placing"), event, AT, ADA)


def test_an_order_that_nobody_can_find_waits_for_a_person() -> None:
    unsettled = after(an_order_in("placing"), CLAIM, OutcomeUnsettled(attempt=1, at=LATER))

    assert NeedsHuman(since=LATER, sent=CLAIM.at) == unsettled.phase


def test_an_order_that_is_not_there_may_be_sent_in_a_new_attempt() -> None:
    again = after(an_order_in("needs_human"), OrderNotThere(by=BEN))

    assert Placing(attempt=2, by=BEN, amount=TOTAL) == again.phase
    with pytest.raises(Superseded):
        reduce(again, CLAIM, AT, ADA)
    assert reduce(again, CLAIM.but(attempt=2), AT, ADA) is not None


def test_a_part_may_have_material_and_price_of_its_own() -> None:
    answers = complete_answers(material=None, price=None)
    part = a_ready_part(upload=Ready())
    own = part.answers.but(material=complete_answers().material, price=complete_answers().price)
    order = an_order(answers=answers, parts=(part.but(answers=own),))

    assert isinstance(after(order, a_press(by=ADA)).phase, Placing)
