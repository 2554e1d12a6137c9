import json
from datetime import timedelta
from decimal import Decimal

import pytest

from state.events import (
    AnswersChanged,
    CustomerForgotten,
    FileShared,
    FileTurnedDown,
    PartMeasured,
    PlacingFailed,
    RequirementsGiven,
)
from state.facts import Facts, Format
from state.forgetting import REMOVED, forgotten, is_forgotten, is_known_as
from state.machine import reduce
from state.order import Order
from state.phase import Placed
from state.record import Choice
from state.requirements import Answered, FieldAnswer, FieldKind
from state.terms import order_terms
from tests.builders import (
    ADA,
    AT,
    CUSTOMER,
    a_file,
    a_problem,
    a_ready_part,
    an_entry,
    an_order_in,
    complete_answers,
)

ANSWERS = complete_answers(
    reference="PO Hopper 9", instructions="Ring at Hopper's", voucher="SPRING", price=Decimal(3)
)
FILE = a_file(name="hopper-bracket.stl")
GIVEN = (
    Answered(
        form="4",
        answers=(
            FieldAnswer(field="1", kind=FieldKind.WORDS, value="for Grace"),
            FieldAnswer(field="2", kind=FieldKind.NUMBER, value="2.5"),
        ),
    ),
)
PROBLEM = a_problem(detail="No Hopper at Quay 1", fields={"address": ("Quay 1 is unknown",)})
FACTS = Facts(format=Format.ZIP, contents=("grace.stl",))
OTHER = Choice(key="18", label="Ada Byron <ada@example.org>")
SECRETS = ("hopper", "grace", "harbour", "quay", "hamburg", "dock", "example.com")


def an_order_of_grace(**changes: object) -> Order:
    events = (
        AnswersChanged(answers=ANSWERS),
        FileShared(part="P1", file=FILE, by=ADA),
        FileTurnedDown(part="P2", file=FILE, by=ADA, problem=PROBLEM),
        PartMeasured(part="P1", facts=FACTS),
        RequirementsGiven(part="P1", answers=GIVEN),
        PlacingFailed(worker="w", attempt=1, problem=PROBLEM),
    )
    part = a_ready_part(file=FILE, facts=FACTS, requirements=GIVEN, required_told=GIVEN)
    given = {
        "answers": ANSWERS,
        "parts": (part,),
        "phase": Placed(number="100001", key="77", at=AT, by=ADA, status="Printing"),
        "history": tuple(an_entry(event) for event in events),
    }
    return an_order_in("placed", **given | changes)


def raw(order: Order) -> str:
    return json.dumps(order.model_dump(mode="json"), ensure_ascii=False).casefold()


def test_nothing_tells_of_the_customer_any_more() -> None:
    order = an_order_of_grace()
    assert {True} == {secret in raw(order) for secret in SECRETS}
    after = forgotten(order, {CUSTOMER.key})

    assert [] == [secret for secret in SECRETS if secret in raw(after)]
    assert [] == [t for t in order_terms(after.model_dump(mode="json")) if "hopper" in t]
    assert is_forgotten(after)
    assert not is_forgotten(order)


def test_ids_numbers_keys_amounts_and_times_stay() -> None:
    order = an_order_of_grace()
    after = forgotten(order, {CUSTOMER.key})

    assert (order.id, order.phase, order.spot) == (after.id, after.phase, after.spot)
    assert (order.total, order.basket, order.terms) == (after.total, after.basket, after.terms)
    assert ["17", "41", "42"] == [
        choice.key
        for choice in (
            after.answers.customer,
            after.answers.billing_address,
            after.answers.shipping_address,
        )
        if choice is not None
    ]
    assert [
        part.but(file=FILE, facts=FACTS, requirements=GIVEN, required_told=GIVEN)
        for part in after.parts
    ] == list(order.parts)
    assert "2.5" == after.parts[0].requirements[0].answers[1].value
    assert [(e.at, e.by, e.event["kind"]) for e in order.history] == [
        (e.at, e.by, e.event["kind"]) for e in after.history
    ]


def test_what_was_left_empty_stays_empty() -> None:
    after = forgotten(an_order_in("placed"), {CUSTOMER.key})

    assert ("", "") == (after.answers.reference, after.answers.instructions)


def test_of_an_order_that_was_somebody_elses_at_first_only_that_is_removed() -> None:
    now = complete_answers(customer=OTHER, reference="Byron 1")
    order = an_order_of_grace(answers=now)
    after = forgotten(order, {CUSTOMER.key})

    assert (now, order.parts) == (after.answers, after.parts)
    assert REMOVED == after.history[0].event["answers"]["customer"]["label"]
    assert REMOVED == after.history[0].event["answers"]["reference"]
    assert order.history[1:] == after.history[1:]


def test_orders_of_others_stay_as_they_are() -> None:
    order = an_order_of_grace()

    assert order == forgotten(order, {"18"})


def test_the_history_says_that_it_was_done_and_by_whom_and_only_once() -> None:
    event = CustomerForgotten(customers=("17",), by="ops")
    after = reduce(an_order_of_grace(), event, AT + timedelta(days=9), "printdesk")

    assert after is not None
    entry = after.history[-1]
    assert ("customer_forgotten", "ops") == (entry.event["kind"], entry.event["by"])
    assert AT + timedelta(days=9) == entry.at
    assert reduce(after, event, AT + timedelta(days=10), "printdesk") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17", True),
        ("Grace Hopper, Harbour Works <grace@example.com>", True),
        ("grace hopper, harbour works <GRACE@example.com> ", True),
        ("Grace@Example.com", True),
        ("1", False),
        ("Grace Hopper", False),
        ("race@example.com", False),
        ("example.com", False),
        ("", False),
    ],
)
def test_a_customer_is_known_by_key_whole_label_or_address(text: str, *, expected: bool) -> None:
    assert expected == is_known_as(CUSTOMER, text)
