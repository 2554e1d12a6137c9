from decimal import Decimal
from typing import Any

import pytest

from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.local import API, Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent, order_body, plain, stl


def test_the_documented_sequence_leads_to_an_order(agent: Agent, vendor: Local3yourmind) -> None:
    customer = agent.get("internal-ordering/users/?search=lovelace ada")["results"][0]
    basket = agent.post("baskets/")["id"]
    agent.patch(f"baskets/{basket}/", {"customer_id": customer["id"]})
    address = agent.get(f"internal-ordering/users/{customer['id']}/addresses/")[0]["id"]
    payment = agent.get("payment-methods/")[0]["id"]
    shipping = agent.get("shipping-methods/")[0]["id"]
    offer = agent.get("offers/")[0]["id"]
    line = agent.post(f"baskets/{basket}/lines/")["id"]
    agent.patch(
        f"baskets/{basket}/lines/{line}/",
        {"offer_id": offer, "postProcessings": [], "unitPrintPrice": "12.34", "quantity": 2},
    )
    agent.upload(basket, line)
    status = agent.get(f"baskets/{basket}/lines/{line}/file-status/")
    method = {"authorizedAmount": "37.02", "currency": "EUR", "details": {}, "methodId": payment}
    answer = agent.order(
        additionalInformation={"reference": "some test reference"},
        basketId=basket,
        billingAddressId=address,
        pickupLocationId=None,
        fees=[],
        shippingPrice="12.34",
        shipping={"methodId": shipping, "addressId": address, "deliveryInstructions": "string"},
        payment=method,
        voucherCode=None,
        userId=customer["id"],
    )

    order = answer.json()
    assert {"status": "finished"} == status
    assert 201 == answer.status_code
    assert "100001-3D-Project-O1" == order["fullNumber"]
    assert {"name": "Pending", "category": "initial"} == order["status"]
    assert "37.02" == order["totalPrice"]["inclusiveTax"]
    assert "some test reference" == order["additionalInformation"]["reference"]
    assert [order["id"]] == [placed.id for placed in vendor.orders]
    assert 404 == agent.ask("GET", f"baskets/{basket}/").status_code


def test_a_basket_becomes_an_order_only_once(agent: Agent, ready: dict[str, Any]) -> None:
    first, second = agent.order(**ready), agent.order(**ready)

    assert (201, 400) == (first.status_code, second.status_code)
    assert ["basketId"] == list(second.json())


def test_takes_an_order_to_be_picked_up(agent: Agent, ready: dict[str, Any]) -> None:
    ready["pickupLocationId"] = agent.get("pickup-locations/")[0]["id"]

    assert 201 == agent.order(**ready | {"shipping": None}).status_code


def test_the_total_counts_pieces_fees_shipping_and_tax(
    agent: Agent, vendor: Local3yourmind, ada: Customer
) -> None:
    vendor.world.tax_rate = Decimal("0.19")
    basket = agent.basket_for(ada)
    agent.finished_line(basket, price="3.33", quantity=3)
    body = order_body(vendor, ada, basket) | {"fees": [{"name": "Rush", "price": "5.00"}]}
    body["payment"]["authorizedAmount"] = "26.04"

    too_low = agent.order(**body)
    body["payment"]["authorizedAmount"] = "26.05"
    order = agent.order(**body).json()

    assert {"payment": {"authorized_amount": "The total is 26.05 EUR."}} == plain(too_low)
    assert {"exclusiveTax": "21.89", "tax": "4.16", "inclusiveTax": "26.05"} == order["totalPrice"]


def test_a_payment_method_with_fields_wants_them(agent: Agent, ready: dict[str, Any]) -> None:
    method = agent.get("payment-methods/")[2]
    ready["payment"]["methodId"] = method["id"]

    refused = agent.order(**ready)
    ready["payment"]["details"] = {method["fields"][0]["name"]: "4711"}

    details = {"purchase_order_number": "This field is required."}
    assert {"payment": {"details": details}} == plain(refused)
    assert 201 == agent.order(**ready).status_code


def test_takes_either_spelling_of_keys(agent: Agent, ready: dict[str, Any]) -> None:
    ready["basket_id"], ready["user_id"] = ready.pop("basketId"), ready.pop("userId")
    ready["shipping"]["method_id"] = ready["shipping"].pop("methodId")

    assert 201 == agent.order(**ready).status_code


def test_a_reference_that_was_not_given_comes_back_as_null(
    agent: Agent, ready: dict[str, Any]
) -> None:
    order = agent.order(**ready | {"additionalInformation": {"reference": ""}}).json()

    assert {"reference": None} == order["additionalInformation"]


@pytest.mark.parametrize("kind", ["orders", "projects"])
@pytest.mark.parametrize("search", ["100001", "po 17", "LOVELACE", "analytical", "cube.stl"])
def test_finds_orders_and_projects_by(
    agent: Agent, ready: dict[str, Any], kind: str, search: str
) -> None:
    agent.order(**ready)

    page = agent.get(f"{kind}/", params={"search": search, "pageSize": 5})

    assert [100001] == [hit["number"] for hit in page["results"]]
    assert page["results"][0] == agent.get(f"{kind}/{page['results'][0]['id']}/")


def test_lists_the_newest_order_first(agent: Agent, ready: dict[str, Any], ada: Customer) -> None:
    agent.order(**ready)
    basket = agent.basket_for(ada)
    agent.finished_line(basket)
    agent.order(**ready | {"basketId": basket})

    assert [100002, 100001] == [each["number"] for each in agent.get("orders/")["results"]]


@pytest.mark.parametrize("path", ["orders/1/", "projects/1/"])
def test_an_order_that_does_not_exist_is_not_found(agent: Agent, path: str) -> None:
    assert 404 == agent.ask("GET", path).status_code


@pytest.mark.parametrize(
    ("name", "category"),
    [("Printing", "in progress"), ("Shipped", "finished"), ("Waiting for Bob", "in progress")],
)
def test_an_order_can_be_moved_to_another_status(
    agent: Agent, ready: dict[str, Any], name: str, category: str
) -> None:
    order = agent.order(**ready).json()

    agent.vendor.world.set_status(order["id"], name)

    status = agent.get(f"orders/{order['id']}/")["status"]
    assert {"name": name, "category": category} == status


def test_an_order_keeps_what_was_uploaded(agent: Agent, ready: dict[str, Any]) -> None:
    agent.order(**ready)

    upload = agent.vendor.log.matching("POST", f"{API}/files/")[0].file
    placed = agent.vendor.orders[0].lines[0].file
    assert upload is not None
    assert placed is not None
    assert (len(stl()), upload.sha256) == (placed.size, placed.sha256)
