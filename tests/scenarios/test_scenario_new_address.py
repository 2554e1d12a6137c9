"""A new address, made on top of the order form and used at once."""

import json
from typing import Any

import pytest

from bot.sandbox.slack.persons.person import Person
from bot.sandbox.threeyourmind.faults import Answer, Drop, Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case
from tests.scenarios.form import Form
from tests.scenarios.house import own

pytestmark = pytest.mark.parametrize("furniture", [own], indirect=True, scope="package")
ADDRESSES = "*/my-profile/addresses/"


def filled(person: Person, **changes: str) -> None:
    """Fill in the form of an address."""
    given = {
        "First name": "Mary",
        "Last name": "Somerville",
        "Street and number": "Burntisland 3",
        "Postal code": "KY3 9AA",
        "City": "Fife",
        "Phone number": "+44 1592 555",
    }
    for label, text in (given | changes).items():
        person.type(label, text)


def asked(case: Case) -> Person:
    """Ada opens the order form, and the form of a new address on top of it."""
    ada = case.opened().ada
    ada.type("Reference", "PO 99")
    ada.click("New address")
    wait_for(lambda: ada.modal.title == "New address")
    return ada


def saved(case: Case, street: str) -> Person:
    """Ada sends the form of the address and closes it when it is saved."""
    case.ada.submit()
    wait_for(lambda: "Saved, and chosen" in case.ada.modal.text)
    assert street in case.ada.modal.text
    case.ada.close()
    return case.ada


def value(person: Person, label: str) -> str:
    """Give what a field of the visible form holds."""
    return person.modal.fields[label].value


def made(case: Case) -> list[Any]:
    """Give what 3YOURMIND was told to make."""
    return [request.body for request in case.requests("POST", ADDRESSES)]


def test_the_country_is_the_one_of_the_account_and_others_are_offered(case: Case) -> None:
    ada = asked(case)

    assert "Germany" == value(ada, "Country")
    assert "Sweden" in ada.search("Country", "swe")


def test_a_new_address_is_saved_chosen_and_ordered_with(case: Case, vendor: Local3yourmind) -> None:
    ada = asked(case)
    filled(ada)
    ada.choose("Country", "United Kingdom")
    saved(case, "Burntisland 3")

    assert value(ada, "Billing address").startswith("Burntisland 3, KY3 9AA Fife")
    assert value(ada, "Shipping address").startswith("Burntisland 3, KY3 9AA Fife")
    assert "PO 99" == value(ada, "Reference")
    case.filled(Form(reference=None)).created().with_part()
    case.offers("Place order")
    order = case.place().placed()
    address = vendor.world.addresses[order.billing_address_id]
    assert ("Mary", "GB", "KY3 9AA") == (address.first_name, address.country, address.zip_code)
    assert order.reference.endswith("PO 99")


@pytest.mark.parametrize(
    ("use", "kept", "changed"),
    [
        ("Billing only", "Shipping address", "Billing address"),
        ("Shipping only", "Billing address", "Shipping address"),
    ],
)
def test_an_address_can_be_for_one_purpose_only(
    case: Case, use: str, kept: str, changed: str
) -> None:
    ada = asked(case)
    filled(ada, City=use)
    ada.choose("Use it for", use)
    saved(case, "Burntisland 3")

    assert value(ada, kept)
    assert use not in value(ada, kept)
    assert use in value(ada, changed)


def test_what_is_missing_is_said_at_its_field(case: Case) -> None:
    ada = asked(case)
    filled(ada)
    ada.clear("City")
    ada.clear("Phone number")
    ada.submit()

    assert {"City", "Phone number"} == set(ada.modal.errors)
    assert [] == made(case)


def test_what_is_impossible_is_said_at_its_field(case: Case) -> None:
    ada = asked(case)
    filled(ada, **{"City": "--", "Postal code": "10557!", "Phone number": "none"})
    ada.type("VAT number", "?")
    ada.submit()

    assert {
        "Postal code": "Please use letters, digits, spaces and hyphens, such as 10557 or SW1Y 4JH.",
        "City": "Please use letters or digits.",
        "Phone number": "Please give a number such as +49 30 123456.",
        "VAT number": "Please use letters or digits.",
    } == ada.modal.errors
    assert [] == made(case)


def test_what_3yourmind_refuses_is_said_at_its_field_and_can_be_corrected(case: Case) -> None:
    ada = asked(case)
    filled(ada, **{"Postal code": "far too long a code"})
    ada.submit()

    wait_for(lambda: "no more than 12 characters" in ada.modal.text)
    lines = ada.modal.text.splitlines()
    said = next(n for n, line in enumerate(lines) if "no more than 12" in line)
    assert "Postal code" in lines[said + 1]
    assert "Burntisland 3" == value(ada, "Street and number")

    ada.type("Postal code", "KY3 9AB")
    saved(case, "KY3 9AB")
    assert ["far too long a code", "KY3 9AB"] == [body["zipCode"] for body in made(case)]


def test_an_address_whose_answer_was_lost_is_looked_for_and_used(
    case: Case, vendor: Local3yourmind
) -> None:
    vendor.switches.on(Drop(Moment.AFTER), method="POST", path=ADDRESSES)
    ada = asked(case)
    filled(ada, City="Lost")

    saved(case, "KY3 9AA Lost")

    assert 1 == len(made(case))


def test_an_address_that_did_not_arrive_can_be_sent_again(
    case: Case, vendor: Local3yourmind
) -> None:
    away = vendor.switches.on(Drop(Moment.BEFORE), path=ADDRESSES)
    ada = asked(case)
    filled(ada, City="Again")
    ada.submit()
    wait_for(lambda: "3YOURMIND could not be reached" in ada.modal.text)
    assert "Again" == value(ada, "City")

    away.off()
    saved(case, "KY3 9AA Again")

    everywhere = [a.city for a in vendor.world.addresses.values()]
    assert 1 == everywhere.count("Again")


def test_the_same_address_is_never_made_twice(case: Case) -> None:
    for _ in range(2):
        ada = asked(case)
        filled(ada, City="Same")
        saved(case, "KY3 9AA Same")
        ada.close_all()

    assert 1 == len(made(case))


def test_while_the_address_is_saved_the_window_says_so(case: Case, vendor: Local3yourmind) -> None:
    slow = vendor.switches.on(Hold(Moment.BEFORE), method="GET", path=ADDRESSES)
    ada = asked(case)
    filled(ada, City="Slow")
    ada.submit()
    assert "is being saved" in ada.modal.text

    slow.off()

    wait_for(lambda: "Saved, and chosen" in ada.modal.text)


def test_a_complaint_about_no_field_stands_above_the_form(
    case: Case, vendor: Local3yourmind
) -> None:
    refusal = json.dumps({"nonFieldErrors": ["You have too many addresses."]})
    vendor.switches.on(Answer(400, refusal), method="POST", path=ADDRESSES)
    ada = asked(case)
    filled(ada, City="Full")
    ada.submit()

    wait_for(lambda: "You have too many addresses" in ada.modal.text)
    assert "Full" == value(ada, "City")


def test_the_address_of_an_order_that_stands_can_be_made_new(case: Case) -> None:
    case.ready()
    case.press(case.ada, "Edit")
    case.ada.click("New address")
    wait_for(lambda: case.ada.modal.title == "New address")
    filled(case.ada, City="Later")
    saved(case, "KY3 9AA Later")
    case.ada.submit()

    case.shows("Burntisland 3, KY3 9AA Later")
    case.offers("Place order")
    case.place().placed()
