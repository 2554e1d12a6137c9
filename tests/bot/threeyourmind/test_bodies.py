import json
from decimal import Decimal
from typing import Any

import pytest

from bot.threeyourmind.bodies import customer_body, line_body, order_body, reference
from state.problems import Missing
from tests.bot.threeyourmind.requests_of import a_request, a_spec


def test_the_customer_is_assigned_as_documented() -> None:
    assert '{"customer_id": 17}' == json.dumps(customer_body("17"))


def test_a_line_is_described_as_documented_with_its_quantity() -> None:
    expected = '{"offer_id": 5, "postProcessings": [], "unitPrintPrice": "12.34", "quantity": 1}'

    assert expected == json.dumps(line_body(a_spec()))


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"quantity": 12}, "quantity", 12),
        ({"price": Decimal(7)}, "unitPrintPrice", "7.00"),
        ({"price": Decimal(0)}, "unitPrintPrice", "0.00"),
        ({"due_date": "2026-04-01"}, "preferredDueDate", "2026-04-01"),
        (
            {"finishing": ("7", "8:3")},
            "postProcessings",
            [
                {"postProcessingId": 7, "colorId": None},
                {"postProcessingId": 8, "colorId": 3},
            ],
        ),
    ],
)
def test_every_field_of_a_line_follows_its_part(
    changes: dict[str, Any], field: str, value: Any
) -> None:
    assert value == line_body(a_spec(**changes))[field]


def test_an_order_is_spelled_and_ordered_as_documented() -> None:
    expected = (
        '{"additionalInformation": {"reference": "PD7K3M PO 17"}, "basketId": 31,'
        ' "billingAddressId": 9, "pickupLocationId": null, "fees": [], "shippingPrice": "12.34",'
        ' "shipping": {"methodId": 2, "addressId": 9, "deliveryInstructions": "Ring twice"},'
        ' "payment": {"methodId": 1, "authorizedAmount": "24.68", "currency": "EUR",'
        ' "details": {}}, "voucherCode": null, "userId": 17}'
    )

    assert expected == json.dumps(order_body(a_request()))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"voucher": "SPRING"}, {"voucherCode": "SPRING"}),
        ({"shipping_price": Decimal(0)}, {"shippingPrice": "0.00"}),
        (
            {"delivery": "pickup:4", "shipping_address": None},
            {"pickupLocationId": 4, "shipping": None},
        ),
        (
            {"instructions": "Prüfstand ☂"},
            {"shipping": {"methodId": 2, "addressId": 9, "deliveryInstructions": "Prüfstand ☂"}},
        ),
        ({"reference": "PD7K3M Grün"}, {"additionalInformation": {"reference": "PD7K3M Grun"}}),
    ],
)
def test_every_field_of_an_order_follows_the_request(
    changes: dict[str, Any], fields: dict[str, Any]
) -> None:
    body = order_body(a_request(**changes))

    assert fields == {name: body[name] for name in fields}


def test_a_reference_is_short_and_plain() -> None:
    assert 64 == len(reference("PD7K3M " + "x" * 100))
    assert "PD7K3M" == reference("PD7K3M " + "東" * 100)


@pytest.mark.parametrize(
    "changes",
    [
        {"basket": "no"},
        {"delivery": "pickup:4"},
        {"delivery": "shipping:4", "shipping_address": None},
    ],
)
def test_an_order_that_fits_together_with_nothing_is_not_built(changes: dict[str, Any]) -> None:
    with pytest.raises(Missing):
        order_body(a_request(**changes))
