"""The local user panel, asked as the vendor's own Python client asks: paths, bodies and queries.

The client (push-to-3yourmind) sends an authorization header and nothing else by hand, no body with
its creates, and files to `/upload/` at the root of the host.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
import requests

from bot.sandbox.threeyourmind.catalogue import Customer, Form, FormField, FormOption
from bot.sandbox.threeyourmind.local import API, Local3yourmind
from tests.bot.sandbox.threeyourmind.agent import Agent, plain, stl


@dataclass(frozen=True)
class Client:
    """Asks as the vendor's client does, with the token of a buyer unless told otherwise."""

    agent: Agent
    token: str

    def ask(self, method: str, path: str, **rest: Any) -> requests.Response:
        where = path if path.startswith("/") else f"{API}/{path}"
        return self.agent.ask(method, where, token=self.token, **rest)

    def __call__(self, method: str, path: str, **rest: Any) -> Any:
        answer = self.ask(method, path, **rest)
        assert answer.ok, f"{answer.status_code} {answer.text}"
        return answer.json() if answer.content else ""

    def upload(self, basket: int, line: int, unit: str = "mm") -> Any:
        data = {"basket_id": basket, "unit": unit, "line_id": line}
        return self("POST", "/upload/", data=data, files={"file": ("cube.stl", stl())})

    def line_with_product(self, basket: int, **changes: Any) -> int:
        """Create a line, send its file, and choose the first product of its first material."""
        line: int = self("POST", f"user-panel/baskets/{basket}/lines/")["id"]
        self.upload(basket, line)
        where = f"user-panel/baskets/{basket}/lines/{line}/"
        country = {"country": self("GET", "my-profile/preferences/")["country"]}
        material = self("GET", f"{where}materials/", params=country)[0]["id"]
        product = self("GET", f"{where}materials/{material}/offers/", params=country)[0]["id"]
        body = {"quantity": 1, "offerId": product, "postProcessings": []} | changes
        self("PATCH", where, json=body)
        return line

    def price(self, basket: int, **query: Any) -> requests.Response:
        query = {"currency": "EUR"} | query
        return self.ask("GET", f"user-panel/baskets/{basket}/price/", params=query)


@pytest.fixture
def client(agent: Agent) -> Client:
    return Client(agent, agent.vendor.buyer_token)


@pytest.fixture
def basket(client: Client) -> int:
    key: int = client("POST", "user-panel/baskets/")["id"]
    return key


@pytest.fixture
def body(client: Client, vendor: Local3yourmind, basket: int) -> dict[str, Any]:
    """An order of one piece of 12.34 by a parcel of 6.90 that the vendor accepts."""
    client.line_with_product(basket)
    address = client("GET", "my-profile/addresses/")[0]["id"]
    return {
        "additionalInformation": {"reference": "PO 17"},
        "basketId": basket,
        "billingAddressId": address,
        "shipping": {"methodId": next(iter(vendor.world.shipping_methods)), "addressId": address},
        "pickupLocationId": None,
        "payment": {
            "currency": "EUR",
            "details": {},
            "methodId": next(iter(vendor.world.payment_methods)),
            "authorizedAmount": "19.24",
        },
        "voucherCode": "",
    }


def test_baskets_are_listed_made_titled_and_deleted(client: Client) -> None:
    first, second = (client("POST", "user-panel/baskets/")["id"] for _ in range(2))
    title = client("PATCH", f"user-panel/baskets/{first}/", json={"title": "Rack"})["title"]

    page = client("GET", "user-panel/baskets/", params={"page": 1, "pageSize": 1})
    assert "Rack" == title == client("GET", f"user-panel/baskets/{first}/")["title"]
    assert [second] == [basket["id"] for basket in page.pop("results")]
    assert {"count": 2, "currentPage": 1, "totalPages": 2, "pageSize": 1} == page
    assert "" == client("DELETE", f"user-panel/baskets/{first}/")
    assert 404 == client.ask("GET", f"user-panel/baskets/{first}/").status_code


def test_a_line_gets_file_offer_and_price(client: Client, basket: int) -> None:
    line = client.line_with_product(basket, quantity=3, preferredDueDate="2030-04-01")

    status = client("GET", f"user-panel/baskets/{basket}/lines/{line}/file-status/")
    shown = client("GET", f"user-panel/baskets/{basket}/lines/{line}/")
    assert {"status": "finished"} == status
    assert [shown] == client("GET", f"user-panel/baskets/{basket}/lines/")
    assert (3, "2030-04-01") == (shown["quantity"], shown["preferredDueDate"])
    price = client.price(basket).json()["totalPrice"]
    assert {"exclusiveTax": "37.02", "tax": "0.00", "inclusiveTax": "37.02"} == price


