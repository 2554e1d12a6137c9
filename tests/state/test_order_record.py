from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from state.form import PICKUP, PartAnswers
from state.order import Basket, Order, Terms
from state.orders import INDEXED
from state.part import Analysing, Ready, Unusable, Uploading, Waiting
from state.phase import Phase, Placing, Sending
from state.record import Choice
from tests.builders import (
    ADA,
    AT,
    PHASES,
    a_complete_order,
    a_part,
    a_problem,
    a_ready_part,
    an_entry,
    an_order,
    an_order_in,
    complete_answers,
)
from tests.state.samples import SAMPLES

FREE, TAXED = Terms(currency="EUR"), Terms(currency="EUR", tax_rate=Decimal("0.19"))
UPLOADS = (
    Waiting(),
    Uploading(worker="w"),
    Analysing(),
    Ready(),
    Unusable(
        problem=a_problem(detail="ÄÖ", fields={"quantity": ("Too many.",)}), line_is_empty=False
    ),
)


def stored(order: Order) -> dict[str, Any]:
    return order.model_dump(mode="json")


def priced(
    *pieces: tuple[str | None, int], shipping: str | None = None, terms: Terms = FREE
) -> Decimal:
    parts = tuple(
        a_part(id=f"P{n}", answers=PartAnswers.model_validate({"price": price, "quantity": many}))
        for n, (price, many) in enumerate(pieces)
    )
    given = None if shipping is None else Decimal(shipping)
    answers = complete_answers(price=Decimal("2.50"), shipping_price=given)
    return an_order(answers=answers, parts=parts, terms=terms).total


@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.kind)
def test_an_order_in_any_phase_survives_being_stored(phase: Phase) -> None:
    order = a_complete_order(phase=phase)

    assert order == Order.model_validate(stored(order))
    assert order == Order.model_validate_json(order.model_dump_json())


def test_an_order_with_everything_survives_being_stored() -> None:
    order = a_complete_order(
        phase=Placing(attempt=2, by=ADA, sending=Sending(worker="w", at=AT), checking=True),
        parts=tuple(a_ready_part(id=f"P{n}", upload=upload) for n, upload in enumerate(UPLOADS)),
        basket=Basket(number=3, id="201", customer="17", awaiting="P1", keeper="k"),
        answers=complete_answers(instructions="Ring twice 🔔", delivery=None),
        attempts=2,
    )
    order = order.but(history=tuple(an_entry(sample.event) for sample in SAMPLES))

    assert order == Order.model_validate(stored(order))


@pytest.mark.parametrize("path", [(), ("basket",), ("parts", 0), ("answers",), ("phase",)])
def test_a_field_that_nobody_knows_is_refused(path: tuple[Any, ...]) -> None:
    doc = place = stored(a_complete_order())
    for step in path:
        place = place[step]
    place["surprise"] = 1

    with pytest.raises(ValidationError, match="surprise"):
        Order.model_validate(doc)


@pytest.mark.parametrize("version", [0, 2, "1"])
def test_a_record_of_another_time_is_refused(version: object) -> None:
    with pytest.raises(ValidationError, match="schema_version"):
        Order.model_validate(stored(an_order()) | {"schema_version": version})


def test_a_record_is_never_changed_in_place() -> None:
    order = an_order()

    with pytest.raises(ValidationError, match="frozen"):
        order.owner = "U0EVE"  # type: ignore[misc]  # that it is refused is the point
    assert (ADA, "U0EVE") == (order.owner, order.but(owner="U0EVE").owner)


@pytest.mark.parametrize("field", INDEXED)
def test_orders_are_looked_up_by_texts_that_are_in_the_record(field: str) -> None:
    answers = complete_answers(reference="PO 4711")
    value: Any = stored(an_order_in("placed", answers=answers, due=AT))
    for step in field.split("."):
        value = value[step]

    assert isinstance(value, str)


def test_a_part_is_found_by_its_id() -> None:
    order = an_order(parts=(a_part(), a_part(id="P2")))

    assert order.parts[1] == order.part("P2")
    assert order.part("P3") is None


def test_a_part_takes_the_place_of_the_one_with_its_id() -> None:
    order = an_order(parts=(a_part(), a_part(id="P2")))
    changed = order.with_part(a_part(line="301"))

    assert ["301", None] == [part.line for part in changed.parts]


def test_a_part_follows_the_answers_for_all_parts_until_it_has_its_own() -> None:
    own = Choice(key="6", label="Resin")
    follows, differs = (
        a_part(),
        a_part(answers=PartAnswers(material=own, unit="inch", price=Decimal(0))),
    )
    order = an_order(parts=(follows, differs))

    assert [order.answers.material, own] == [order.material_of(p) for p in order.parts]
    assert ["mm", "inch"] == [order.unit_of(p) for p in order.parts]
    assert [Decimal("12.50"), Decimal(0)] == [order.price_of(p) for p in order.parts]


def test_the_total_of_nothing_is_nothing() -> None:
    assert "0.00" == str(priced())


@pytest.mark.parametrize(
    ("pieces", "shipping", "total"),
    [
        ([("12.50", 3)], "7.90", "45.40"),
        ([(None, 4)], None, "10.00"),
        ([("0", 4)], None, "0.00"),
        ([("0.10", 1), ("0.20", 1)], None, "0.30"),
        ([("1000000", 10_000)], None, "10000000000.00"),
    ],
)
def test_the_total_adds_up_pieces_and_shipping(
    pieces: list[tuple[str | None, int]], shipping: str | None, total: str
) -> None:
    assert total == str(priced(*pieces, shipping=shipping))


@pytest.mark.parametrize(
    ("price", "total"), [("12.34", "14.68"), ("0.50", "0.60"), ("10.00", "11.90"), ("0.02", "0.02")]
)
def test_tax_is_added_to_the_whole_and_rounded_once(price: str, total: str) -> None:
    assert total == str(priced((price, 1), terms=TAXED))


def test_tax_is_not_rounded_part_by_part() -> None:
    assert "0.07" == str(priced(("0.02", 1), ("0.02", 1), ("0.02", 1), terms=TAXED))


def test_shipping_is_taxed_too() -> None:
    assert "21.30" == str(priced(("10.00", 1), shipping="7.90", terms=TAXED))


def test_a_collected_order_is_not_charged_for_shipping() -> None:
    collected = complete_answers(delivery=Choice(key=f"{PICKUP}4", label="Front desk"))

    assert "0.00" == f"{an_order(answers=collected).shipping_price:.2f}"
    assert "0.00" == str(an_order(answers=collected).total)


def test_a_part_without_price_counts_as_nothing_so_far() -> None:
    order = an_order(
        answers=complete_answers(price=None, shipping_price=None),
        parts=(a_part(), a_part(id="P2", answers=PartAnswers(price=Decimal(1)))),
    )

    assert "1.19" == str(order.total)
