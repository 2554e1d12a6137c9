"""The requests of a whole order, as 3YOURMIND's page "Place Orders Programmatically" has them."""

import hashlib
from dataclasses import dataclass
from itertools import groupby

import pytest

from bot.sandbox.threeyourmind.log import LoggedRequest
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.threeyourmind.world import World
from tests.scenarios.case import CUBE, Case
from tests.scenarios.catalogue import key_of
from tests.scenarios.house import House, by_http

pytestmark = pytest.mark.parametrize("furniture", [by_http], indirect=True, scope="package")
API = "/api/v2.0"
SERVICE = f"{API}/service-panel/services/1"
OTHER_CUBE = CUBE[:-1] + b"\1"


@dataclass(frozen=True)
class Whole:
    """An order of two parts, from a bot that has just started to its number."""

    case: Case
    world: World
    order: Order

    @property
    def reads(self) -> list[LoggedRequest]:
        """The lists that were asked for while the form was filled in."""
        return [r for r in self.case.requests("GET") if "file-status" not in r.path]

    @property
    def made(self) -> list[LoggedRequest]:
        """Everything else in its order, one of each run of looks at the same file."""
        rest = [r for r in self.case.requests() if r not in self.reads]
        runs = groupby(rest, key=lambda r: (r.method, r.path) if "status" in r.path else id(r))
        return [next(run) for _, run in runs]

    @property
    def uploads(self) -> list[LoggedRequest]:
        """The files on their way."""
        return [r for r in self.made if r.file is not None]

    @property
    def customer(self) -> int:
        """The id of the customer."""
        return key_of(self.world.customers, "ada@customers.example")

    @property
    def basket(self) -> str:
        """The path of the basket."""
        return f"{SERVICE}/baskets/{self.order.basket_id}/"

    @property
    def lines(self) -> list[int]:
        """The ids of the lines."""
        return [line.id for line in self.order.lines]


@pytest.fixture(scope="module")
def whole(furniture: House) -> Whole:
    begun = len(furniture.vendor.log.records)
    with furniture.away():
        pass
    case = Case.fresh(furniture)
    case.logged = begun
    case.answered().with_part("bracket.stl").with_part("lid.stl", OTHER_CUBE)
    case.edit_part("bracket.stl")
    case.ada.choose("Finishing", "Dyed, signal red")
    case.ada.submit()
    case.awaits("PATCH", "*/lines/*", count=3)
    case.edit_part("lid.stl")
    case.ada.type("Quantity", "3")
    case.ada.submit()
    case.awaits("PATCH", "*/lines/*", count=4)
    case.shows("3 × 12.34 EUR")
    return Whole(case, furniture.vendor.world, case.place().placed())


def test_the_lists_are_read_while_the_form_is_filled_in(whole: Whole) -> None:
    assert {
        f"{SERVICE}/internal-ordering/users/",
        f"{SERVICE}/internal-ordering/users/{whole.customer}/addresses/",
        f"{SERVICE}/payment-methods/",
        f"{SERVICE}/shipping-methods/",
        f"{SERVICE}/pickup-locations/",
        f"{SERVICE}/offers/",
    } == {r.path for r in whole.reads}


def test_an_order_of_two_parts_is_made_by_the_documented_requests(whole: Whole) -> None:
    one, two = (f"{whole.basket}lines/{line}/" for line in whole.lines)

    assert [
        ("POST", f"{SERVICE}/baskets/"),
        ("PATCH", whole.basket),
        ("POST", f"{whole.basket}lines/"),
        ("PATCH", one),
        ("POST", f"{API}/files/"),
        ("GET", f"{one}file-status/"),
        ("POST", f"{whole.basket}lines/"),
        ("PATCH", two),
        ("POST", f"{API}/files/"),
        ("GET", f"{two}file-status/"),
        ("PATCH", one),
        ("PATCH", two),
        ("POST", f"{SERVICE}/internal-ordering/orders/"),
    ] == [(r.method, r.path) for r in whole.made]


def test_creates_and_looks_have_no_body(whole: Whole) -> None:
    bare = [r for r in whole.made if r.method == "GET" or r.path.endswith(("baskets/", "lines/"))]

    assert 5 == len(bare)
    assert all(r.body is None and r.form is None for r in bare)


def test_the_basket_is_for_the_customer(whole: Whole) -> None:
    (request,) = [r for r in whole.made if (r.method, r.path) == ("PATCH", whole.basket)]

    assert {"customer_id": whole.customer} == request.body


def test_a_line_says_material_finishing_price_and_quantity(whole: Whole) -> None:
    offer = key_of(whole.world.offers, "PA12, white")
    dyed = whole.world.offers[offer].post_processings[0]
    red = next(colour.id for colour in dyed.colours if colour.name == "Signal red")
    line = {"offer_id": offer, "postProcessings": [], "unitPrintPrice": "12.34", "quantity": 1}

    assert [
        line,
        line,
        {**line, "postProcessings": [{"postProcessingId": dyed.id, "colorId": red}]},
        {**line, "quantity": 3},
    ] == [r.body for r in whole.made if r.method == "PATCH" and "/lines/" in r.path]


def test_the_files_are_sent_as_forms_byte_for_byte(whole: Whole) -> None:
    basket = str(whole.order.basket_id)
    sent = [r.file for r in whole.uploads if r.file is not None]

    assert [{"basket_id": basket, "line_id": str(line), "unit": "mm"} for line in whole.lines] == [
        r.form for r in whole.uploads
    ]
    assert [
        (name, "model/x.stl-binary", len(content), hashlib.sha256(content).hexdigest())
        for name, content in (("bracket.stl", CUBE), ("lid.stl", OTHER_CUBE))
    ] == [(file.name, file.content_type, file.size, file.sha256) for file in sent]


def test_the_order_says_everything_once_more(whole: Whole) -> None:
    world, address = whole.world, whole.world.customers[whole.customer].default_address_id

    assert {
        "additionalInformation": {"reference": f"{whole.case.id} PO 17"},
        "basketId": whole.order.basket_id,
        "billingAddressId": address,
        "pickupLocationId": None,
        "fees": [],
        "shippingPrice": "4.90",
        "shipping": {
            "methodId": key_of(world.shipping_methods, "Standard parcel"),
            "addressId": address,
            "deliveryInstructions": "",
        },
        "payment": {
            "methodId": key_of(world.payment_methods, "Invoice"),
            "authorizedAmount": "64.57",
            "currency": "EUR",
            "details": {},
        },
        "voucherCode": None,
        "userId": whole.customer,
    } == whole.made[-1].body


def test_every_request_carries_the_documented_headers(whole: Whole) -> None:
    for request in whole.case.requests():
        is_upload = request.path == f"{API}/files/"
        kind = "multipart/form-data; boundary=" if is_upload else "application/json"
        assert "application/json" == request.headers["accept"]
        assert request.headers["content-type"].startswith(kind)
        assert "Token" == request.headers["authorization"]