def test_the_lists_that_are_the_same_for_all(client: Client) -> None:
    assert {"code": "DE", "name": "Germany"} in client("GET", "countries/")
    assert ["mm", "inch"] == [unit["id"] for unit in client("GET", "units/")]
    assert "EUR" in client("GET", "currencies/")
    assert ["VAT", "Sales Tax"] == client("GET", "tax-types/")
    assert "PA12" in [material["name"] for material in client("GET", "materials/")]
    assert ["Black", "Blue", "Signal red"] == [c["name"] for c in client("GET", "colors/")]
    assert [] == client("GET", "forms/")


def test_ways_to_pay_and_ship_are_those_of_the_service(client: Client) -> None:
    service = "user-panel/services/1/"

    assert "Invoice" == client("GET", f"{service}payment-methods/")[0]["name"]
    assert "Standard parcel" == client("GET", f"{service}shipping-methods/")[0]["name"]
    assert 404 == client.ask("GET", "user-panel/services/2/payment-methods/").status_code


def test_preferences_can_be_changed(client: Client) -> None:
    changed = client("PUT", "my-profile/preferences/", json={"country": "FR", "unit": "inch"})

    expected = {"country": "FR", "currency": "EUR", "language": "en", "unit": "inch"}
    assert expected == changed == client("GET", "my-profile/preferences/")
    wrong = client.ask("PUT", "my-profile/preferences/", json={"unit": "cm", "country": "ZZ"})
    assert {"unit", "country"} == set(wrong.json())


def test_what_is_not_preferred_is_left_out(client: Client) -> None:
    nothing = {"country": None, "currency": None, "language": None, "unit": "inch"}

    assert "inch" == client("PUT", "my-profile/preferences/", json=nothing)["unit"]


USE = FormField(
    id=2,
    label="Use",
    type="select",
    is_required=True,
    options=(FormOption(id=71, name="Aerospace"), FormOption(id=72, name="Automotive")),
)


@pytest.mark.parametrize(
    ("value", "refused"),
    [
        (72, {}),
        (None, {"fields": ["Use: This field is required."]}),
        ([72], {"fields": [{"value": ["This value does not fit the field."]}]}),
        (73, {"fields": [{"value": ["This value does not fit the field."]}]}),
    ],
)
def test_one_of_several_is_answered_by_its_id_alone(
    client: Client, vendor: Local3yourmind, basket: int, value: object, refused: dict[str, Any]
) -> None:
    vendor.world.forms[70] = Form(id=70, name="Part requirements", fields=(USE,))
    line = client.line_with_product(basket)
    body = {"formId": 70, "fields": [{"formFieldId": 2, "value": value}]}

    said = client.ask("POST", f"user-panel/forms/basket-line/{line}/", json=body).json()

    assert refused == said


def test_an_order_is_placed_listed_and_inspected(client: Client, body: dict[str, Any]) -> None:
    order = client("POST", "user-panel/orders/", json=body)

    (listed,) = client("GET", "user-panel/orders/")["results"]
    assert order == listed == client("GET", f"user-panel/orders/{order['id']}/")
    (line,) = order["lines"]
    assert line == client("GET", f"user-panel/orders/{order['id']}/{line['id']}/")
    assert ("19.24", "12.34") == (order["totalPrice"]["inclusiveTax"], line["unitPrintPrice"])
    assert "buyer@service.example" == order["customer"]["email"]
    assert 404 == client.ask("GET", f"user-panel/baskets/{body['basketId']}/").status_code


def test_a_basket_becomes_an_order_only_once(client: Client, body: dict[str, Any]) -> None:
    client("POST", "user-panel/orders/", json=body)

    assert ["basketId"] == list(client.ask("POST", "user-panel/orders/", json=body).json())


@pytest.mark.parametrize("path", ["", "lines/", "price/?currency=EUR"])
def test_baskets_of_others_are_not_found(
    agent: Agent, client: Client, basket: int, path: str
) -> None:
    other = Client(agent, agent.vendor.token)

    assert 404 == other.ask("GET", f"user-panel/baskets/{basket}/{path}").status_code
    assert [] == other("GET", "user-panel/baskets/")["results"]
    assert 200 == client.price(basket).status_code


def test_the_panels_do_not_see_each_others_baskets(
    agent: Agent, client: Client, basket: int
) -> None:
    services = agent.post("baskets/")["id"]

    assert 404 == agent.ask("GET", f"baskets/{basket}/").status_code
    assert 404 == client.ask("GET", f"user-panel/baskets/{services}/").status_code


def test_the_basket_of_another_is_neither_uploaded_to_nor_ordered(
    agent: Agent, body: dict[str, Any]
) -> None:
    other = Client(agent, agent.vendor.token)
    line = agent.vendor.world.baskets[body["basketId"]].lines[0].id
    data = {"basket_id": body["basketId"], "line_id": line, "unit": "mm"}

    upload = other.ask("POST", "/upload/", data=data, files={"file": ("cube.stl", stl())})
    order = other.ask("POST", "user-panel/orders/", json=body)

    assert ["basketId", "lineId"] == list(upload.json())
    assert "basketId" in order.json()
    assert () == agent.vendor.orders


