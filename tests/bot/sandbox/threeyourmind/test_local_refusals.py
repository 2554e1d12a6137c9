from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent, order_body, plain

Change = Callable[[dict[str, Any]], object]


def put(*path: str, value: Any) -> Change:
    def change(body: dict[str, Any]) -> None:
        for name in path[:-1]:
            body = body[name]
        body[path[-1]] = value

    return change


REFUSALS: list[tuple[Change, dict[str, Any]]] = [
    (put("basketId", value=999_999), {"basketId": 'Invalid pk "999999" - object does not exist.'}),
    (put("userId", value=None), {"userId": "This field may not be null."}),
    (lambda body: body.pop("billingAddressId"), {"billingAddressId": "This field is required."}),
    (
        put("shippingPrice", value=6.9),
        {"shippingPrice": 'A decimal string with two places is required, such as "12.34".'},
    ),
    (
        put("shippingPrice", value="6.9"),
        {"shippingPrice": 'A decimal string with two places is required, such as "12.34".'},
    ),
    (
        put("shipping", value=None),
        {"nonFieldErrors": "Choose either a shipping method or a pickup location."},
    ),
    (put("voucherCode", value="SUMMER"), {"voucherCode": "This voucher does not exist."}),
    (
        put("shipping", "methodId", value=999_999),
        {"shipping": {"method_id": 'Invalid pk "999999" - object does not exist.'}},
    ),
    (
        put("payment", "methodId", value=999_999),
        {"payment": {"method_id": 'Invalid pk "999999" - object does not exist.'}},
    ),
    (
        put("payment", "currency", value="USD"),
        {"payment": {"currency": "The service's currency is EUR."}},
    ),
    (
        put("payment", "authorizedAmount", value="16.89"),
        {"payment": {"authorized_amount": "The total is 16.90 EUR."}},
    ),
]


@pytest.mark.parametrize(("change", "problem"), REFUSALS)
def test_refuses_an_order_with(
    agent: Agent, ready: dict[str, Any], change: Change, problem: dict[str, Any]
) -> None:
    change(ready)

    answer = agent.order(**ready)

    assert 400 == answer.status_code
    assert problem == plain(answer)
    assert () == agent.vendor.orders


def test_refuses_pickup_together_with_shipping(agent: Agent, ready: dict[str, Any]) -> None:
    ready["pickupLocationId"] = agent.get("pickup-locations/")[0]["id"]

    assert ["nonFieldErrors"] == list(agent.order(**ready).json())


def test_refuses_the_addresses_of_somebody_else(agent: Agent, ready: dict[str, Any]) -> None:
    world, user = agent.vendor.world, ready["userId"]
    other = next(each.id for each in world.addresses.values() if each.customer_id != user)
    ready["shipping"]["addressId"] = ready["billingAddressId"] = other
    message = "This address does not belong to the user."

    answer = agent.order(**ready)

    assert {"billingAddressId": message, "shipping": {"address_id": message}} == plain(answer)


def test_refuses_a_user_who_does_not_own_the_basket(agent: Agent, ready: dict[str, Any]) -> None:
    agent.patch(f"baskets/{ready['basketId']}/", {"customer_id": max(agent.vendor.world.customers)})

    assert {"userId": "The basket belongs to another user."} == plain(agent.order(**ready))


def test_refuses_an_empty_basket(agent: Agent, vendor: Local3yourmind, ada: Customer) -> None:
    body = order_body(vendor, ada, agent.basket_for(ada))

    assert {"basketId": "The basket is empty."} == plain(agent.order(**body))


def test_refuses_a_line_that_lacks_something(agent: Agent, ready: dict[str, Any]) -> None:
    basket = ready["basketId"]
    line = agent.post(f"baskets/{basket}/lines/")["id"]
    path = f"baskets/{basket}/lines/{line}/"

    lacks = [plain(agent.order(**ready))]
    agent.patch(path, {"offerId": agent.get("offers/")[0]["id"]})
    lacks.append(plain(agent.order(**ready)))
    agent.patch(path, {"unit_print_price": "0.00"})
    lacks.append(plain(agent.order(**ready)))
    agent.upload(basket, line)

    missing = ["no offer", "no price", "no file that has been analysed"]
    assert [{"basketId": f"Line {line} has {lack}."} for lack in missing] == lacks
    assert 201 == agent.order(**ready).status_code


def test_refuses_a_line_whose_file_is_still_analysed(
    agent: Agent, ready: dict[str, Any], vendor: Local3yourmind
) -> None:
    vendor.world.analysis_seconds = 60
    line = agent.get(f"baskets/{ready['basketId']}/lines/")[0]["id"]
    agent.upload(ready["basketId"], line)

    assert 400 == agent.order(**ready).status_code
