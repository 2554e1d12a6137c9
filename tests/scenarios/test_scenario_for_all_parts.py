"""Prices that materials bring, and the day on which all parts are due."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.threeyourmind.seed import ON_REQUEST
from tests.scenarios.case import CUBE, Case
from tests.scenarios.form import Form


def proposes(case: Case, label: str, value: str) -> None:
    """Wait until a field of Ada's form holds this by itself."""
    case.house.slack.wait_for(lambda: case.ada.modal.fields[label].value == value)


def test_a_price_that_the_material_brings_is_proposed_and_can_be_changed(case: Case) -> None:
    case.opened()
    case.ada.choose("Material for all parts", "PA12 glass-filled")
    price = "Price per piece for all parts"
    proposes(case, price, "8.40")
    case.ada.choose("Material for all parts", "Aluminium AlSi10Mg")
    proposes(case, price, "79.00")

    case.ada.type(price, "70")
    case.ada.choose("Material for all parts", "PA12 glass-filled")
    case.filled(Form(material=None, price=None)).created()

    assert "70.00 EUR" in case.card.text


def test_the_price_of_a_delivery_is_proposed_and_can_be_changed(case: Case) -> None:
    case.opened()
    case.ada.choose("Delivery", "Express courier")
    proposes(case, "Shipping price", "24.00")
    case.ada.choose("Delivery", "Standard parcel")
    proposes(case, "Shipping price", "6.90")

    case.filled(Form(delivery=None, shipping_price=None)).created()

    assert "6.90 EUR" in case.card.text


def test_a_proposed_price_goes_with_its_material(case: Case) -> None:
    case.answered(material="PA12, white", price=None).with_part()
    case.edit_part("bracket.stl")
    case.ada.choose("Material", "Aluminium AlSi10Mg")
    proposes(case, "Price per piece", "79.00")
    case.ada.submit()
    case.shows("Aluminium AlSi10Mg · 1 × 79.00 EUR")

    case.edit_part("bracket.stl")
    case.ada.choose("Material", ON_REQUEST)

    proposes(case, "Price per piece", "")


@pytest.mark.both_panels
def test_all_parts_are_due_on_one_day_unless_one_has_its_own(case: Case) -> None:
    today = datetime.now(UTC).date()
    due, own = today + timedelta(days=9), today + timedelta(days=4)
    case.opened().filled_as_usual().ada.type("Due date for all parts", due.isoformat())
    case.created().with_part().with_part("lid.stl", CUBE[:-1] + b"\2")
    case.edit_part("lid.stl")
    case.ada.type("Due date", own.isoformat())
    case.ada.submit()
    case.shows(f"due {own}")
    assert due.isoformat() in case.card.text

    order = case.place().placed()

    assert [due, own] == [line.preferred_due_date for line in order.lines]
