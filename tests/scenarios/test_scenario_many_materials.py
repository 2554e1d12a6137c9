"""A service with more materials than a list of Slack shows: people search, and choose finishes."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from bot.sandbox.threeyourmind.catalogue import Colour, Offer, PostProcessing
from bot.sandbox.threeyourmind.world import World
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.form import Form
from tests.scenarios.house import House, by_http

pytestmark = pytest.mark.parametrize("furniture", [by_http], indirect=True, scope="package")
COUNT = 240
MOST_SHOWN = 100


@pytest.fixture(autouse=True, scope="module")
def stocked(furniture: House) -> Iterator[list[Offer]]:
    """A service with so many offers, of which each third can be painted in colours of its own."""
    world = furniture.vendor.world
    with furniture.away():
        added = [an_offer(world, number) for number in range(COUNT)]
    yield added
    with furniture.away():
        for offer in added:
            del world.offers[offer.id]


def an_offer(world: World, number: int) -> Offer:
    colours = tuple(Colour(id=world.new_id(), name=f"RAL {number}-{n}") for n in range(3))
    painted = PostProcessing(id=world.new_id(), name="Painted", colours=colours)
    polished = PostProcessing(id=world.new_id(), name="Polished")
    return world.add_offer(
        Offer(
            id=world.new_id(),
            name=f"Polymer {number:03}",
            material=f"Polymer {number:03}",
            technology="SLS",
            price=Decimal(20),
            post_processings=(painted, polished) if number % 3 == 0 else (polished,),
        )
    )


def shows_them(case: Case) -> list[str]:
    """Give what the list of materials shows before anything is typed."""
    return wait_for(lambda: case.ada.search("Material for all parts", ""))


def test_a_list_shows_what_fits_and_says_how_many_more_there_are(case: Case) -> None:
    shown = shows_them(case.opened())

    assert MOST_SHOWN == len(shown)
    assert f"… {COUNT + 6 - (MOST_SHOWN - 1)} more: type to narrow down" == shown[-1]


def test_what_is_typed_twice_within_a_second_is_answered_each_time(case: Case) -> None:
    case.opened()

    for _ in range(5):
        assert ["Polymer 118"] == case.ada.search("Material for all parts", "polymer 118")


def test_typing_finds_a_material_that_no_list_shows(case: Case, stocked: list[Offer]) -> None:
    case.opened()
    assert not any("Polymer 237" in label for label in shows_them(case))

    (label,) = case.ada.search("Material for all parts", "237 poly")
    case.ada.choose("Material for all parts", label, typing="237 poly")
    case.filled(Form(material=None)).created().with_part()
    assert "Polymer 237" in case.card.text

    (line,) = case.place().placed().lines
    assert stocked[237].id == line.offer_id


def test_a_part_of_its_own_material_is_finished_in_a_colour_of_that_one(
    case: Case, stocked: list[Offer]
) -> None:
    case.ready().with_part("lid.stl", CUBE[:-1] + b"\2")
    case.edit_part("lid.stl")
    (label,) = case.ada.search("Material", "polymer 201")
    case.ada.choose("Material", label, typing="polymer 201")
    wait_for(lambda: "Painted, RAL 201-1" in case.ada.search("Finishing", ""))
    finishings = case.ada.search("Finishing", "")
    case.ada.choose("Finishing", "Painted, RAL 201-1", "Polished")
    case.ada.submit()
    case.shows("Painted, RAL 201-1 and Polished · 1 × 12.34 EUR")

    own = [f"Painted, RAL 201-{n}" for n in range(3)]
    assert [*own, "Polished"] == finishings
    _, lid = case.place().placed().lines
    painted, polished = stocked[201].post_processings
    expected = [(painted.id, painted.colours[1].id), (polished.id, None)]
    assert stocked[201].id == lid.offer_id
    assert expected == [(f.post_processing_id, f.colour_id) for f in lid.finishes]


def test_an_offer_without_colours_offers_none(case: Case) -> None:
    case.ready()
    case.edit_part("bracket.stl")
    (label,) = case.ada.search("Material", "polymer 200")
    case.ada.choose("Material", label, typing="polymer 200")

    wait_for(lambda: ["Polished"] == case.ada.search("Finishing", ""))
