"""The bodies of requests, in the spelling and the order of 3YOURMIND's page on placing orders."""

from decimal import Decimal
from typing import Any

from pydantic.alias_generators import to_camel

from bot.threeyourmind.guesses import (
    NOT_OF_OWN_ORDERS,
    REFERENCE_LIMIT,
    delivery,
    form_value,
    line_extras,
    post_processing,
)
from bot.threeyourmind.keys import SHIPPING, wire_id
from bot.threeyourmind.words import plain_ascii
from state.address import NewAddress
from state.money import rounded
from state.order import OrderRequest, PriceQuery
from state.part import LineSpec
from state.requirements import Answered


def customer_body(customer: str) -> dict[str, Any]:
    """Say for whom a basket is."""
    return {"customer_id": wire_id(customer)}


def line_body(spec: LineSpec) -> dict[str, Any]:
    """Say everything about a line, at our price."""
    if spec.price is None:
        raise ValueError("a line at our price has no price")
    return {
        "offer_id": wire_id(spec.material),
        "postProcessings": [post_processing(key) for key in spec.finishing],
        "unitPrintPrice": amount(spec.price),
        **line_extras(spec),
    }


def own_line_body(spec: LineSpec, offer: str) -> dict[str, Any]:
    """Say everything about a line whose price is 3YOURMIND's."""
    return {
        "offerId": wire_id(offer),
        "postProcessings": [post_processing(key) for key in spec.finishing],
        **line_extras(spec),
    }


def order_body(request: OrderRequest) -> dict[str, Any]:
    """Order a basket for a customer, at our prices."""
    pickup, shipping = delivery(request)
    return {
        "additionalInformation": {"reference": reference(request.reference)},
        "basketId": wire_id(request.basket),
        "billingAddressId": wire_id(request.billing_address),
        "pickupLocationId": pickup,
        "fees": [],
        "shippingPrice": amount(request.shipping_price),
        "shipping": shipping,
        "payment": {
            "methodId": wire_id(request.payment),
            "authorizedAmount": amount(request.amount),
            "currency": request.currency,
            "details": {},
        },
        "voucherCode": request.voucher or None,
        "userId": request.customer and wire_id(request.customer),
    }


def own_order_body(request: OrderRequest) -> dict[str, Any]:
    """Order a basket for the token's own user, at 3YOURMIND's price."""
    return {name: v for name, v in order_body(request).items() if name not in NOT_OF_OWN_ORDERS}


def price_query(query: PriceQuery) -> dict[str, str | int]:
    """Ask for a price; what is not answered is left out, and so is a pickup: it has no field."""
    ids = {
        "shippingAddressId": query.shipping_address,
        "billingAddressId": query.billing_address,
        "shippingMethodId": _shipping_method(query.delivery),
    }
    asked: dict[str, str | int] = {"currency": query.currency}
    asked |= {name: wire_id(key) for name, key in ids.items() if key is not None}
    return asked | ({"voucherCode": query.voucher} if query.voucher else {})


def address_body(address: NewAddress) -> dict[str, Any]:
    """Say everything about a new address, in its fields of the profile."""
    texts = address.model_dump(exclude={"use", "country"})
    country = address.country.key if address.country else ""
    return {to_camel(name): text for name, text in texts.items()} | {"country": country}


def form_body(given: Answered) -> dict[str, Any]:
    """Answer a form of the organisation for a line."""
    return {
        "formId": wire_id(given.form),
        "fields": [
            {"formFieldId": wire_id(one.field), "value": form_value(one)} for one in given.answers
        ],
    }


def _shipping_method(delivery: str | None) -> str | None:
    way = delivery or ""
    return way.removeprefix(SHIPPING) if way.startswith(SHIPPING) else None


def amount(money: Decimal) -> str:
    """Give an amount as 3YOURMIND writes it, with two decimal places."""
    return f"{rounded(money):f}"


def reference(text: str) -> str:
    """Give a reference as it is sent and found again: ASCII, and not too long."""
    return plain_ascii(text)[:REFERENCE_LIMIT].rstrip()
