"""The bodies of requests, in the spelling and the order of 3YOURMIND's page on placing orders."""

from decimal import Decimal
from typing import Any

from bot.threeyourmind.guesses import REFERENCE_LIMIT, delivery, line_extras, post_processing
from bot.threeyourmind.keys import wire_id
from bot.threeyourmind.words import plain_ascii
from state.money import rounded
from state.order import OrderRequest
from state.part import LineSpec


def customer_body(customer: str) -> dict[str, Any]:
    """Say for whom a basket is."""
    return {"customer_id": wire_id(customer)}


def line_body(spec: LineSpec) -> dict[str, Any]:
    """Say everything about a line."""
    return {
        "offer_id": wire_id(spec.material),
        "postProcessings": [post_processing(key) for key in spec.finishing],
        "unitPrintPrice": amount(spec.price),
        **line_extras(spec),
    }


def order_body(request: OrderRequest) -> dict[str, Any]:
    """Order a basket."""
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
        "userId": wire_id(request.customer),
    }


def amount(money: Decimal) -> str:
    """Give an amount as 3YOURMIND writes it, with two decimal places."""
    return f"{rounded(money):f}"


def reference(text: str) -> str:
    """Give a reference as it is sent and found again: ASCII, and not too long."""
    return plain_ascii(text)[:REFERENCE_LIMIT].rstrip()
