"""The user panel's desk against the local 3YOURMIND: what differs from the service panel's."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.catalogue import Customer, Offer
from bot.sandbox.threeyourmind.faults import Drop, Moment, QuantityEcho, server_error
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.transport import Transport
from bot.threeyourmind.user_panel import UserPanel
from state.address import NewAddress
from state.form import Source
from state.order import OrderRequest, PriceQuery
from state.ports import Account, FileStatus, LinePlace, LineTarget, OrderDesk
from state.problems import (
    Broken,
    DeskError,
    Disagreed,
    NotOffered,
    NotPermitted,
    Refused,
    Unreachable,
)
from state.record import Choice
from tests.bot.threeyourmind.answering import answers
from tests.bot.threeyourmind.conftest import QUICK
from tests.bot.threeyourmind.requests_of import a_download, a_request, a_spec
from tests.builders import OWN_ACCOUNT

ORDERS, ADDRESSES = "*/user-panel/orders/", "*/my-profile/addresses/"


@pytest.fixture
def transport(vendor: Local3yourmind, server: Served, slept: list[float]) -> Iterator[Transport]:
    token = vendor.token_for("user")
    with Transport(server.url, token, patience=QUICK, sleep=slept.append) as transport:
        yield transport


@pytest.fixture
def desk(vendor: Local3yourmind, transport: Transport) -> OrderDesk:
    return UserPanel(transport, vendor.service_id)


@pytest.fixture
def buyer(vendor: Local3yourmind) -> Customer:
    return next(m for m in vendor.world.members.values() if m.last_name == "Buyer")


@pytest.fixture
def place(desk: OrderDesk) -> LinePlace:
    """A line whose file has been analysed."""
    basket = desk.open_basket()
    line = desk.open_line(basket)
    desk.upload(LineTarget(basket, line, "mm"), a_download())
    assert FileStatus.FINISHED is desk.file_status(basket, line)
    return LinePlace(basket, line)


@pytest.fixture
def pa12(vendor: Local3yourmind) -> str:
    return next(str(m.id) for m in vendor.world.materials.values() if m.name == "PA12")


@pytest.fixture
def request_of_buyer(
    desk: OrderDesk, vendor: Local3yourmind, buyer: Customer, place: LinePlace, pa12: str
) -> OrderRequest:
    """A request for two pieces of 12.34 by a parcel of 6.90."""
    spec = a_spec(material=pa12, price=None, quantity=2)
    desk.describe_line(*place, spec)
    address = str(buyer.default_address_id)
    return a_request(
        basket=place.basket,
        customer=None,
        billing_address=address,
        shipping_address=address,
        delivery=f"shipping:{next(iter(vendor.world.shipping_methods))}",
        payment=str(next(iter(vendor.world.payment_methods))),
        amount=Decimal("31.58"),
        lines=((place.line, spec),),
    )


def an_address(**changes: Any) -> NewAddress:
    given = {
        "first_name": "Mary",
        "last_name": "Somerville",
        "line1": "Burntisland 3",
        "zip_code": "KY3 9AA",
        "city": "Fife",
        "country": Choice(key="GB", label="United Kingdom"),
        "phone_number": "+44 1592 555",
    }
    return NewAddress(**given | changes)


def a_query(place: LinePlace, **changes: Any) -> PriceQuery:
    return PriceQuery(**{"basket": place.basket, "currency": "EUR"} | changes)


def test_the_desk_says_what_it_can_do(desk: OrderDesk) -> None:
    assert OWN_ACCOUNT == desk.abilities


def test_the_account_tells_its_country_unit_and_address(desk: OrderDesk, buyer: Customer) -> None:
    germany = Choice(key="DE", label="Germany")

    account = Account(country=germany, unit="mm", address=str(buyer.default_address_id))
    assert account == desk.account()


@pytest.mark.parametrize("body", ['{"country": null, "unit": "cm"}', "{}"])
def test_an_account_need_not_say_anything(
    desk: OrderDesk, vendor: Local3yourmind, body: str
) -> None:
    answers(vendor, body, "*/preferences/")
    answers(vendor, "{}", "*/profile/")

    assert Account() == desk.account()


@pytest.mark.parametrize(
    ("source", "labels"),
    [
        (Source.PAYMENT, ["Invoice", "Internal order", "Purchase order"]),
        (Source.MATERIALS, ["PA12", "PA12 GF", "TPU", "Resin", "AlSi10Mg", "316L"]),
        (Source.CUSTOMERS, []),
        (Source.OFFERS, []),
        (Source.FINISHINGS, []),
    ],
)
def test_general_lists_need_no_line(desk: OrderDesk, source: Source, labels: list[str]) -> None:
    assert labels == [choice.label for choice in desk.choices(source)]


def test_the_addresses_are_those_of_the_account(desk: OrderDesk, buyer: Customer) -> None:
    (address,) = desk.choices(Source.ADDRESSES)

    assert str(buyer.default_address_id) == address.key


def test_a_line_has_materials_offers_and_finishings_of_its_own(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace, pa12: str, white: Offer
) -> None:
    materials = desk.choices(Source.MATERIALS, None, place)
    offers = desk.choices(Source.OFFERS, pa12, place)
    finishings = desk.choices(Source.FINISHINGS, pa12, place)

    assert pa12 in [choice.key for choice in materials]
    assert [Choice(key=str(white.id), label="PA12, white, 12.34 a piece")] == list(offers)
    assert ["Dyed, black", "Dyed, blue", "Dyed, signal red", "Vapour smoothed"] == [
        choice.label for choice in finishings
    ]
    asked = vendor.log.matching("GET", f"*/lines/{place.line}/materials/*")
    assert [{"country": "DE"}] * 3 == [request.query for request in asked]


def test_without_a_country_nothing_is_said_about_it(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace
) -> None:
    answers(vendor, '{"country": null}', "*/preferences/")

    assert desk.choices(Source.MATERIALS, None, place)
    assert {} == vendor.log.records[-1].query


def test_offers_of_another_service_are_not_ours(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace, pa12: str, white: Offer
) -> None:
    other = replace(white, id=vendor.world.new_id(), service_id=2, price=Decimal(1))
    vendor.world.add_offer(other)

    assert [str(white.id)] == [c.key for c in desk.choices(Source.OFFERS, pa12, place)]


def test_a_line_is_described_with_the_least_expensive_offer(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace, pa12: str, white: Offer
) -> None:
    vendor.world.add_offer(replace(white, id=vendor.world.new_id(), price=Decimal(50)))
    finish = white.post_processings[1]

    spec = a_spec(material=pa12, price=None, quantity=3, finishing=(str(finish.id),))
    desk.describe_line(*place, spec.but(due_date="2030-04-01"))

    body = {
        "offerId": white.id,
        "postProcessings": [{"postProcessingId": finish.id, "colorId": None}],
        "quantity": 3,
        "preferredDueDate": "2030-04-01",
    }
    assert body == vendor.log.records[-1].body


def test_an_offer_that_cannot_do_the_finishing_is_passed_over(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace, pa12: str, white: Offer
) -> None:
    plain = replace(white, id=vendor.world.new_id(), price=Decimal(1), post_processings=())
    vendor.world.add_offer(plain)
    finish = str(white.post_processings[1].id)

    desk.describe_line(*place, a_spec(material=pa12, price=None, finishing=(finish,)))

    assert white.id == vendor.world.baskets[int(place.basket)].lines[0].offer_id


@pytest.mark.parametrize("changes", [{"offer": "999999"}, {"finishing": ("999999",)}])
def test_what_nobody_offers_for_a_part_is_said(
    desk: OrderDesk, place: LinePlace, pa12: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(NotOffered) as caught:
        desk.describe_line(*place, a_spec(material=pa12, price=None, **changes))

    assert caught.value.undone


def test_a_quantity_is_believed_only_when_it_is_repeated(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace, pa12: str
) -> None:
    vendor.switches.on(QuantityEcho(2))

    with pytest.raises(Disagreed):
        desk.describe_line(*place, a_spec(material=pa12, price=None))


def test_the_price_is_for_what_is_known(
    desk: OrderDesk, vendor: Local3yourmind, request_of_buyer: OrderRequest, buyer: Customer
) -> None:
    vendor.world.tax_rate = Decimal("0.19")
    place = LinePlace(request_of_buyer.basket, request_of_buyer.lines[0][0])
    address, delivery = str(buyer.default_address_id), request_of_buyer.delivery

    assert Decimal("29.37") == desk.price(a_query(place))
    assert {"currency": "EUR"} == vendor.log.records[-1].query
    whole = {"billing_address": address, "shipping_address": address, "delivery": delivery}
    assert Decimal("37.58") == desk.price(a_query(place, **whole))
    assert Decimal("34.64") == desk.price(a_query(place, **whole, voucher="WELCOME10"))
    assert {
        "currency": "EUR",
        "billingAddressId": address,
        "shippingAddressId": address,
        "shippingMethodId": delivery.removeprefix("shipping:"),
        "voucherCode": "WELCOME10",
    } == vendor.log.records[-1].query


def test_an_order_to_be_collected_is_priced_without_shipping(
    desk: OrderDesk, request_of_buyer: OrderRequest
) -> None:
    place = LinePlace(request_of_buyer.basket, request_of_buyer.lines[0][0])

    assert Decimal("24.68") == desk.price(a_query(place, delivery="pickup:4"))


def test_a_voucher_that_is_not_known_is_refused_at_its_field(
    desk: OrderDesk, request_of_buyer: OrderRequest
) -> None:
    place = LinePlace(request_of_buyer.basket, request_of_buyer.lines[0][0])

    with pytest.raises(Refused) as caught:
        desk.price(a_query(place, voucher="NONE"))
    assert {"voucherCode": ("This voucher does not exist.",)} == caught.value.fields


@pytest.mark.parametrize("body", ["{}", "", '{"totalPrice": {}}', '{"totalPrice": "much"}', "[]"])
def test_a_price_without_a_total_is_none(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace, body: str
) -> None:
    answers(vendor, body, "*/price/")

    with pytest.raises(Broken):
        desk.price(a_query(place))


@pytest.mark.parametrize("total", ['"12.340"', "12.34", '"12.335"'])
def test_a_total_may_be_a_text_or_a_number(
    desk: OrderDesk, vendor: Local3yourmind, place: LinePlace, total: str
) -> None:
    answers(vendor, f'{{"totalPrice": {{"inclusiveTax": {total}}}}}', "*/price/")

    assert Decimal("12.34") == desk.price(a_query(place))


def test_an_order_is_placed_and_found_among_the_own_ones(
    desk: OrderDesk, vendor: Local3yourmind, request_of_buyer: OrderRequest
) -> None:
    placed = desk.submit(request_of_buyer)

    (order,) = vendor.orders
    assert str(order.number) == placed.number
    assert placed == desk.find("PD7K3M") == desk.find(str(order.number))
    assert desk.find("PD7K3") is None
    assert [placed] == [hit.order for hit in desk.search("po 17")]
    assert () == desk.search("turing")


def test_own_orders_are_read_page_by_page(
    desk: OrderDesk, vendor: Local3yourmind, request_of_buyer: OrderRequest
) -> None:
    placed = desk.submit(request_of_buyer)
    (first,) = vendor.orders
    for n in range(1, 120):
        later = replace(first, id=first.id + n, number=first.number + n, reference=f"Other {n}")
        vendor.world.orders[later.id] = later

    assert placed == desk.find("PD7K3M")
    assert [{"page": "1", "pageSize": "100"}, {"page": "2", "pageSize": "100"}] == [
        request.query for request in vendor.log.matching("GET", ORDERS)
    ]


def test_own_orders_may_come_as_one_plain_list(desk: OrderDesk, vendor: Local3yourmind) -> None:
    answers(vendor, '[{"id": 1, "number": 100001}]', ORDERS)

    assert desk.find("100001") is not None
    assert 1 == len(vendor.log.matching("GET", ORDERS))


@pytest.mark.parametrize("fault", [Drop(Moment.BEFORE), Drop(Moment.AFTER), server_error(502)])
def test_an_order_is_sent_once_whatever_happens(
    desk: OrderDesk,
    vendor: Local3yourmind,
    request_of_buyer: OrderRequest,
    fault: Drop,
) -> None:
    vendor.switches.on(fault, method="POST", path=ORDERS)

    with pytest.raises(DeskError) as caught:
        desk.submit(request_of_buyer)
    assert not caught.value.undone
    assert 1 == len(vendor.log.matching("POST", ORDERS))


def test_an_amount_below_the_total_is_refused(
    desk: OrderDesk, request_of_buyer: OrderRequest
) -> None:
    with pytest.raises(Refused) as caught:
        desk.submit(request_of_buyer.but(amount=Decimal(31)))

    assert {"payment.authorizedAmount": ("The total is 31.58 EUR.",)} == caught.value.fields


def test_an_address_is_made_once_however_often_it_is_asked_for(
    desk: OrderDesk, vendor: Local3yourmind
) -> None:
    first, again = (desk.create_address(None, an_address()) for _ in range(2))

    assert first == again
    assert first in desk.choices(Source.ADDRESSES)
    (request,) = vendor.log.matching("POST", ADDRESSES)
    assert {
        "firstName": "Mary",
        "lastName": "Somerville",
        "companyName": "",
        "department": "",
        "line1": "Burntisland 3",
        "line2": "",
        "zipCode": "KY3 9AA",
        "city": "Fife",
        "state": "",
        "country": "GB",
        "phoneNumber": "+44 1592 555",
        "vatId": "",
    } == request.body


def test_an_address_that_differs_in_anything_is_another_one(desk: OrderDesk) -> None:
    first = desk.create_address(None, an_address())

    others = [{"phone_number": "+44 20 12"}, {"vat_id": "GB1"}, {"company_name": "Engines"}]
    made = {desk.create_address(None, an_address(**other)).key for other in others}
    assert 3 == len(made - {first.key})


def test_an_address_whose_answer_was_lost_is_found(desk: OrderDesk, vendor: Local3yourmind) -> None:
    vendor.switches.on(Drop(Moment.AFTER), method="POST", path=ADDRESSES)

    made = desk.create_address(None, an_address())

    assert made in desk.choices(Source.ADDRESSES)
    assert 1 == len(vendor.log.matching("POST", ADDRESSES))


def test_an_address_that_never_arrived_is_not_claimed(
    desk: OrderDesk, vendor: Local3yourmind
) -> None:
    vendor.switches.on(Drop(Moment.BEFORE), method="POST", path=ADDRESSES)

    with pytest.raises(Unreachable):
        desk.create_address(None, an_address())
    assert 1 == len(vendor.log.matching("POST", ADDRESSES))


def test_a_refused_address_says_so_by_the_names_of_our_form(desk: OrderDesk) -> None:
    with pytest.raises(Refused) as caught:
        desk.create_address(None, an_address(zip_code="far too long a code", country=None))

    assert {"zip_code", "country"} == set(caught.value.fields)


def test_a_country_may_come_as_an_object(desk: OrderDesk, vendor: Local3yourmind) -> None:
    body = '[{"id": 7, "line1": "Quay 1", "country": {"code": "GB", "name": "x"}}]'
    answers(vendor, body, ADDRESSES)

    assert ["Quay 1, GB"] == [choice.label for choice in desk.choices(Source.ADDRESSES)]


def test_the_older_client_uploads_at_the_root_of_the_host(
    vendor: Local3yourmind, transport: Transport
) -> None:
    desk: OrderDesk = UserPanel(transport, vendor.service_id, "/upload/")
    basket = desk.open_basket()
    line = desk.open_line(basket)

    desk.upload(LineTarget(basket, line, "inch"), a_download())

    request = vendor.log.records[-1]
    assert ("/upload/", {"basket_id": basket, "line_id": line, "unit": "inch"}) == (
        request.path,
        request.form,
    )
    assert FileStatus.FINISHED is desk.file_status(basket, line)


def test_who_may_only_look_cannot_order(
    vendor: Local3yourmind, server: Served, request_of_buyer: OrderRequest
) -> None:
    with Transport(server.url, vendor.viewer_token) as other:
        desk: OrderDesk = UserPanel(other, vendor.service_id)
        assert desk.choices(Source.PAYMENT)
        with pytest.raises(NotPermitted):
            desk.submit(request_of_buyer)
