"""What 3YOURMIND does not document, each guess once; guessed fields of answers are in `models`.

Every instance has an API reference at `/apidocs/`, against which these can be checked.
"""

import re
from typing import Any

from bot.threeyourmind.keys import SHIPPING, of_kind, wire_id
from state.form import PICKUP
from state.order import OrderRequest
from state.part import LineSpec
from state.requirements import YES, FieldAnswer, FieldKind

PICKUP_LOCATIONS = "pickup-locations/"
"""Named like its two neighbours, `payment-methods/` and `shipping-methods/`."""

SEARCHABLE = ("orders/", "projects/")
"""Where placed orders are found again: orders stand beside the documented `quotes/`, and each hangs
under a project, of which a list is documented without its path. The newest are taken to come first:
if they did not, changes of a status would be seen later, but seen."""

LARGEST_PAGE = 100
"""The largest page size seen in the vendor's own scripts."""

STILL_ARRIVING = frozenset({"pending", "uploading"})
"""Words a status may have before the documented `analysing`."""

FINAL_CATEGORIES = frozenset({"finished", "rejected", "cancelled"})
"""Categories of statuses after which nothing comes. `initial` and `in progress` are documented, and
that orders can be rejected, for which there was cancelling before."""

REFERENCE_LIMIT = 64
"""No limit is documented; this is short enough for any column."""

DUE_DATE = "preferredDueDate"
"""The field has this name in the user panel, and null clears it as any other field there."""


MOST_PAGES = 50
"""Own orders come with no documented filter or order, so page after page is read, up to here."""

ADDRESSES = "addresses/"
"""The organisation panel makes an address where it lists them; so, presumably, do the others."""

NOT_OF_OWN_ORDERS = frozenset({"fees", "shippingPrice", "userId"})
"""What an order of the token's own user leaves out. Documented is only the one from a quote, which
has the other fields as far as they apply to it."""


def line_extras(spec: LineSpec) -> dict[str, Any]:
    """Give quantity and due date as the user panel's lines have them; the example sends neither."""
    due = {} if spec.due_date is None else {DUE_DATE: spec.due_date}
    return {"quantity": spec.quantity, **due}


def post_processing(key: str) -> dict[str, Any]:
    """Give a finishing as the user panel's lines have it; the example's list is empty."""
    finish, _, colour = key.partition(":")
    return {"postProcessingId": wire_id(finish), "colorId": wire_id(colour) if colour else None}


FIELD_KINDS = {
    "number": FieldKind.NUMBER,
    "integer": FieldKind.NUMBER,
    "checkbox": FieldKind.YES_OR_NO,
    "boolean": FieldKind.YES_OR_NO,
    "select": FieldKind.ONE,
    "dropdown": FieldKind.ONE,
    "radio": FieldKind.ONE,
    "multiselect": FieldKind.SEVERAL,
}
"""How a field of a form is answered, by its type; any other is answered in words."""


def form_value(given: FieldAnswer) -> str | int | float | bool | list[int | str]:
    """Give an answer in one of the documented types; which field takes which is not documented.

    One choice goes as its bare id, as in the example of the vendor's client.
    """
    match given.kind, given.value:
        case FieldKind.YES_OR_NO, value:
            return value == YES
        case FieldKind.NUMBER, str(value):
            return int(value) if value.lstrip("-").isdecimal() else float(value)
        case FieldKind.ONE, str(value):
            return wire_id(value)
        case _, tuple(values):
            return [wire_id(value) for value in values]
        case _, value:
            return value


def delivery(request: OrderRequest) -> tuple[int | None, dict[str, Any] | None]:
    """Give pickup location and shipping: one of them is null, as only shipping has an example."""
    if request.shipping_address is None:
        return of_kind(PICKUP, request.delivery), None
    return None, {
        "methodId": of_kind(SHIPPING, request.delivery),
        "addressId": wire_id(request.shipping_address),
        "deliveryInstructions": request.instructions,
    }


def order_page(url: str, service_id: int, key: str) -> str:
    """Give the web address where people see an order: the path of the API without its prefix."""
    return f"{url.rstrip('/')}/service-panel/services/{service_id}/orders/{key}/" if key else ""


def field_name(name: str) -> str:
    """Give a field of an error in camelCase; the vendor converts only the outermost names."""
    return re.sub(r"(?<=[a-z0-9])_([a-z0-9])", lambda hit: hit[1].upper(), name)
