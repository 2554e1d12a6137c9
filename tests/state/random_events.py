"""Events of every kind, drawn at random: sensible ones, late ones and ones that make no sense."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

import hypothesis.strategies as st

from state.basket import line_spec
from state.events import AnyEvent, Event
from state.events.keeping import Mark
from state.form import Answers, PartAnswers
from state.order import Change, Order
from state.part import Notice
from state.record import Choice
from tests.builders import (
    ADA,
    AT,
    BEN,
    CUSTOMER,
    MATERIAL,
    a_file,
    a_problem,
    small_facts,
    some_facts,
)
from tests.state.samples import GIVEN, QUERY, SPEC

EVENTS: dict[str, type[Event]] = {
    event.model_fields["kind"].default: event for event in get_args(get_args(AnyEvent)[0])
}
CUSTOMERS = (CUSTOMER, Choice(key="18", label="Alan Turing"))
GOING_ON = sorted(EVENTS.keys() - {"order_cancelled", "order_expired", "order_placed"})
"""The kinds of events that do not end an order."""
PEOPLE = st.sampled_from([ADA, BEN])
RUNS = st.sampled_from(["run1", "run2"])
PARTS = st.sampled_from(["P1", "P2", "P3"])
PRICES = st.sampled_from([Decimal("0.00"), Decimal("0.01"), Decimal("0.33"), Decimal("12.50")])
CALLS = st.sampled_from(["c1", "c2"])
UNITS = st.sampled_from(["mm", "mm", "inch"])
PROBLEMS = st.just(a_problem())


def choices(*keys: str) -> st.SearchStrategy[Choice]:
    return st.sampled_from([Choice(key=key, label=f"Choice {key}") for key in keys])


ANSWERS = st.builds(
    Answers,
    customer=st.sampled_from(CUSTOMERS),
    billing_address=choices("41"),
    shipping_address=choices("42"),
    delivery=choices("shipping:2", "pickup:4"),
    shipping_price=st.none() | PRICES,
    payment=choices("3"),
    material=st.sampled_from([MATERIAL, MATERIAL, None]),
    price=PRICES,
    due_date=st.sampled_from([None, AT.date()]),
    unit=UNITS,
)
PART_ANSWERS = st.builds(
    PartAnswers,
    quantity=st.integers(1, 10_000),
    material=st.none() | choices("6"),
    price=st.none() | PRICES,
    unit=st.none() | UNITS,
)
ANSWERS_OF: Mapping[str, st.SearchStrategy[Any]] = {
    "part_edited": PART_ANSWERS,
    "requirements_given": st.sampled_from([(), GIVEN]),
    "requirements_told": st.sampled_from([(), GIVEN]),
}
FIELDS: Mapping[str, st.SearchStrategy[Any]] = {
    "by": PEOPLE,
    "at": st.just(AT),
    "answers": ANSWERS,
    "channel": st.just("C0PRINT"),
    "card": st.sampled_from(["1.1", "2.2"]),
    "part": PARTS,
    "file": st.sampled_from([a_file(), a_file(name="", size=0)]),
    "worker": RUNS,
    "keeper": RUNS,
    "digest": st.just("ab" * 32),
    "sha256": st.just(""),
    "size": st.integers(1, 9),
    "looks": st.integers(0, 9),
    "changes": st.integers(0, 9),
    "problem": PROBLEMS,
    "line_is_empty": st.booleans(),
    "keep": st.booleans(),
    "what": st.sampled_from(["basket", "P1", "P2", "P3"]),
    "customer": st.sampled_from(["17", "18"]),
    "customers": st.sampled_from([("17",), ("17", "18")]),
    "number": st.sampled_from(["100001", "100002"]),
    "key": st.just("1"),
    "link": st.just(""),
    "ts": st.sampled_from(["4.4", "5.5"]),
    "touched": st.just(AT),
    "closes": st.just(AT),
    "status": st.sampled_from(["", "Pending", "Printing"]),
    "final": st.booleans(),
    "found": st.booleans(),
    "facts": st.sampled_from([None, some_facts(), small_facts()]),
    "picture": st.sampled_from([None, "F9"]),
    "too_large": st.booleans(),
    "unit": UNITS,
    "notice": st.builds(Notice, ts=st.just("3.3"), unit=UNITS, asks=st.booleans()),
    "query": st.just(QUERY),
    "call": CALLS,
    "change": st.builds(
        Change, call=CALLS, part=PARTS, said=st.sampled_from([SPEC, "17", "18", GIVEN])
    ),
    "total": PRICES,
}
"""What a field of an event may hold that does not depend on how the order stands."""


@st.composite
def any_event(draw: st.DrawFn, order: Order) -> Event:
    """Draw an event that does not end the order, a current or a late one."""
    kind = draw(st.sampled_from(GOING_ON))
    late = Mark(keeper=draw(RUNS), basket=draw(st.integers(1, order.basket.number)))
    mark = draw(st.sampled_from([Mark.of(order), late]))
    known: dict[str, st.SearchStrategy[Any]] = {
        **FIELDS,
        "kind": st.just(kind),
        "answers": ANSWERS_OF.get(kind, ANSWERS),
        "mark": st.just(mark),
        "basket": st.just(mark.basket),
        "attempt": st.integers(1, max(1, order.attempts)),
        "amount": st.sampled_from([order.total, order.total, Decimal("0.01")]),
        "entry": st.integers(0, max(0, len(order.history) - 1)),
        "id": st.just(f"B{mark.basket}"),
        "line": PARTS.map(lambda part: f"{mark.basket}/{part}"),
        "spec": st.sampled_from([SPEC, *(line_spec(order, part) or SPEC for part in order.parts)]),
    }
    values = {name: draw(known[name]) for name in EVENTS[kind].model_fields}
    return EVENTS[kind](**values)
