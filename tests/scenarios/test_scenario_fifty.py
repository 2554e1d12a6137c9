"""As many parts as an order can have: the card stays readable, and each can still be changed."""

import pytest

from bot.sandbox.slack.persons.sight import Spot
from state.events import PartMeasured
from state.order import BOT
from tests.builders import small_facts
from tests.scenarios.case import Case
from tests.scenarios.house import House
from tests.scenarios.prepared import prepared

LONG = 100.0
"""Seconds after which a test here has failed: fifty files go one or two at a time."""


def menu(case: Case, name: str) -> Spot:
    """Find the menu of a part in the list that Ada has open."""
    modal = case.ada.modal
    places = (p for p in modal.places if p.type == "overflow")
    return Spot(modal, next(p for p in places if name in p.block["text"]["text"]))


def list_all(case: Case) -> str:
    """Ada opens the list of all parts; gives what it shows."""
    case.ada.click("All parts", message=case.card)
    case.house.slack.wait_for(lambda: case.ada.has_modal)
    return case.ada.modal.text


def test_fifty_parts_are_seen_changed_and_placed(house: House) -> None:
    case = prepared(house, ready=49, unusable=1)
    case.shows("… and 31 more parts")
    assert "part-19.stl" not in case.card.text
    assert "Place order" not in case.card.buttons

    shown = list_all(case)
    assert all(f"✅ part-{number:02}.stl is ready" in shown for number in range(49))
    assert "⚠️ part-49.stl cannot be used" in shown

    case.press_spot(case.ada, menu(case, "part-49.stl"), "Remove part")
    house.slack.wait_for(lambda: "part-49.stl" not in case.ada.modal.text)
    case.press_spot(case.ada, menu(case, "part-48.stl"), "Edit part")
    house.slack.wait_for(lambda: "Quantity" in case.ada.modal.fields)
    case.ada.type("Quantity", "7")
    case.ada.submit()
    house.slack.wait_for(lambda: "7 × 12.34 EUR" in case.ada.modal.text)
    case.ada.close()

    case.shows("813.48 EUR")
    assert "… and 30 more parts" in case.card.text
    order = case.place().placed()
    assert [1] * 48 + [7] == [line.quantity for line in order.lines]


def test_one_more_than_fifty_is_turned_down(house: House) -> None:
    case = prepared(house, ready=50)
    case.drop("one-more.stl")

    case.told("one-more.stl is not part of the order.")
    assert 50 == len(case.house.bot.orders.get(case.id).parts)


def test_a_list_that_shows_what_is_over_says_so(house: House) -> None:
    case = prepared(house, ready=21)
    list_all(case)
    case.press(case.ben, "Cancel")
    case.shows("Cancelled")

    case.press_spot(case.ada, menu(case, "part-20.stl"), "Edit part")

    house.slack.wait_for(lambda: "@ben cancelled this order" in case.ada.modal.text)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_of_fifty_parts_one_of_the_last_is_said_to_be_in_inches(house: House) -> None:
    case = prepared(house, ready=50, unseen=45)
    late = house.bot.orders.get(case.id).parts[45].id
    house.bot.orders.apply(case.id, PartMeasured(part=late, facts=small_facts()), BOT)
    asked = case.told_of("part-45.stl")
    assert "Was it drawn in inches?" in asked.text
    assert "part-45.stl" in list_all(case).partition("❓ mm or inch")[0].splitlines()[-2]

    case.ben.click("inch: 50.8 × 38.1 × 20.3 mm", message=asked)
    house.vendor.log.wait_for(
        "POST", "*/files/", count=case.earlier("POST", "*/files/") + 100, limit=LONG
    )
    house.slack.wait_for(lambda: "Place order" in case.card.buttons, LONG)

    assert "@ben said that it was drawn in inches." in case.told_of("part-45.stl").text
    files = [line.file for line in case.place().placed().lines if line.file]
    assert [f"part-{number:02}.stl" for number in range(50)] == [file.name for file in files]
    assert ["part-45.stl"] == [file.name for file in files if file.unit == "inch"]
