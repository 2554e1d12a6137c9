from dataclasses import replace

import pytest

from bot.sandbox.threeyourmind.faults import Answer
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from state.order import OrderRequest
from state.problems import Missing


@pytest.fixture
def desk(vendor: Local3yourmind, transport: Transport) -> ServicePanel:
    return ServicePanel(transport, vendor.service_id)


def test_placed_orders_are_listed_page_by_page_with_their_names(
    desk: ServicePanel, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    placed = desk.submit(request_of_ada)
    several(vendor, 150)
    first, second = desk.placed_orders(1), desk.placed_orders(2)

    assert [(100, False), (50, True)] == [(len(p.orders), p.is_last) for p in (first, second)]
    assert placed == second.orders[-1].order
    assert {"PD7K3M", "100001", "100001-3D-Project-O1"} == second.orders[-1].names
    assert ["1", "2"] == [r.query["page"] for r in vendor.log.matching("GET", "*/orders/")]


def test_placed_orders_are_listed_through_projects_where_they_have_no_list(
    desk: ServicePanel, request_of_ada: OrderRequest, vendor: Local3yourmind
) -> None:
    placed = desk.submit(request_of_ada)
    vendor.switches.on(Answer(404), path="*/services/1/orders/")
    page = desk.placed_orders(1)

    assert ([placed], True) == ([entry.order for entry in page.orders], page.is_last)


@pytest.mark.parametrize(("word", "final"), [("Printing", False), ("Shipped", True)])
def test_whether_a_status_is_the_last_one_follows_from_its_category(
    desk: ServicePanel,
    request_of_ada: OrderRequest,
    vendor: Local3yourmind,
    word: str,
    *,
    final: bool,
) -> None:
    desk.submit(request_of_ada)
    vendor.world.set_status(vendor.orders[0].id, word)
    (entry,) = desk.placed_orders(1).orders

    assert (word, final) == (entry.order.status, entry.order.final)


def test_a_basket_can_be_deleted_once(desk: ServicePanel, vendor: Local3yourmind) -> None:
    basket = desk.open_basket()
    desk.drop_basket(basket)

    assert {} == vendor.world.baskets
    with pytest.raises(Missing):
        desk.drop_basket(basket)


def several(vendor: Local3yourmind, count: int) -> None:
    """Let the vendor have so many orders in all."""
    first = vendor.orders[0]
    for n in range(1, count):
        vendor.world.orders[first.id + n] = replace(
            first, id=first.id + n, number=first.number + n, reference=""
        )
