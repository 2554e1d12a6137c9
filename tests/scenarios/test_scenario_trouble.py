"""3YOURMIND is down, slow, broken or says no: what people are told, and that nothing is lost."""

import json

import pytest

from bot.sandbox.threeyourmind.faults import (
    AnalysisFails,
    Answer,
    Drop,
    Fault,
    Moment,
    QuantityEcho,
    html_page,
    server_error,
    too_many_requests,
)
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.scenarios.case import CUBE, Case

pytestmark = pytest.mark.slow

OTHER = CUBE[:-1] + b"\2"
REFUSAL = json.dumps({"billingAddressId": ["This address is blocked."]})


@pytest.mark.both_panels
def test_files_shared_while_3yourmind_is_down_are_not_lost(
    case: Case, vendor: Local3yourmind
) -> None:
    case.answered()
    down = vendor.switches.on(Drop(Moment.BEFORE), method="*")
    case.drop("bracket.stl")
    case.drop("lid.stl", OTHER)
    assert "3YOURMIND could not be reached" in case.told("could not get the order ready")
    assert "🕓 bracket.stl" in case.shows("🕓 lid.stl")
    case.offers("Try again")

    down.off()
    case.press(case.ben, "Try again")

    case.shows("✅ bracket.stl is ready")
    case.shows("✅ lid.stl is ready")
    assert 2 == len(case.place().placed().lines)


@pytest.mark.both_panels(slow=True)
@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (server_error(), "gave an answer that makes no sense"),
        (html_page(502), "gave an answer that makes no sense"),
        (html_page(200), "gave an answer that makes no sense"),
        (Answer(401, '{"detail": "Invalid token."}'), "does not know me any more"),
        (Answer(403, '{"detail": "No."}'), "does not let me do this"),
        (Answer(400, '{"detail": "The service is closed."}'), "The service is closed"),
    ],
)
def test_a_basket_that_cannot_be_made_is_explained_and_tried_again(
    case: Case, vendor: Local3yourmind, fault: Fault, why: str
) -> None:
    trouble = vendor.switches.on(fault, method="POST", path="*/baskets/")
    case.answered().drop()
    assert why in case.told("could not get the order ready")

    trouble.off()
    case.press(case.ada, "Try again")

    case.shows("✅ bracket.stl is ready")
    case.place().placed()


@pytest.mark.both_panels(slow=True)
@pytest.mark.parametrize(
    ("method", "path"),
    [("PATCH", "*/lines/*"), ("PATCH", "*/baskets/*"), ("GET", "*/file-status/")],
)
@pytest.mark.parametrize("fault", [server_error(), html_page(502), too_many_requests(0)])
def test_what_can_be_repeated_is_repeated_without_a_word(
    case: Case, vendor: Local3yourmind, method: str, path: str, fault: Fault
) -> None:
    vendor.switches.on(fault, method=method, path=path, times=2)

    case.ready().told("bracket.stl is ready")

    assert 1 == len(case.notices)
    case.place().placed()


@pytest.mark.both_panels(slow=True)
def test_a_busy_3yourmind_is_asked_again_when_it_said(case: Case, vendor: Local3yourmind) -> None:
    busy = vendor.switches.on(too_many_requests(1), method="PATCH", path="*/lines/*", times=1)
    case.ready()

    assert 1 == busy.hits
    case.place().placed()


@pytest.mark.both_panels
def test_a_create_whose_answer_is_lost_costs_the_basket(case: Case, vendor: Local3yourmind) -> None:
    vendor.switches.on(Drop(Moment.AFTER), method="POST", path="*/lines/", times=1)
    case.ready()

    order = case.place().placed()

    assert 2 == len(case.requests("POST", "*/baskets/"))
    assert 1 == len(order.lines)


@pytest.mark.both_panels
def test_an_upload_whose_answer_is_lost_is_sent_to_a_fresh_basket(
    case: Case, vendor: Local3yourmind
) -> None:
    vendor.switches.on(Drop(Moment.AFTER), method="POST", path="*/files/", times=1)
    case.answered().drop()
    case.told("The connection broke off over bracket.stl")
    case.shows("✅ bracket.stl is ready")

    assert 1 == len(case.place().placed().lines)
    assert 2 == len(case.requests("POST", "*/baskets/"))


@pytest.mark.both_panels
def test_an_order_that_is_refused_can_be_corrected_and_placed(
    case: Case, vendor: Local3yourmind
) -> None:
    vendor.switches.on(Answer(400, REFUSAL), method="POST", path="*/orders/", times=1)
    case.ready().place()
    assert "Billing address: “This address is blocked”" in case.shows("❌ Not placed")
    case.told("The order was not placed")
    assert [] == case.orders

    case.press(case.ada, "Try again")

    case.placed()


# 3YOURMIND's own price is asked for earlier, and says so: see the bot's own account.
def test_a_voucher_that_does_not_exist_is_named(case: Case) -> None:
    case.opened().ada.type("Voucher", "FREE4ALL")
    case.filled_as_usual().created().with_part().place()

    assert "Voucher code: “This voucher does not exist”" in case.shows("❌ Not placed")


@pytest.mark.both_panels(slow=True)
def test_an_address_without_its_payment_details_is_refused_in_words(case: Case) -> None:
    case.ready(payment="Purchase order").place()

    card = case.shows("❌ Not placed")
    assert "“This field is required" in card


@pytest.mark.both_panels
@pytest.mark.parametrize(
    ("status", "why"), [(401, "does not know me any more"), (403, "does not let me do this")]
)
def test_a_token_that_may_not_order_is_explained(
    case: Case, vendor: Local3yourmind, status: int, why: str
) -> None:
    refusal = Answer(status, '{"detail": "You do not have permission."}')
    vendor.switches.on(refusal, method="POST", path="*/orders/", times=1)
    case.ready().place()
    assert f"3YOURMIND {why}" in case.shows("❌ Not placed")

    case.press(case.ada, "Try again")

    case.placed()


# Where 3YOURMIND sets the price, there is none to press Place with: see the bot's own account.
@pytest.mark.parametrize("echo", [None, 1])
def test_a_quantity_that_is_not_confirmed_is_never_ordered(
    case: Case, vendor: Local3yourmind, echo: int | None
) -> None:
    case.ready()
    wrong = vendor.switches.on(QuantityEcho(echo))
    case.edit_part("bracket.stl")
    case.ada.type("Quantity", "3")
    case.ada.submit()
    case.told("noted something else than I asked for")
    case.shows("noted something else than I asked for")
    case.place().shows("❌ Not placed")
    assert [] == case.requests("POST", "*/orders/")

    wrong.off()
    case.press(case.ada, "Try again")

    assert [3] == [line.quantity for line in case.placed().lines]


@pytest.mark.both_panels
def test_a_part_whose_analysis_fails_is_removed_and_the_rest_is_ordered(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    vendor.switches.on(AnalysisFails(), times=1)
    case.drop("twisted.stl", OTHER)
    assert "cannot use it as a 3D model" in case.told("twisted.stl cannot be used")

    case.press(case.ada, "Remove part", "twisted.stl")
    case.offers("Place order")

    order = case.place().placed()
    assert ["bracket.stl"] == [li.file.name for li in order.lines if li.file]
