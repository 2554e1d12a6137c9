"""The requests of a whole order of the bot's own account, by the vendor's page and client."""

from dataclasses import dataclass

import pytest

from bot.sandbox.threeyourmind.log import LoggedRequest
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.threeyourmind.world import World
from tests.scenarios.case import CUBE, Case
from tests.scenarios.catalogue import key_of
from tests.scenarios.house import House, own

pytestmark = pytest.mark.parametrize("furniture", [own], indirect=True, scope="package")
API = "/api/v2.0"
PANEL = f"{API}/user-panel"
PREFERENCES = ("GET", f"{API}/my-profile/preferences/")


@dataclass(frozen=True)
class Whole:
    """An order of two parts, from a bot that has just started to its number."""

    case: Case
    world: World
    order: Order

    @property
    def before(self) -> list[LoggedRequest]:
        """What was read before there was a basket."""
        every = self.case.requests()
        return every[: [r.method for r in every].index("POST")]

    def about(self, line: int) -> list[tuple[str, str]]:
        """Give what concerned a line alone, in its order, one of each run of the same request."""
        path = f"{self.basket}lines/{line}/"
        upload = [r for r in self.case.requests() if (r.form or {}).get("line_id") == str(line)]
        mine = [r for r in self.case.requests() if r.path.startswith(path) or r in upload]
        calls = [(r.method, r.path) for r in mine]
        return [call for n, call in enumerate(calls) if n == 0 or call != calls[n - 1]]

    @property
    def basket(self) -> str:
        """The path of the basket."""
        return f"{PANEL}/baskets/{self.order.basket_id}/"

    @property
    def lines(self) -> list[int]:
        """The ids of the lines."""
        return [line.id for line in self.order.lines]

    @property
    def address(self) -> int:
        """The id of the account's address."""
        return self.order.billing_address_id


@pytest.fixture(scope="module")
def whole(furniture: House) -> Whole:
    begun = len(furniture.vendor.log.records)
    with furniture.away():
        pass
    case = Case.fresh(furniture)
    case.logged = begun
    case.opened().addressed("Druckgasse 4").filled_as_usual().created().with_part(
        "bracket.stl"
    ).with_part("lid.stl", CUBE[:-1] + b"\1")
    case.offers("Place order")
    case.edit_part("lid.stl")
    case.ada.choose("Finishing", "Dyed, signal red")
    case.ada.type("Quantity", "3")
    case.ada.submit()
    case.shows("75.87 EUR")
    return Whole(case, furniture.vendor.world, case.place().placed())


def test_the_lists_are_read_before_anybody_asks(whole: Whole) -> None:
    assert {
        f"{API}/my-profile/profile/",
        f"{API}/my-profile/preferences/",
        f"{API}/my-profile/addresses/",
        f"{API}/countries/",
        f"{API}/forms/",
        f"{API}/materials/",
        f"{PANEL}/services/1/payment-methods/",
        f"{PANEL}/services/1/shipping-methods/",
        f"{PANEL}/services/1/pickup-locations/",
    } == {r.path for r in whole.before}


def test_nothing_is_asked_of_the_service_panel(whole: Whole) -> None:
    assert [] == [r for r in whole.case.requests() if "service-panel" in r.path]


def test_every_line_goes_through_the_documented_steps(whole: Whole) -> None:
    material = key_of(whole.world.materials, "PA12")
    one, two = (f"{whole.basket}lines/{line}/" for line in whole.lines)

    def steps(path: str) -> list[tuple[str, str]]:
        return [
            ("POST", f"{API}/files/"),
            ("GET", f"{path}file-status/"),
            ("GET", f"{path}materials/{material}/offers/"),
            ("PATCH", path),
        ]

    assert steps(one) == whole.about(whole.lines[0])
    assert steps(two) == whole.about(whole.lines[1])[:4]
    assert ("PATCH", two) == whole.about(whole.lines[1])[-1]


def test_offers_are_those_for_the_country_of_the_account(whole: Whole) -> None:
    asked = whole.case.requests("GET", "*/offers/")

    assert [{"country": "DE"}] * len(asked) == [request.query for request in asked]


def test_one_basket_is_made_with_a_line_for_each_part_and_ordered_once(whole: Whole) -> None:
    posts = [(r.method, r.path) for r in whole.case.requests("POST")]

    assert [
        ("POST", f"{PANEL}/baskets/"),
        ("POST", f"{whole.basket}lines/"),
        ("POST", f"{API}/files/"),
        ("POST", f"{whole.basket}lines/"),
        ("POST", f"{API}/files/"),
        ("POST", f"{PANEL}/orders/"),
    ] == posts


def test_a_line_says_offer_finishing_and_quantity(whole: Whole) -> None:
    offer = key_of(whole.world.offers, "PA12, white")
    dyed = whole.world.offers[offer].post_processings[0]
    red = next(colour.id for colour in dyed.colours if colour.name == "Signal red")
    line = {"offerId": offer, "postProcessings": [], "quantity": 1}

    assert [
        line,
        line,
        {
            "offerId": offer,
            "postProcessings": [{"postProcessingId": dyed.id, "colorId": red}],
            "quantity": 3,
        },
    ] == [r.body for r in whole.case.requests("PATCH")]


def test_the_price_is_asked_with_all_that_it_depends_on(whole: Whole) -> None:
    asked = whole.case.requests("GET", f"{whole.basket}price/")

    query = {
        "currency": "EUR",
        "billingAddressId": str(whole.address),
        "shippingAddressId": str(whole.address),
        "shippingMethodId": str(key_of(whole.world.shipping_methods, "Standard parcel")),
    }
    assert [query] * len(asked) == [r.query for r in asked]


def test_the_price_is_asked_once_more_right_before_the_order(whole: Whole) -> None:
    *_, price, order = whole.case.requests()

    assert ("GET", f"{whole.basket}price/") == (price.method, price.path)
    assert ("POST", f"{PANEL}/orders/") == (order.method, order.path)


def test_the_order_says_what_it_depends_on_and_the_total_that_was_shown(whole: Whole) -> None:
    (order,) = whole.case.requests("POST", f"{PANEL}/orders/")

    assert {
        "additionalInformation": {"reference": f"{whole.case.id} PO 17"},
        "basketId": whole.order.basket_id,
        "billingAddressId": whole.address,
        "pickupLocationId": None,
        "shipping": {
            "methodId": key_of(whole.world.shipping_methods, "Standard parcel"),
            "addressId": whole.address,
            "deliveryInstructions": "",
        },
        "payment": {
            "methodId": key_of(whole.world.payment_methods, "Invoice"),
            "authorizedAmount": "75.87",
            "currency": "EUR",
            "details": {},
        },
        "voucherCode": None,
    } == order.body


def test_every_request_carries_the_documented_headers(whole: Whole) -> None:
    for request in whole.case.requests():
        assert "application/json" == request.headers["accept"]
        assert "Token" == request.headers["authorization"]
        assert "cookie" not in request.headers