def test_the_orders_of_others_are_not_found(
    agent: Agent, client: Client, body: dict[str, Any], ready: dict[str, Any]
) -> None:
    mine = client("POST", "user-panel/orders/", json=body)
    theirs = agent.order(**ready).json()

    assert [mine["id"]] == [o["id"] for o in client("GET", "user-panel/orders/")["results"]]
    assert 404 == client.ask("GET", f"user-panel/orders/{theirs['id']}/").status_code


def test_an_offer_needs_a_file_that_is_analysed(
    client: Client, vendor: Local3yourmind, basket: int
) -> None:
    line = client("POST", f"user-panel/baskets/{basket}/lines/")["id"]
    where = f"user-panel/baskets/{basket}/lines/{line}/"

    offer = {"offerId": next(iter(vendor.world.offers))}
    message = "The file of this line has not been analysed."
    assert {"offerId": message} == plain(client.ask("PATCH", where, json=offer))
    assert {"nonFieldErrors": message} == plain(client.ask("GET", f"{where}materials/"))


def test_the_price_is_not_the_callers_to_set(client: Client, basket: int) -> None:
    client.line_with_product(basket, unitPrintPrice="0.01")

    assert "12.34" == client.price(basket).json()["totalPrice"]["inclusiveTax"]


def test_the_price_counts_finishing_shipping_minimum_voucher_and_tax(
    client: Client, vendor: Local3yourmind, basket: int
) -> None:
    offer = next(iter(vendor.world.offers.values()))
    finish = {"postProcessingId": offer.post_processings[1].id, "colorId": None}
    client.line_with_product(basket, quantity=2, postProcessings=[finish])
    method = next(iter(vendor.world.shipping_methods))
    vendor.world.tax_rate, vendor.world.minimum_price = Decimal("0.19"), Decimal(40)

    def gross(**query: Any) -> str:
        total: str = client.price(basket, **query).json()["totalPrice"]["inclusiveTax"]
        return total

    assert "47.60" == gross()
    assert "55.81" == gross(shippingMethodId=method)
    assert "51.92" == gross(shippingMethodId=method, voucherCode="WELCOME10")


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"currency": ""}, "currency"),
        ({"currency": "Euro"}, "currency"),
        ({"currency": "USD"}, "currency"),
        ({"voucherCode": "NONE"}, "voucherCode"),
        ({"shippingMethodId": 999_999}, "shippingMethodId"),
        ({"shippingAddressId": 999_999}, "shippingAddressId"),
        ({"billingAddressId": "me"}, "billingAddressId"),
    ],
)
def test_a_price_is_refused_for(
    client: Client, basket: int, query: dict[str, Any], field: str
) -> None:
    client.line_with_product(basket)

    refused = client.price(basket, **query)

    assert (400, [field]) == (refused.status_code, list(refused.json()))


def test_a_line_without_an_offer_has_no_price(client: Client, basket: int) -> None:
    line = client("POST", f"user-panel/baskets/{basket}/lines/")["id"]

    assert {"nonFieldErrors": f"Line {line} has no offer."} == plain(client.price(basket))


def test_the_addresses_of_a_customer_are_not_the_buyers(
    client: Client, vendor: Local3yourmind, basket: int, ada: Customer
) -> None:
    client.line_with_product(basket)
    (others,) = vendor.world.addresses_of(ada.id)

    refused = client.price(basket, shippingAddressId=others.id)

    message = "This address does not belong to the user."
    assert {"shippingAddressId": message} == plain(refused)


def test_an_address_is_made_and_the_first_stays_the_default(client: Client) -> None:
    default = client("GET", "my-profile/profile/")["defaultAddressId"]
    given = {
        "firstName": "Mary",
        "lastName": "Somerville",
        "line1": "Burntisland 3",
        "zipCode": "KY3",
        "city": "Fife",
        "country": "GB",
        "phoneNumber": "+44",
    }

    made = client("POST", "my-profile/addresses/", json=given)

    assert given == {name: made[name] for name in given}
    assert made == client("GET", f"my-profile/addresses/{made['id']}/")
    assert [default, made["id"]] == [a["id"] for a in client("GET", "my-profile/addresses/")]
    assert default == client("GET", "my-profile/profile/")["defaultAddressId"]


def test_an_address_that_lacks_something_is_refused_at_its_fields(client: Client) -> None:
    given = {"firstName": "", "lastName": None, "zipCode": "1" * 13, "country": "ZZ"}

    refused = client.ask("POST", "my-profile/addresses/", json=given)

    assert {
        "firstName": "This field may not be blank.",
        "lastName": "This field may not be null.",
        "line1": "This field is required.",
        "city": "This field is required.",
        "phoneNumber": "This field is required.",
        "zipCode": "Ensure this field has no more than 12 characters.",
        "country": '"ZZ" is not a valid choice.',
    } == plain(refused)
