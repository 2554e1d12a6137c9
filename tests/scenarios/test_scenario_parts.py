"""Collecting an order: what is missing, what can be changed, and what becomes of the basket."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.sandbox.threeyourmind.faults import server_error
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.seed import ON_REQUEST
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.catalogue import key_of
from tests.scenarios.form import Form

OTHER = CUBE[:-1] + b"\2"


def test_place_is_offered_only_when_nothing_is_missing(case: Case) -> None:
    case.opened_near("Zoë Ångström", typing="ångström")
    case.filled(Form(payment=None, price=None, material=None)).created()
    assert "Still missing: payment and a file." in case.card.text
    assert "Place order" not in case.card.buttons

    case.with_part()
    card = case.shows("the price of bracket.stl")
    assert "Still missing: payment, the material of bracket.stl and the price of" in card
    assert "Place order" not in case.card.buttons

    case.press(case.ada, "Edit")
    case.ada.choose("Payment", "Invoice")
    case.ada.type("Price per piece for all parts", "5")
    case.ada.choose("Material for all parts", "TPU 90A")
    case.ada.submit()
    case.offers("Place order")
    assert "Still missing" not in case.card.text
    case.place().placed()


def test_a_part_can_have_its_own_material_and_price(case: Case, vendor: Local3yourmind) -> None:
    case.ready().with_part("lid.stl", OTHER)
    case.edit_part("lid.stl")
    case.ada.type("Price per piece", "100")
    case.ada.choose("Material", "Tough resin")
    case.ada.submit()
    case.shows("Tough resin · 1 × 100.00 EUR")

    order = case.place().placed()

    offers = vendor.world.offers
    assert [key_of(offers, "PA12, white"), key_of(offers, "Tough resin")] == [
        line.offer_id for line in order.lines
    ]
    assert [Decimal("12.34"), Decimal(100)] == [line.unit_print_price for line in order.lines]


def test_quantity_finishing_and_due_date_of_a_part_can_be_edited(
    case: Case, vendor: Local3yourmind
) -> None:
    due = (datetime.now(UTC) + timedelta(days=9)).date()
    case.ready()
    case.edit_part("bracket.stl")
    case.ada.type("Quantity", "7")
    case.ada.choose("Finishing", "Dyed, black", "Vapour smoothed")
    case.ada.type("Due date", due.isoformat())
    case.ada.submit()
    card = case.shows("7 × 12.34 EUR")
    assert f"Dyed, black and Vapour smoothed · 7 × 12.34 EUR · mm · due {due}" in card

    order = case.place().placed()

    (line,) = order.lines
    assert (7, due) == (line.quantity, line.preferred_due_date)
    offer = vendor.world.offers[key_of(vendor.world.offers, "PA12, white")]
    dyed, smoothed = offer.post_processings
    assert [(dyed.id, dyed.colours[0].id), (smoothed.id, None)] == [
        (finish.post_processing_id, finish.colour_id) for finish in line.finishes
    ]


def test_the_finishings_are_those_of_the_parts_own_material(case: Case) -> None:
    case.ready()
    case.edit_part("bracket.stl")
    assert "Vapour smoothed" in case.ada.search("Finishing", "")

    case.ada.choose("Material", "Tough resin")
    wait_for(lambda: "Painted, blue" in case.ada.search("Finishing", ""))

    assert "Vapour smoothed" not in case.ada.search("Finishing", "")


def test_another_unit_sends_the_file_again_in_a_fresh_basket(case: Case) -> None:
    case.ready()
    case.edit_part("bracket.stl")
    case.ada.choose("Unit", "Inches")
    case.ada.submit()
    case.shows("· inch")
    case.house.slack.wait_for(lambda: len(case.notices) == 2)
    case.offers("Place order")

    order = case.place().placed()

    first, second = case.requests("POST", "/api/v2.0/files/")
    assert first.form
    assert second.form
    assert ["mm", "inch"] == [first.form["unit"], second.form["unit"]]
    assert first.form["basket_id"] != second.form["basket_id"] == str(order.basket_id)


def test_a_removed_part_is_never_ordered(case: Case) -> None:
    case.ready().with_part("lid.stl", OTHER)
    case.press(case.ada, "Remove part", "bracket.stl")
    case.house.slack.wait_for(lambda: "bracket.stl" not in case.card.text)
    case.shows("✅ lid.stl is ready")
    case.offers("Place order")

    order = case.place().placed()

    assert ["lid.stl"] == [line.file.name for line in order.lines if line.file]


def test_the_order_can_be_edited_after_files_came(case: Case, vendor: Local3yourmind) -> None:
    case.ready()
    case.press(case.ada, "Edit")
    case.ada.choose("Material for all parts", ON_REQUEST)
    case.ada.type("Price per piece for all parts", "99.99")
    case.ada.type("Reference", "PO 18")
    case.ada.submit()
    case.shows("1 × 99.99 EUR")

    order = case.place().placed()

    assert f"{case.id} PO 18" == order.reference
    steel = key_of(vendor.world.offers, ON_REQUEST)
    assert [(steel, Decimal("99.99"))] == [(li.offer_id, li.unit_print_price) for li in order.lines]


def test_another_customer_gets_the_basket(case: Case, vendor: Local3yourmind) -> None:
    case.ready()
    case.press(case.ada, "Edit")
    case.choose_customer("Grace Hopper, Compilers & Sons <grace@customers.example>")
    case.ada.submit()
    case.shows("Grace Hopper")
    case.offers("Place order")

    order = case.place().placed()

    assert "grace@customers.example" == order.customer.email
    own = {a.id for a in vendor.world.addresses_of(order.customer.id)}
    assert order.shipping
    assert {order.billing_address_id, order.shipping.address_id} <= own


def test_a_total_that_nobody_was_shown_is_not_placed(case: Case) -> None:
    case.ready()
    spot = case.spot("Place order")
    case.press(case.ben, "Edit")
    case.ben.type("Price per piece for all parts", "1234")
    case.ben.submit()
    case.shows("1 × 1,234.00 EUR")

    case.press_spot(case.ada, spot, "Place order")

    case.whispered(case.ada, "This order has changed meanwhile")
    assert [] == case.orders


def test_a_cancelled_order_is_not_placed_and_says_who_cancelled_it(case: Case) -> None:
    case.ready()
    case.press(case.ben, "Cancel")

    case.shows("Cancelled by @ben")
    case.told("@ben cancelled this order")
    assert [] == case.card.buttons
    assert [] == case.orders


def test_cancel_asks_back(case: Case) -> None:
    case.ready()

    assert "Nothing is ordered" in case.ada.confirmation("Cancel", message=case.card)
    case.ada.click("Cancel", message=case.card, confirm=False)
    assert "Place order" in case.card.buttons


def test_place_asks_back_with_what_it_costs(case: Case) -> None:
    case.ready()

    question = case.ada.confirmation("Place order", message=case.card)

    assert "1 part (1 piece), 20.52 EUR in total for Ada Lovelace" in question


def test_try_again_does_what_did_not_work(case: Case, vendor: Local3yourmind) -> None:
    trouble = vendor.switches.on(server_error(), method="POST", path="*/baskets/")
    case.answered()
    case.drop()
    case.told("I could not get the order ready at 3YOURMIND")
    case.offers("Try again")

    trouble.off()
    case.press(case.ada, "Try again")

    case.offers("Place order")
    assert "Try again" not in case.card.buttons
    case.place().placed()
