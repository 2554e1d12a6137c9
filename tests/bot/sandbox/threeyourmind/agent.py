"""A plain HTTP client of the local 3YOURMIND, and builders of what it sends."""

from dataclasses import dataclass
from typing import Any

import requests

from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.local import API, Local3yourmind


@dataclass(frozen=True)
class Agent:
    vendor: Local3yourmind
    url: str

    @property
    def panel(self) -> str:
        return f"{API}/service-panel/services/{self.vendor.service_id}"

    def ask(
        self, method: str, path: str, *, token: str | None = None, **rest: Any
    ) -> requests.Response:
        headers = {"Authorization": f"Token {token or self.vendor.token}"} | rest.pop("headers", {})
        url = self.url + (path if path.startswith("/") else f"{self.panel}/{path}")
        options = {"timeout": 10, "allow_redirects": False} | rest
        return requests.request(method, url, headers=headers, **options)  # noqa: S113  # in options

    def get(self, path: str, **rest: Any) -> Any:
        return self._json(self.ask("GET", path, **rest))

    def post(self, path: str, **rest: Any) -> Any:
        return self._json(self.ask("POST", path, **rest))

    def patch(self, path: str, body: Any) -> Any:
        return self._json(self.ask("PATCH", path, json=body))

    def upload(self, basket: int, line: int, **changes: Any) -> requests.Response:
        name, content = changes.get("name", "cube.stl"), changes.get("content", stl())
        texts = {"basket_id": str(basket), "line_id": str(line), "unit": changes.get("unit", "mm")}
        files = {"file": (name, content, "model/x.stl-binary")}
        return self.ask("POST", f"{API}/files/", data=texts, files=files)

    def basket_for(self, customer: Customer) -> int:
        basket: int = self.post("baskets/")["id"]
        self.patch(f"baskets/{basket}/", {"customer_id": customer.id})
        return basket

    def finished_line(self, basket: int, *, price: str = "10.00", quantity: int = 1) -> int:
        line: int = self.post(f"baskets/{basket}/lines/")["id"]
        body = {
            "offer_id": next(iter(self.vendor.world.offers)),
            "unitPrintPrice": price,
            "quantity": quantity,
        }
        self.patch(f"baskets/{basket}/lines/{line}/", body)
        assert self.upload(basket, line).status_code == 201
        return line

    def order(self, **changes: Any) -> requests.Response:
        return self.ask("POST", "internal-ordering/orders/", json=changes)

    def _json(self, answer: requests.Response) -> Any:
        assert answer.ok, f"{answer.status_code} {answer.text}"
        return answer.json()


def stl(facets: int = 12) -> bytes:
    return bytes(80) + facets.to_bytes(4, "little") + bytes(50 * facets)


def order_body(vendor: Local3yourmind, customer: Customer, basket: int) -> dict[str, Any]:
    """An order that the vendor accepts when the basket costs 10.00 before shipping and tax."""
    world = vendor.world
    address = world.addresses_of(customer.id)[0].id
    return {
        "additionalInformation": {"reference": "PO 17"},
        "basketId": basket,
        "billingAddressId": address,
        "pickupLocationId": None,
        "fees": [],
        "shippingPrice": "6.90",
        "shipping": {
            "methodId": next(iter(world.shipping_methods)),
            "addressId": address,
            "deliveryInstructions": "Ring twice",
        },
        "payment": {
            "methodId": next(iter(world.payment_methods)),
            "authorizedAmount": "16.90",
            "currency": "EUR",
            "details": {},
        },
        "voucherCode": None,
        "userId": customer.id,
    }


def plain(answer: requests.Response) -> Any:
    """The error body with single messages instead of lists of one."""

    def unpacked(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: unpacked(inner) for name, inner in value.items()}
        return value[0] if len(value) == 1 else value

    return unpacked(answer.json())
