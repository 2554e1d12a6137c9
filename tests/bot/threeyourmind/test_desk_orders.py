from dataclasses import replace
from decimal import Decimal

import pytest

from bot.sandbox.threeyourmind.faults import (
    Answer,
    Drop,
    Fault,
    Moment,
    server_error,
)
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from state.order import OrderRequest
from state.ports import OrderDesk, PlacedOrder
from state.problems import Broken, DeskError, Missing, NotPermitted, Refused
from tests.bot.threeyourmind.answering import answers
from tests.bot.threeyourmind.requests_of import a_request

ORDERS = "*/internal-ordering/orders/"


def test_a_basket_can_be_filled_and_ordered(
    desk: OrderDesk, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    placed = desk.submit(request_of_ada)

    (order,) = vendor.orders
    assert PlacedOrder(number=str(order.number), key=str(order.id), status="Pending") == placed
    assert "PD7K3M PO 17" == order.reference
    assert [2] == [line.quantity for line in order.lines]
    assert placed == desk.find("PD7K3M")
    assert placed == desk.find(str(order.number))
    assert desk.find("PD7K3") is None
    assert desk.find("Lovelace") is None


def test_an_order_can_be_collected(
    desk: OrderDesk, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    location = next(iter(vendor.world.pickup_locations))
    collected = {"delivery": f"pickup:{location}", "shipping_address": None}
    desk.submit(request_of_ada.but(shipping_price=Decimal(0), **collected))

    assert [(location, None)] == [(o.pickup_location_id, o.shipping) for o in vendor.orders]


def test_the_calls_are_the_documented_ones(
    desk: OrderDesk, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    desk.file_status(request_of_ada.basket, request_of_ada.lines[0][0])
    desk.submit(request_of_ada)

    service, basket = "/api/v2.0/service-panel/services/1", request_of_ada.basket
    line = f"{service}/baskets/{basket}/lines/{request_of_ada.lines[0][0]}/"
    expected = [
        ("POST", f"{service}/baskets/"),
        ("POST", f"{service}/baskets/{basket}/lines/"),
        ("PATCH", f"{service}/baskets/{basket}/"),
        ("PATCH", line),
        ("POST", "/api/v2.0/files/"),
        ("GET", f"{line}file-status/"),
        ("POST", f"{service}/internal-ordering/orders/"),
    ]
    assert expected == [(request.method, request.path) for request in vendor.log.records]


@pytest.mark.parametrize("body", ["", "{}", "[]", '{"status": "Pending"}', "<html>"])
def test_an_order_without_a_number_has_an_unknown_outcome(
    desk: OrderDesk, vendor: Local3yourmind, body: str
) -> None:
    answers(vendor, body, ORDERS)

    with pytest.raises(Broken) as caught:
        desk.submit(a_request())
    assert not caught.value.undone


@pytest.mark.parametrize(
    ("fault", "orders"),
    [(Drop(Moment.BEFORE), 0), (Drop(Moment.AFTER), 1), (server_error(502), 0)],
)
def test_an_order_is_sent_once_whatever_happens(
    desk: OrderDesk,
    request_of_ada: OrderRequest,
    vendor: Local3yourmind,
    fault: Fault,
    orders: int,
) -> None:
    vendor.switches.on(fault, path=ORDERS)

    with pytest.raises(DeskError) as caught:
        desk.submit(request_of_ada)
    assert not caught.value.undone
    assert 1 == len(vendor.log.matching("POST", ORDERS))
    assert orders == len(vendor.orders)
    assert orders == int(desk.find("PD7K3M") is not None)


def test_a_refused_order_says_what_is_wrong(
    desk: OrderDesk, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    with pytest.raises(Refused) as caught:
        desk.submit(request_of_ada.but(amount=Decimal(1)))

    assert {"payment.authorizedAmount": ("The total is 26.90 EUR.",)} == caught.value.fields
    assert caught.value.undone
    assert () == vendor.orders


def test_a_user_without_the_right_may_not_order(
    vendor: Local3yourmind, transport: Transport, request_of_ada: OrderRequest
) -> None:
    root = transport._root.removesuffix("/api/v2.0/")
    with Transport(root, vendor.viewer_token) as other:
        desk: OrderDesk = ServicePanel(other, vendor.service_id)
        assert desk.customers("Lovelace")
        with pytest.raises(NotPermitted):
            desk.submit(request_of_ada)


def test_orders_are_found_through_projects_where_they_have_no_list(
    desk: OrderDesk, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    placed = desk.submit(request_of_ada)
    vendor.switches.on(Answer(404), path="*/services/1/orders/")

    assert placed == desk.find("PD7K3M")
    assert {"search": "PD7K3M", "pageSize": "100"} == vendor.log.records[-1].query


@pytest.mark.parametrize("text", ["lovelace", "ada@customers.example", "PO 17", "bracket"])
@pytest.mark.parametrize("projects", [False, True])
def test_an_order_is_searched_by_what_people_know_of_it(
    desk: OrderDesk,
    request_of_ada: OrderRequest,
    vendor: Local3yourmind,
    text: str,
    *,
    projects: bool,
) -> None:
    placed = desk.submit(request_of_ada)
    if projects:
        vendor.switches.on(Answer(404), path="*/services/1/orders/")
    (hit,) = desk.search(f" {text} ")

    assert placed == hit.order
    assert hit.customer.startswith("Ada Lovelace")
    assert "PD7K3M PO 17" == hit.reference
    assert {"search": text, "pageSize": "100"} == vendor.log.records[-1].query
    assert () == desk.search("turing")


def test_where_nothing_can_be_searched_that_is_said(
    desk: OrderDesk, vendor: Local3yourmind
) -> None:
    vendor.switches.on(Answer(404), method="GET")

    with pytest.raises(Missing):
        desk.find("PD7K3M")


def test_the_oldest_of_several_orders_with_one_reference_is_found(
    desk: OrderDesk, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    placed = desk.submit(request_of_ada)
    first = vendor.orders[0]
    vendor.world.orders[first.id + 1] = replace(first, id=first.id + 1, number=first.number + 1)

    assert placed == desk.find("PD7K3M PO 17")
