"""Orders of the bot's own account: at 3YOURMIND's price, and with offers for each part."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.sandbox.threeyourmind.catalogue import Offer
from bot.sandbox.threeyourmind.faults import Hold, Moment, QuantityEcho
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.seed import ON_REQUEST
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.catalogue import key_of
from tests.scenarios.form import Form
from tests.scenarios.house import House, own

pytestmark = pytest.mark.parametrize("furniture", [own], indirect=True, scope="package")
USUAL, DEARER = "22.90 EUR", "34.80 EUR"
"""One piece of PA12 by standard parcel with tax, and with ten more for the piece."""


@contextmanager
def asking(vendor: Local3yourmind, price: str) -> Iterator[None]:
    """Let the service ask another price for PA12 until the end of the block."""
    offers = vendor.world.offers
    usual = offers[key_of(offers, "PA12, white")]
    offers[usual.id] = replace(usual, price=Decimal(price))
    try:
        yield
    finally:
        offers[usual.id] = usual


@pytest.fixture
def express(vendor: Local3yourmind) -> Iterator[Offer]:
    """A second, dearer offer in PA12."""
    offers = vendor.world.offers
    usual = offers[key_of(offers, "PA12, white")]
    offer = replace(usual, id=vendor.world.new_id(), name="PA12 in a day", price=Decimal("30.00"))
    yield vendor.world.add_offer(offer)
    del offers[offer.id]


def test_the_form_asks_neither_for_a_customer_nor_for_prices(case: Case) -> None:
    case.opened()

    assert [
        "Billing address",
        "Shipping address",
        "Delivery",
        "Payment",
        "Material for all parts",
        "Due date for all parts",
        "Unit",
        "Reference",
        "Delivery instructions",
        "Voucher",
        "Files",
    ] == list(case.ada.modal.fields)


def test_the_forms_of_the_bots_own_account_come_filled_in(house: House, case: Case) -> None:
    usual = Form(delivery="Express courier", payment="Internal order")
    case.opened().addressed("Druckgasse 4").filled(usual).created().with_part()
    case.offers("Place order")
    case.place().placed()

    again = Case.fresh(house).opened().ada.modal.fields

    assert again["Billing address"].value.startswith("Druckgasse 4")
    assert again["Shipping address"].value.startswith("Druckgasse 4")
    assert ["Express courier", "Internal order", "PA12"] == [
        again[label].value for label in ("Delivery", "Payment", "Material for all parts")
    ]


def test_three_clicks_order_what_was_ordered_before(house: House, case: Case) -> None:
    case.ready().place().placed()

    again = Case.fresh(house).opened().created().with_part()
    again.offers("Place order")

    assert "PA12" in again.card.text
    assert 1 == len(again.place().placed().lines)


def test_the_card_shows_the_price_of_3yourmind(case: Case) -> None:
    case.answered()
    assert "Total" not in case.card.text

    case.with_part()

    case.shows(f"{USUAL}, 3YOURMIND's price including tax")
    question = case.ada.confirmation("Place order", message=case.card)
    assert f"1 part (1 piece), {USUAL} in total (3YOURMIND's price)" in question
    order = case.place().placed()
    assert Decimal("22.90") == order.total.gross == order.payment.authorized_amount
    assert "buyer@service.example" == order.customer.email


def test_another_answer_brings_another_price(case: Case) -> None:
    case.ready()
    case.press(case.ben, "Edit")
    case.ben.choose("Delivery", "Express courier")
    case.ben.type("Voucher", "WELCOME10")
    case.ben.submit()

    case.shows("41.78 EUR")

    assert Decimal("41.78") == case.place().placed().total.gross


def test_a_total_that_changed_before_placing_has_to_be_confirmed_again(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    with asking(vendor, "22.34"):
        case.place()

        changed = f"The total changed from {USUAL} to {DEARER}"
        assert changed in case.shows("❌ Not placed")
        case.told(changed)
        assert [] == case.orders
        assert [] == case.requests("POST", "*/orders/")
        assert DEARER in case.ada.confirmation("Try again", message=case.card)
        case.press(case.ada, "Try again")

        assert Decimal("34.80") == case.placed().payment.authorized_amount


def test_an_order_below_the_minimum_costs_the_minimum(case: Case, vendor: Local3yourmind) -> None:
    vendor.world.minimum_price = Decimal(50)
    try:
        case.ready()
        case.shows("67.71 EUR, 3YOURMIND's price")
        order = case.place().placed()
    finally:
        vendor.world.minimum_price = Decimal(0)

    assert Decimal("67.71") == order.total.gross == order.payment.authorized_amount


def test_a_service_that_uses_another_currency_says_so_before_placing(
    case: Case, vendor: Local3yourmind
) -> None:
    vendor.world.currency = "USD"
    try:
        case.answered().drop()
        case.told("Currency: “The service's currency is USD”")
        assert "Place order" not in case.shows("⚠️ Needs attention")
    finally:
        vendor.world.currency = "EUR"

    case.press(case.ada, "Try again")
    case.offers("Place order")
    case.place().placed()


def test_a_voucher_that_is_refused_is_said_on_the_card_before_placing(case: Case) -> None:
    case.opened().ada.type("Voucher", "FREE4ALL")
    case.filled_as_usual().created().drop()

    case.told("Voucher code: “This voucher does not exist”")
    assert "“This voucher does not exist”" in case.shows("⚠️ Needs attention")
    assert "Place order" not in case.card.buttons

    case.press(case.ada, "Edit")
    case.ada.type("Voucher", "WELCOME10")
    case.ada.submit()
    case.offers("Place order")
    case.place().placed()


def test_the_least_expensive_offer_of_the_material_is_taken(case: Case, express: Offer) -> None:
    (line,) = case.ready().place().placed().lines

    assert express.id != line.offer_id
    assert "PA12, white" == case.house.vendor.world.offers[line.offer_id or 0].name


def test_another_offer_can_be_chosen_for_a_part(case: Case, express: Offer) -> None:
    case.ready()
    case.edit_part("bracket.stl")
    assert ["PA12, white, 12.34 a piece", "PA12 in a day, 30.00 a piece"] == case.ada.search(
        "Offer", ""
    )
    case.ada.choose("Offer", "PA12 in a day, 30.00 a piece")
    case.ada.submit()
    case.shows("PA12 · PA12 in a day, 30.00 a piece · 1 piece")
    case.offers("Place order")

    (line,) = case.place().placed().lines
    assert express.id == line.offer_id


def test_until_the_file_is_checked_materials_are_the_general_ones_and_offers_are_not_known(
    case: Case, vendor: Local3yourmind
) -> None:
    slow = vendor.switches.on(Hold(Moment.BEFORE), method="GET", path="*/file-status/")
    case.answered().drop()
    case.shows("is being checked")
    case.edit_part("bracket.stl")

    assert "TPU" in case.ada.search("Material", "")
    unknown = ["Known once 3YOURMIND has checked the file of this part."]
    assert unknown == case.ada.search("Offer", "") == case.ada.search("Finishing", "")

    case.ada.choose("Material", "TPU")
    case.ada.submit()
    slow.off()
    case.offers("Place order")
    (line,) = case.place().placed().lines
    assert "TPU 90A" == vendor.world.offers[line.offer_id or 0].name


def test_a_part_can_have_its_own_material_and_finishing(case: Case) -> None:
    case.ready().with_part("lid.stl", CUBE[:-1] + b"\2")
    case.edit_part("lid.stl")
    case.ada.choose("Material", "Resin")
    wait_for(lambda: "Painted, blue" in case.ada.search("Finishing", ""))
    case.ada.choose("Finishing", "Painted, blue")
    case.ada.type("Quantity", "2")
    case.ada.submit()
    case.shows("87.16 EUR")

    order = case.place().placed()

    assert [("PA12, white", 1, 0), ("Tough resin", 2, 1)] == [
        (case.house.vendor.world.offers[li.offer_id or 0].name, li.quantity, len(li.finishes))
        for li in order.lines
    ]


def test_a_material_in_which_a_part_cannot_be_made_is_named_with_the_part(
    case: Case, vendor: Local3yourmind
) -> None:
    offers = vendor.world.offers
    steel = offers.pop(key_of(offers, ON_REQUEST))
    try:
        case.answered(kind_of_material="316L").drop()
        case.told("bracket.stl cannot be made of its material here")
        case.shows("⚠️ Needs attention")
    finally:
        offers[steel.id] = steel

    case.press(case.ada, "Try again")

    case.offers("Place order")
    case.place().placed()


def test_a_quantity_that_is_not_confirmed_cannot_even_be_placed(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    wrong = vendor.switches.on(QuantityEcho(1))
    case.edit_part("bracket.stl")
    case.ada.type("Quantity", "3")
    case.ada.submit()
    case.told("noted something else than I asked for")
    case.shows("⚠️ Needs attention")
    assert "Place order" not in case.card.buttons

    wrong.off()
    case.press(case.ada, "Try again")

    case.offers("Place order")
    assert [3] == [line.quantity for line in case.place().placed().lines]


def test_collecting_an_order_costs_no_shipping(case: Case) -> None:
    case.opened().filled(Form(delivery=None)).ada.choose("Delivery", "Front desk")
    case.house.slack.wait_for(lambda: "Shipping address" not in case.ada.modal.fields)
    case.created().with_part()
    case.shows("14.68 EUR")

    case.place().placed()

    (request,) = case.requests("POST", "*/orders/")
    assert request.body["shipping"] is None
    locations = case.house.vendor.world.pickup_locations
    assert key_of(locations, "Front desk") == request.body["pickupLocationId"]
    # Nothing that the price is asked with could name where the order is collected.
    asked = {tuple(price.query) for price in case.requests("GET", "*/price/")}
    assert {("currency", "billingAddressId")} == asked
    assert "14.68" == request.body["payment"]["authorizedAmount"]
    assert Decimal("14.68") == case.orders[0].total.gross


def test_status_is_found_among_the_own_orders(case: Case, vendor: Local3yourmind) -> None:
    order = case.ready(reference=f"Own {case.channel}").place().placed()
    vendor.world.set_status(order.id, "Printing")

    case.ben.command("/order-status", str(order.number), channel=case.channel)

    assert "3YOURMIND says: Printing" in case.whispered(case.ben, f"✅ Placed: {order.number}")
