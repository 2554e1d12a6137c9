"""The vendor's page "Place Orders Programmatically", request by request, with curl."""

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import API
from tests.bench.processes import pause

POLL = 1.0
"""Seconds between two questions for the state of a file."""
ORDER: dict[str, Any] = {
    "additionalInformation": {"reference": "some test reference"},
    "pickupLocationId": None,
    "fees": [],
    "shippingPrice": "12.34",
    "voucherCode": None,
}


@dataclass(frozen=True)
class Example:
    """Twelve calls in a row, each by a curl of its own as in the example."""

    stage: Stage
    part: Path

    def place(self) -> float:
        """Place an order, and give the seconds that it took."""
        begun = time.monotonic()
        self._place()
        return time.monotonic() - begun

    def _place(self) -> None:
        service = f"service-panel/services/{self.stage.vendor.service_id}"
        users = f"{service}/internal-ordering/users/"
        customer = self._get(f"{users}?search=hopper")["results"][0]["id"]
        basket = self._send("POST", f"{service}/baskets/")["id"]
        path = f"{service}/baskets/{basket}/"
        self._send("PATCH", path, {"customer_id": customer})
        address = self._get(f"{users}{customer}/addresses/")[0]["id"]
        payment = self._get(f"{service}/payment-methods/")[0]["id"]
        shipping = self._get(f"{service}/shipping-methods/")[0]["id"]
        offer = self._get(f"{service}/offers/")[0]["id"]
        line = self._send("POST", f"{path}lines/")["id"]
        said = {"offer_id": offer, "postProcessings": [], "unitPrintPrice": "12.34"}
        self._send("PATCH", f"{path}lines/{line}/", said)
        form = (f"file=@{self.part}", f"basket_id={basket}", f"line_id={line}", "unit=mm")
        self._curl("files/", *(word for field in form for word in ("-F", field)))
        while self._get(f"{path}lines/{line}/file-status/")["status"] != "finished":
            pause(POLL)
        paid = {"methodId": payment, "authorizedAmount": "24.68", "currency": "EUR", "details": {}}
        shipped = {"methodId": shipping, "addressId": address, "deliveryInstructions": ""}
        order = {"basketId": basket, "billingAddressId": address, "userId": customer}
        whole = ORDER | order | {"payment": paid, "shipping": shipped}
        self._send("POST", f"{service}/internal-ordering/orders/", whole)

    def _get(self, path: str) -> Any:
        return self._curl(path)

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        data = () if body is None else ("-d", json.dumps(body))
        return self._curl(path, "-X", method, "-H", "Content-Type: application/json", *data)

    def _curl(self, path: str, *words: str) -> Any:
        token = f"Authorization: Token {self.stage.vendor.token}"
        url = f"{self.stage.vendor_url}{API}/{path}"
        command = ["curl", "-s", "--fail-with-body", "-H", "Accept: application/json", "-H", token]
        done = subprocess.run([*command, *words, url], capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        if done.returncode:
            raise SystemExit(f"curl {path}: {done.stdout} {done.stderr}")
        return json.loads(done.stdout)
