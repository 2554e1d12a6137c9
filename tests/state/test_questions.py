from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from state.form import PICKUP, Answers, Form, Kind, PartAnswers
from state.record import Choice
from tests.builders import CUSTOMER, MATERIAL, OWN_ACCOUNT, complete_answers

COLLECTED = Choice(key=f"{PICKUP}4", label="Front desk")
FORMS: list[type[Form]] = [Answers, PartAnswers]


def messages(refused: ValidationError) -> list[tuple[Any, str]]:
    return [(error["loc"][0], error["msg"]) for error in refused.errors()]


def test_the_order_form_asks_in_this_order() -> None:
    assert [
        ("customer", "Customer", True),
        ("billing_address", "Billing address", True),
        ("shipping_address", "Shipping address", True),
        ("delivery", "Delivery", True),
        ("shipping_price", "Shipping price", True),
        ("payment", "Payment", True),
        ("material", "Material for all parts", False),
        ("price", "Price per piece for all parts", False),
        ("due_date", "Due date for all parts", False),
        ("unit", "Unit", False),
        ("reference", "Reference", False),
        ("instructions", "Delivery instructions", False),
        ("voucher", "Voucher", False),
    ] == [(name, asks.title, asks.needed) for name, asks in Answers.questions().items()]


def test_the_form_of_a_part_asks_in_this_order() -> None:
    assert [
        "quantity",
        "material",
        "offer",
        "finishing",
        "unit",
        "price",
        "due_date",
    ] == list(PartAnswers.questions())


def test_a_form_cannot_be_sent_without_these() -> None:
    assert ["customer", "unit", "quantity"] == [
        name for form in FORMS for name, asks in form.questions().items() if asks.required
    ]


@pytest.mark.parametrize("form", FORMS)
def test_every_choice_has_a_source_and_nothing_else_has(form: type[Form]) -> None:
    for asks in form.questions().values():
        assert (asks.kind in {Kind.CHOICE, Kind.CHOICES}) == (asks.source is not None)


@pytest.mark.parametrize("form", FORMS)
def test_choices_that_belong_to_an_answer_belong_to_one_that_is_asked_before(
    form: type[Form],
) -> None:
    names = list(form.questions())
    for name, asks in form.questions().items():
        assert asks.of is None or names.index(asks.of) < names.index(name)


@pytest.mark.parametrize(
    ("answers", "left_out"),
    [
        (Answers(), {"billing_address", "shipping_address"}),
        (Answers(customer=CUSTOMER), set()),
        (
            Answers(customer=CUSTOMER, delivery=COLLECTED),
            {"shipping_address", "shipping_price", "instructions"},
        ),
        (
            Answers(delivery=COLLECTED),
            {"billing_address", "shipping_address", "shipping_price", "instructions"},
        ),
        (complete_answers(), set()),
    ],
    ids=["empty", "customer", "customer and pickup", "pickup", "complete"],
)
def test_only_what_applies_is_asked(answers: Answers, left_out: set[str]) -> None:
    assert left_out == set(answers.questions()) - set(answers.asked())


@pytest.mark.parametrize(
    ("form", "left_out"),
    [(complete_answers(), {"customer", "shipping_price", "price"}), (PartAnswers(), {"price"})],
)
def test_where_orders_are_the_desks_own_neither_customer_nor_prices_are_asked(
    form: Form, left_out: set[str]
) -> None:
    assert left_out == set(form.questions()) - set(form.asked(OWN_ACCOUNT))


def test_an_offer_is_asked_only_where_offers_are_by_part() -> None:
    assert {"offer"} == set(PartAnswers.questions()) - set(PartAnswers().asked())


@pytest.mark.parametrize("answer", [{"customer": CUSTOMER}, {"delivery": COLLECTED}])
def test_an_answer_that_changes_what_is_asked_says_so(answer: dict[str, Choice]) -> None:
    ((name, _),) = answer.items()

    assert Answers().asked() != Answers(**answer).asked()
    assert Answers.questions()[name].reshapes


