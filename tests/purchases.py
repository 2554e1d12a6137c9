"""Orders as the local 3YOURMIND keeps them, with what a test does not care about."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.purchases import Order, Payment, Total
from bot.sandbox.threeyourmind.world import STATUSES


def a_purchase(number: int, customer: Customer, at: datetime, **changes: object) -> Order:
    """Build an order; changes are by the names of its fields."""
    order = Order(
        id=number,
        project_id=1,
        number=number,
        basket_id=1,
        customer=customer,
        lines=(),
        reference="",
        billing_address_id=1,
        shipping=None,
        pickup_location_id=1,
        payment=Payment(method_id=1, authorized_amount=Decimal(1), currency="EUR"),
        fees=(),
        shipping_price=Decimal(0),
        total=Total(net=Decimal(1), tax=Decimal(0)),
        status=STATUSES[0],
        created=at,
        modified=at,
    )
    return replace(order, **changes)  # type: ignore[arg-type]  # by the names of an order
