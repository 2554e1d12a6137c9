from typing import Any

import pytest

from bot.threeyourmind import labels
from bot.threeyourmind.models import Colour, Method, Offer, Place, PostProcessing, User, read
from state.record import Choice


def a_user(**changes: Any) -> User:
    given = {
        "id": 17,
        "firstName": "Ada",
        "lastName": "Lovelace",
        "email": "ada@customers.example",
        "companyName": "Analytical Engines Ltd",
    }
    return read(User, given | changes)


def a_place(**changes: Any) -> Place:
    given = {
        "id": 9,
        "firstName": "Ada",
        "lastName": "Lovelace",
        "line1": "12 St James's Square",
        "zipCode": "SW1Y 4JH",
        "city": "London",
        "country": "GB",
    }
    return read(Place, given | changes)


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({}, "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>"),
        ({"companyName": None}, "Ada Lovelace <ada@customers.example>"),
        ({"email": None}, "Ada Lovelace, Analytical Engines Ltd"),
        ({"firstName": None, "lastName": "", "companyName": 5.5}, "ada@customers.example"),
        ({"firstName": "花子", "lastName": "田中", "companyName": None, "email": ""}, "花子 田中"),
        (
            {"firstName": None, "lastName": None, "companyName": None, "email": None},
            "Customer 17",
        ),
        (
            {"companyName": "A very long name of a very old company, and sons"},
            "Ada Lovelace, A very long name of a very old compa… <ada@customers.example>",
        ),
    ],
)
def test_a_customer_is_known_by_name_company_and_email(changes: dict[str, Any], label: str) -> None:
    assert label == labels.customer(a_user(**changes))


def test_the_company_may_come_as_text_or_object_too() -> None:
    assert "Dock" == read(User, {"id": 1, "company": "Dock"}).company
    assert "Dock" == read(User, {"id": 1, "company": {"name": "Dock"}}).company


@pytest.mark.parametrize("length", [1, 30, 75, 500])
def test_no_label_is_longer_than_an_option_may_be(length: int) -> None:
    long = "x" * length
    user = a_user(firstName=long, lastName=long, companyName=long, email=long)
    place = a_place(line1=long, line2=long, companyName=long)
    method, offer = read(Method, {"id": 1, "name": long}), read(Offer, {"id": 1, "name": long})
    finish = read(PostProcessing, {"id": 1, "name": long})
    every = (
        labels.customer(user),
        labels.address(place),
        labels.pickup(place),
        labels.method(method, "Payment"),
        labels.material(offer),
        labels.finishing(finish, read(Colour, {"id": 2, "name": long})),
        *(c.label for c in labels.told_apart([Choice(key="1", label=long[:75])] * 2)),
    )

    assert all(len(label) <= 75 for label in every)


def test_an_address_is_one_line_that_begins_with_the_place() -> None:
    assert "12 St James's Square, SW1Y 4JH London, GB, Ada Lovelace" == labels.address(a_place())
    assert "Address 9" == labels.address(read(Place, {"id": 9}))


def test_a_pickup_location_says_that_it_is_one() -> None:
    desk = {"id": 4, "name": "Front desk", "city": "Berlin"}

    assert "Pickup: Front desk, Berlin" == labels.pickup(read(Place, desk))
    assert "Pickup: location 4" == labels.pickup(read(Place, {"id": 4}))


@pytest.mark.parametrize(
    ("colour", "label"),
    [
        (None, "Dyed"),
        ({"id": 3, "name": "Black"}, "Dyed, black"),
        ({"id": 3, "name": "Signal red"}, "Dyed, signal red"),
        ({"id": 3, "name": "RAL 9005"}, "Dyed, RAL 9005"),
        ({"id": 3}, "Dyed, colour 3"),
    ],
)
def test_a_finishing_is_named_with_its_colour(colour: Any, label: str) -> None:
    finish = read(PostProcessing, {"id": 7, "name": "Dyed"})

    assert label == labels.finishing(finish, read(Colour, colour) if colour else None)


def test_a_material_may_be_named_by_what_it_is_made_of() -> None:
    assert "PA12" == labels.material(read(Offer, {"id": 5, "material": {"name": "PA12"}}))
    assert "Material 5" == labels.material(read(Offer, {"id": 5, "name": None, "material": 1}))


def test_entries_with_the_same_name_are_told_apart_by_their_keys() -> None:
    choices = [
        Choice(key="1", label="Ada"),
        Choice(key="2", label="Ada"),
        Choice(key="3", label="Z"),
    ]

    assert ["Ada #1", "Ada #2", "Z"] == [c.label for c in labels.told_apart(choices)]