@pytest.mark.parametrize("name", [n for n, q in Answers.questions().items() if not q.reshapes])
def test_no_other_answer_changes_what_is_asked(name: str) -> None:
    answer = getattr(complete_answers(), name)

    assert Answers().asked() == Answers().but(**{name: answer}).asked()


def test_an_order_is_collected_when_its_delivery_is_a_pickup() -> None:
    assert complete_answers(delivery=COLLECTED).is_pickup
    assert not complete_answers().is_pickup
    assert not Answers().is_pickup


@pytest.mark.parametrize("typed", [0, -1, 1.5, 10**9, 10_001, 10**15, "ten", "", "1e3", "٣", None])
def test_a_quantity_is_a_whole_number_of_pieces(typed: object) -> None:
    with pytest.raises(ValidationError) as refused:
        PartAnswers.model_validate({"quantity": typed})

    assert [("quantity", "Please give a whole number from 1 to 10,000.")] == messages(refused.value)


@pytest.mark.parametrize(("typed", "pieces"), [(1, 1), ("10000", 10_000), (" 3 ", 3), ("007", 7)])
def test_a_quantity_is_read_as_people_type_it(typed: object, pieces: int) -> None:
    assert pieces == PartAnswers.model_validate({"quantity": typed}).quantity


@pytest.mark.parametrize("typed", ["abc", "-1", "1e5"])
@pytest.mark.parametrize(("form", "name"), [(PartAnswers, "price"), (Answers, "shipping_price")])
def test_a_price_that_is_no_amount_is_the_fields_error(
    form: type[Form], name: str, typed: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        form.model_validate({name: typed})

    assert [(name, "Please give an amount such as 12.34, without currency.")] == messages(
        refused.value
    )


def test_a_price_may_have_a_comma() -> None:
    answers = PartAnswers.model_validate({"price": "12,34"})

    assert Decimal("12.34") == answers.price
    assert "12.34" == answers.model_dump(mode="json")["price"]


def due(day: str, **context: date) -> date | None:
    return PartAnswers.model_validate({"due_date": day}, context=context).due_date


def test_a_due_date_in_the_past_is_refused() -> None:
    with pytest.raises(ValidationError) as refused:
        due("2026-03-01", today=date(2026, 3, 2))

    assert [("due_date", "That day is over. Please choose today or a later day.")] == messages(
        refused.value
    )


def test_a_due_date_may_be_today() -> None:
    assert date(2026, 3, 2) == due("2026-03-02", today=date(2026, 3, 2))


def test_a_stored_due_date_may_have_passed_meanwhile() -> None:
    assert date(2020, 1, 1) == due("2020-01-01")


@pytest.mark.parametrize("unit", ["cm", "", "MM"])
def test_an_unknown_unit_is_refused(unit: str) -> None:
    with pytest.raises(ValidationError):
        Answers.model_validate({"unit": unit})


@pytest.mark.parametrize(
    ("name", "most"), [("reference", 50), ("voucher", 50), ("instructions", 1000)]
)
def test_a_text_is_trimmed_and_has_an_end(name: str, most: int) -> None:
    assert "x" * most == getattr(Answers.model_validate({name: f" {'x' * most}\n"}), name)
    with pytest.raises(ValidationError, match="at most"):
        Answers.model_validate({name: "x" * (most + 1)})


def test_answers_survive_being_stored() -> None:
    answers = complete_answers(reference="PO 4711", unit="inch", material=MATERIAL)
    part = PartAnswers.model_validate(
        {"quantity": 3, "finishing": [MATERIAL], "price": "1.5", "due_date": "2026-05-01"}
    )

    assert answers == Answers.model_validate(answers.model_dump(mode="json"))
    assert part == PartAnswers.model_validate(part.model_dump(mode="json"))
