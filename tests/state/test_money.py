from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from state.events import EVENT
from state.money import Money, rounded
from tests.builders import a_press

MONEY: TypeAdapter[Decimal] = TypeAdapter(Money)


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", "12.00"),
        ("12.3", "12.30"),
        ("12,34", "12.34"),
        (" 0 ", "0.00"),
        ("0.01", "0.01"),
        ("1000000", "1000000.00"),
        (12, "12.00"),
        (Decimal("12.345"), "12.35"),
    ],
)
def test_an_amount_is_read_as_people_type_it(typed: object, amount: str) -> None:
    assert amount == str(MONEY.validate_python(typed))


@pytest.mark.parametrize(
    "typed",
    [
        "abc",
        "-1",
        "1e5",
        "12,345",
        "1.234,56",
        "1,234.56",
        "12 €",
        "",
        ".5",
        "5.",
        "NaN",
        "+1",
        None,
    ],
)
def test_what_is_no_amount_is_the_fields_error(typed: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        MONEY.validate_python(typed)

    assert ["Please give an amount such as 12.34, without currency."] == [
        error["msg"] for error in refused.value.errors()
    ]


@pytest.mark.parametrize("typed", ["1000000.01", "9999999"])
def test_an_amount_that_is_probably_a_slip_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match="more than 1,000,000"):
        MONEY.validate_python(typed)


@pytest.mark.parametrize(
    ("exact", "cents"),
    [("0.005", "0.01"), ("0.0049", "0.00"), ("1.115", "1.12"), ("2", "2.00"), ("2.345", "2.35")],
)
def test_half_a_cent_is_rounded_up(exact: str, cents: str) -> None:
    assert cents == str(rounded(Decimal(exact)))


@given(st.decimals(0, 1_000_000, places=2))
def test_a_stored_amount_is_a_string_of_two_places_and_comes_back(amount: Decimal) -> None:
    stored = MONEY.dump_python(amount, mode="json")

    assert f"{amount:.2f}" == stored
    assert amount == MONEY.validate_python(stored)


def test_a_total_of_any_size_is_read_back_as_it_was_kept() -> None:
    press = a_press(amount=Decimal("12500000.00"))

    assert press == EVENT.validate_python(press.model_dump(mode="json"))
