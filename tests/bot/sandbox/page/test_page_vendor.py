from typing import Any

import pytest

from bot.sandbox.threeyourmind.local import API, Local3yourmind
from bot.sandbox.town import Town
from tests.bot.sandbox.page.visitor import Json, Visitor
from tests.bot.sandbox.threeyourmind.agent import Agent, order_body


@pytest.fixture
def vendor(place: Town) -> Local3yourmind:
    place.stage.vendor.world.analysis_seconds = 0
    return place.stage.vendor


@pytest.fixture
def ordered(place: Town, vendor: Local3yourmind) -> Json:
    """An order as 3YOURMIND answers it."""
    agent = Agent(vendor, place.stage.vendor_url)
    customer = next(c for c in vendor.world.customers.values() if c.first_name == "Grace")
    basket = agent.basket_for(customer)
    agent.finished_line(basket, quantity=1)
    found: Json = agent.order(**order_body(vendor, customer, basket)).json()
    return found


def shown(ada: Visitor, kind: str) -> list[Any]:
    found: list[Any] = ada.saw("/api/vendor")[kind]
    return found


def test_customers_are_shown_with_their_addresses(ada: Visitor) -> None:
    customers = {one["name"]: one for one in shown(ada, "customers")}
    grace = customers["Grace Hopper"]

    assert [] == customers["Alan Turing"]["addresses"]
    assert "1 Yard Street, 22202 Arlington, US" == grace["addresses"][0]
    assert ("Compilers & Sons", 0) == (grace["company"], grace["orders"])


def test_whoever_has_a_basket_of_their_own_is_shown_with_it(
    place: Town, vendor: Local3yourmind, ada: Visitor
) -> None:
    assert "Printing Buyer" not in [one["name"] for one in shown(ada, "customers")]

    agent = Agent(vendor, place.stage.vendor_url)
    answer = agent.ask("POST", f"{API}/user-panel/baskets/", token=vendor.buyer_token)

    (found,) = shown(ada, "baskets")
    owner = next(one for one in shown(ada, "customers") if one["name"] == "Printing Buyer")
    assert (answer.json()["id"], owner["id"]) == (found["id"], found["customer"])


def test_a_basket_is_shown_with_its_lines_and_files(
    place: Town, vendor: Local3yourmind, ada: Visitor
) -> None:
    agent = Agent(vendor, place.stage.vendor_url)
    customer = next(iter(vendor.world.customers.values()))
    basket = agent.basket_for(customer)
    agent.finished_line(basket, price="12.50", quantity=3)
    agent.post(f"baskets/{basket}/lines/")

    (found,) = shown(ada, "baskets")
    assert (basket, customer.id) == (found["id"], found["customer"])
    full, empty = found["lines"]
    assert {
        "offer": "PA12, white",
        "quantity": 3,
        "price": "12.50 EUR",
        "file": "cube.stl",
        "file_status": "finished",
    }.items() <= full.items()
    assert (None, None, None) == (empty["offer"], empty["price"], empty["file"])


def test_an_order_is_shown_and_its_status_moved(
    vendor: Local3yourmind, ordered: Json, ada: Visitor
) -> None:
    (found,) = shown(ada, "orders")
    assert (str(ordered["number"]), "PO 17", "Pending", "16.90 EUR") == (
        found["number"],
        found["reference"],
        found["status"],
        found["total"],
    )
    assert ["Pending", "Printing", "Shipped"] == shown(ada, "statuses")
    assert [] == shown(ada, "baskets")

    ada.did("vendor/status", order=found["id"], status="Shipped")
    assert "Shipped" == vendor.orders[0].status.name
    assert "Shipped" == shown(ada, "orders")[0]["status"]


def test_only_known_orders_get_known_statuses(ordered: Json, ada: Visitor) -> None:
    unknown = (400, "There is no status Lost.")

    assert unknown == ada.could_not("vendor/status", order=ordered["id"], status="Lost")
    assert 404 == ada.post("vendor/status", order=0, status="Shipped").status_code
    assert 400 == ada.post("vendor/status", order="x", status="Shipped").status_code
