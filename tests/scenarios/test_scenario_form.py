"""What the form fills in by itself, and what it does with the answers."""

import pytest

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.person import Person
from tests.scenarios.case import Case
from tests.scenarios.catalogue import key_of
from tests.scenarios.form import LOVELACE, Form
from tests.scenarios.house import House

RALPH = "Ralph Lovelace <ralph@customers.example>"
GRACE = "Grace Hopper, Compilers & Sons <grace@customers.example>"
MARIE = "Marie Curie, Institut du Radium <marie@customers.example>"
ALAN = "Alan Turing <alan@customers.example>"


def value(person: Person, label: str) -> str:
    """Give what a field of the visible form holds."""
    return person.modal.fields[label].value


def test_choosing_a_customer_fills_in_the_default_address(case: Case) -> None:
    case.opened(GRACE)

    assert value(case.ada, "Billing address").startswith("1 Yard Street")
    assert value(case.ada, "Shipping address").startswith("1 Yard Street")


def test_a_customer_with_addresses_but_no_default_has_to_be_given_one(case: Case) -> None:
    case.opened(MARIE)

    assert "" == value(case.ada, "Billing address")
    offered = case.ada.search("Billing address", "")
    assert ["11 rue Pierre et Marie", "36 quai de Béthune"] == [
        text[: len(start)]
        for text, start in zip(
            offered, ("11 rue Pierre et Marie", "36 quai de Béthune"), strict=True
        )
    ]


def test_the_last_order_of_a_customer_answers_the_next_one(house: House, case: Case) -> None:
    customer = "Jürgen Groß, Groß Prüftechnik GmbH"
    case.opened_near(customer, typing="prüftechnik")
    case.ada.choose("Shipping address", "Prüfstand 2")
    express = Form(delivery="Express courier", payment="Internal order", material="TPU 90A")
    case.filled(express).created().with_part().place().placed()

    again = Case.fresh(house).opened_near(customer, typing="prüftechnik")

    assert value(again.ada, "Billing address").startswith("Königstraße 7")
    assert value(again.ada, "Shipping address").startswith("Prüfstand 2")
    assert ["Express courier", "Internal order", "TPU 90A"] == [
        value(again.ada, label) for label in ("Delivery", "Payment", "Material for all parts")
    ]


def test_another_customer_brings_other_addresses(case: Case) -> None:
    case.opened(LOVELACE)
    case.ada.type("Reference", "stays")

    case.choose_customer(GRACE)

    assert value(case.ada, "Billing address").startswith("1 Yard Street")
    assert value(case.ada, "Shipping address").startswith("1 Yard Street")
    assert "stays" == value(case.ada, "Reference")
    assert all("12 St James" not in t for t in case.ada.search("Billing address", ""))


def test_collecting_an_order_asks_for_no_shipping(house: House, case: Case) -> None:
    case.opened()
    case.ada.choose("Delivery", "Front desk")
    house.slack.wait_for(lambda: "Shipping address" not in case.ada.modal.fields)
    hidden = {"Shipping address", "Shipping price", "Delivery instructions"}
    assert not hidden & set(case.ada.modal.fields)

    case.filled(Form(delivery=None, shipping_price=None)).created()
    case.with_part().place().placed()

    (request,) = case.requests("POST", "*/internal-ordering/orders/")
    assert request.body["shipping"] is None
    locations = house.vendor.world.pickup_locations
    assert key_of(locations, "Front desk") == request.body["pickupLocationId"]
    assert "0.00" == request.body["shippingPrice"]
    assert "14.68" == request.body["payment"]["authorizedAmount"]


def test_going_back_from_collecting_to_shipping_fills_the_address_in_again(
    house: House, case: Case
) -> None:
    case.opened(GRACE).ada.choose("Delivery", "Front desk")
    house.slack.wait_for(lambda: "Shipping address" not in case.ada.modal.fields)

    case.ada.choose("Delivery", "Standard parcel")

    house.slack.wait_for(lambda: "Shipping address" in case.ada.modal.fields)
    assert value(case.ada, "Shipping address").startswith("1 Yard Street")


@pytest.mark.both_panels(slow=True)
def test_an_answer_is_followed_that_was_given_before_the_last_one_was(
    house: House, case: Case
) -> None:
    case.opened().filled(Form(material=None, kind_of_material=None))
    if not house.is_own:
        case.ada.clear("Price per piece for all parts")
    # The second answer is given before the form has followed the first, and followed later.
    for wait in (0.3, 0.6):
        house.slack.faults.api.add(ApiFault(wait=wait), name="views.update")
    material = "TPU" if house.is_own else "PA12 glass-filled"
    case.ada.choose("Material for all parts", material)
    case.ada.choose("Delivery", "Front desk")

    house.slack.wait_for(lambda: "Shipping address" not in case.ada.modal.fields)
    assert value(case.ada, "Delivery").startswith("Pickup: Front desk")
    assert material == value(case.ada, "Material for all parts")
    if not house.is_own:
        assert "8.40" == value(case.ada, "Price per piece for all parts")


def test_another_customer_at_once_gets_nothing_of_the_first(house: House, case: Case) -> None:
    case.opened(LOVELACE)
    for wait in (0.3, 0.6):
        house.slack.faults.api.add(ApiFault(wait=wait), name="views.update")
    case.ada.choose("Customer", GRACE, typing="hopper")
    case.choose_customer(MARIE)

    assert "" == value(case.ada, "Billing address")
    assert ["11 rue Pierre et Marie Curie", "36 quai de Béthune"] == [
        text[: text.index(",")] for text in case.ada.search("Billing address", "")
    ]


def test_a_customer_without_an_address_can_be_chosen_and_the_card_says_what_is_missing(
    case: Case,
) -> None:
    case.answered(customer=ALAN)

    assert "Still missing: billing address, shipping address and a file." in case.card.text
    assert "Place order" not in case.card.buttons


def test_customers_of_the_same_name_are_told_apart(case: Case) -> None:
    case.ada.command("/order", channel=case.channel)

    assert [LOVELACE, RALPH] == case.ada.search("Customer", "lovelace")
    assert [RALPH] == case.ada.search("Customer", "lovelace ralph")


def test_the_customer_list_offers_somebody_before_anything_is_typed(case: Case) -> None:
    case.ada.command("/order", channel=case.channel)

    assert LOVELACE in case.ada.search("Customer", "")
