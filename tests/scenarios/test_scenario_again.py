"""An order like an earlier one, for the same customer or another."""

import pytest

from bot.sandbox.slack.persons.person import Person
from bot.sandbox.threeyourmind.purchases import Order
from tests.scenarios.case import Case
from tests.scenarios.form import LOVELACE

GRACE = "Grace Hopper, Compilers & Sons <grace@customers.example>"


@pytest.fixture
def first(case: Case) -> Order:
    """An order that is placed: three pieces of a bracket, due on a day."""
    case.ready().edit_part("bracket.stl")
    case.ada.type("Quantity", "3")
    case.ada.submit()
    case.shows("3 × 12.34")
    return case.place().placed()


def test_an_order_is_placed_again_with_everything_as_it_was(
    case: Case, ada: Person, first: Order
) -> None:
    case.press(ada, "Order again")
    case.house.slack.wait_for(lambda: ada.has_modal)
    assert LOVELACE in ada.modal.text
    ada.type("Reference", "PO 18")
    case.created().shows("✅ bracket.stl is ready")
    second = case.place().placed()

    assert first.customer == second.customer
    assert agreed(first) == agreed(second)
    assert [(line.offer_id, line.quantity, line.unit_print_price) for line in first.lines] == [
        (line.offer_id, line.quantity, line.unit_print_price) for line in second.lines
    ]
    assert "PO 18" in second.reference


def agreed(order: Order) -> tuple[object, ...]:
    """Give where an order goes and how it is paid."""
    return order.billing_address_id, order.shipping, order.payment, order.shipping_price


def test_an_order_is_made_again_without_its_files(case: Case, ada: Person, first: Order) -> None:
    assert first.lines
    case.press(ada, "Order again")
    case.house.slack.wait_for(lambda: ada.has_modal)
    ada.clear("Parts")
    case.created()

    assert "a file" in case.card.text
    assert "bracket.stl" not in case.card.text


def test_an_order_is_copied_to_another_customer(case: Case, ada: Person, first: Order) -> None:
    case.press(ada, "Copy to another customer")
    case.house.slack.wait_for(lambda: ada.has_modal)
    assert LOVELACE not in ada.modal.text
    case.choose_customer(GRACE)
    case.created().shows("✅ bracket.stl is ready")
    second = case.place().placed()

    assert first.customer != second.customer
    assert [line.quantity for line in first.lines] == [line.quantity for line in second.lines]


def test_the_own_reference_and_the_voucher_are_not_taken_over(
    case: Case, ada: Person, first: Order
) -> None:
    assert "PO 17" in first.reference
    case.press(ada, "Order again")
    case.house.slack.wait_for(lambda: ada.has_modal)

    assert "PO 17" not in ada.modal.text
