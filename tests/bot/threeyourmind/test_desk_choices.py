from decimal import Decimal

import pytest

from bot.sandbox.threeyourmind.catalogue import Customer as VendorCustomer
from bot.sandbox.threeyourmind.catalogue import Offer
from bot.sandbox.threeyourmind.faults import Answer
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.seed import ON_REQUEST
from state.form import Source
from state.ports import OrderDesk
from state.problems import Broken
from tests.bot.threeyourmind.answering import answers


def test_customers_are_found_by_a_part_of_their_name(
    desk: OrderDesk, vendor: Local3yourmind, ada: VendorCustomer
) -> None:
    found = desk.customers(" lovel ")

    labels = [
        "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>",
        "Ralph Lovelace <ralph@customers.example>",
    ]
    assert labels == [customer.label for customer in found]
    assert (str(ada.id), str(ada.default_address_id)) == (found[0].key, found[0].address)
    assert {"search": "lovel", "pageSize": "100"} == vendor.log.records[0].query


def test_a_customer_may_have_no_default_address(desk: OrderDesk) -> None:
    assert [None] == [customer.address for customer in desk.customers("Curie")]


def test_nobody_found_is_an_empty_list(desk: OrderDesk) -> None:
    assert () == desk.customers("nobody of this name")


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        (Source.PAYMENT, ["Invoice", "Internal order", "Purchase order"]),
        (
            Source.DELIVERY,
            [
                "Standard parcel",
                "Express courier",
                "Pickup: Front desk, Werkstraße 1, 10557 Berlin, DE",
                "Pickup: Print lab, Werkstraße 5, 10557 Berlin, DE",
            ],
        ),
    ],
)
def test_the_service_offers_its_choices(desk: OrderDesk, source: Source, labels: list[str]) -> None:
    assert labels == [choice.label for choice in desk.choices(source)]


def test_ways_of_delivery_have_keys_of_two_kinds(desk: OrderDesk, vendor: Local3yourmind) -> None:
    expected = [f"shipping:{key}" for key in vendor.world.shipping_methods]
    expected += [f"pickup:{key}" for key in vendor.world.pickup_locations]

    assert expected == [choice.key for choice in desk.choices(Source.DELIVERY)]


def test_a_service_may_have_no_pickup_locations(desk: OrderDesk, vendor: Local3yourmind) -> None:
    vendor.switches.on(Answer(404), path="*/pickup-locations/")

    labels = [choice.label for choice in desk.choices(Source.DELIVERY)]
    assert ["Standard parcel", "Express courier"] == labels


def test_materials_are_the_offers(desk: OrderDesk, vendor: Local3yourmind) -> None:
    expected = {str(offer.id): offer.name for offer in vendor.world.offers.values()}

    assert expected == {c.key: c.label for c in desk.choices(Source.MATERIALS)}


def test_a_material_may_tell_its_price(desk: OrderDesk) -> None:
    prices = {c.label: getattr(c, "price", None) for c in desk.choices(Source.MATERIALS)}

    assert Decimal("8.40") == prices["PA12 glass-filled"]
    assert [ON_REQUEST] == [label for label, price in prices.items() if price is None]
    assert ON_REQUEST == list(prices)[-1]


def test_hundreds_of_materials_can_be_chosen_from(desk: OrderDesk, vendor: Local3yourmind) -> None:
    world = vendor.world
    before = len(world.offers)
    for number in range(250):
        name = f"Blend {number}"
        world.add_offer(Offer(id=world.new_id(), name=name, material="Blend", technology="SLS"))

    assert before + 250 == len(desk.choices(Source.MATERIALS))


def test_finishings_belong_to_a_material_and_have_colours(desk: OrderDesk, white: Offer) -> None:
    dyed, smoothed = white.post_processings
    expected = {
        **{f"{dyed.id}:{colour.id}": f"Dyed, {colour.name.lower()}" for colour in dyed.colours},
        str(smoothed.id): "Vapour smoothed",
    }

    assert expected == {c.key: c.label for c in desk.choices(Source.FINISHINGS, str(white.id))}
    assert () == desk.choices(Source.FINISHINGS, "999999")


def test_addresses_belong_to_a_customer(desk: OrderDesk, ada: VendorCustomer) -> None:
    (address,) = desk.choices(Source.ADDRESSES, str(ada.id))

    assert str(ada.default_address_id) == address.key
    assert address.label.startswith("12 St James's Square, SW1Y 4JH London, GB, Analytical Engines")


@pytest.mark.parametrize("source", [Source.ADDRESSES, Source.FINISHINGS])
def test_without_saying_of_what_there_is_nothing_to_choose(
    desk: OrderDesk, vendor: Local3yourmind, source: Source
) -> None:
    assert () == desk.choices(source)
    assert () == vendor.log.records


def test_customers_are_choices_too(desk: OrderDesk, vendor: Local3yourmind) -> None:
    assert len(vendor.world.customers) == len(desk.choices(Source.CUSTOMERS))


@pytest.mark.parametrize("source", sorted(set(Source) - {Source.OFFERS, Source.COUNTRIES}))
def test_a_list_that_is_none_is_broken(
    desk: OrderDesk, vendor: Local3yourmind, source: Source
) -> None:
    answers(vendor, '{"surprise": 1}', "*")

    with pytest.raises(Broken):
        desk.choices(source, "1")
