"""Forms that are filled in wrongly: the error stands at the field, and nothing is recorded."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.sandbox.threeyourmind.faults import server_error
from tests.scenarios.case import Case
from tests.scenarios.form import Form
from tests.scenarios.house import House

YESTERDAY = (datetime.now(UTC) - timedelta(days=2)).date().isoformat()


def stored(house: House) -> set[str]:
    """Name every order there is."""
    return {order.id for order in house.bot.orders.unfinished()}


@pytest.mark.parametrize("typed", ["abc", "-1", "1.234", "12 EUR", "1e3", "10000000"])
@pytest.mark.parametrize("label", ["Price per piece for all parts", "Shipping price"])
def test_an_impossible_amount_is_told_at_its_field(
    house: House, case: Case, label: str, typed: str
) -> None:
    before = stored(house)
    case.opened().ada.type(label, typed)
    case.ada.submit()

    assert [label] == list(case.ada.modal.errors)
    assert before == stored(house)


def test_a_corrected_form_can_be_sent(case: Case) -> None:
    case.opened().filled(Form(price="abc")).ada.submit()
    assert case.ada.modal.errors
    case.ada.type("Price per piece for all parts", "12,34")

    case.created()

    assert "12.34 EUR" in case.card.text


@pytest.mark.parametrize("typed", ["0", "-3", "1000000000", "10001"])
def test_an_impossible_quantity_is_told_at_its_field(case: Case, typed: str) -> None:
    case.ready()
    case.edit_part("bracket.stl")
    case.ada.type("Quantity", typed)
    case.ada.submit()

    assert ["Quantity"] == list(case.ada.modal.errors)
    assert "1 × 12.34 EUR" in case.card.text


def test_a_due_date_that_is_over_is_told_at_its_field(case: Case) -> None:
    case.ready()
    case.edit_part("bracket.stl")
    case.ada.type("Due date", YESTERDAY)
    case.ada.submit()

    assert ["Due date"] == list(case.ada.modal.errors)
    assert "due " not in case.card.text


def test_a_bad_file_in_the_form_is_told_at_the_field(
    house: House, case: Case, tmp_path: Path
) -> None:
    before = stored(house)
    notes = tmp_path / "notes.txt"
    notes.write_text("buy screws")
    case.opened().ada.attach("Files", notes)
    case.ada.submit()

    assert ["Files"] == list(case.ada.modal.errors)
    assert "notes.txt" in case.ada.modal.errors["Files"]
    assert before == stored(house)


def test_good_files_in_the_form_become_parts(case: Case, tmp_path: Path) -> None:
    solid = tmp_path / "lid.obj"
    solid.write_text("v 0 0 0\n")
    case.opened().filled(Form()).ada.attach("Files", solid)

    case.created().shows("✅ lid.obj is ready")

    case.place().placed()


def test_a_hint_among_the_customers_is_no_customer(house: House, case: Case) -> None:
    before = stored(house)
    house.vendor.switches.on(server_error(), path="*/users/")
    case.ada.command("/order", channel=case.channel)
    (hint,) = (t for t in case.ada.search("Customer", "nobody at all") if "3YOURMIND" in t)
    case.ada.choose("Customer", hint, typing="nobody at all")
    case.ada.submit()

    assert ["Customer"] == list(case.ada.modal.errors)
    assert before == stored(house)


def test_a_form_without_a_customer_is_not_sent(case: Case) -> None:
    case.ada.command("/order", channel=case.channel)
    case.ada.submit()

    assert ["Customer"] == list(case.ada.modal.errors)
