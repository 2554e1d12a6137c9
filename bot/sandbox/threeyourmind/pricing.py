"""What an order costs."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from bot.sandbox.threeyourmind.purchases import Fee, Line, Total

CENT = Decimal("0.01")


def total_of(
    lines: Iterable[Line], fees: Iterable[Fee], shipping_price: Decimal, tax_rate: Decimal
) -> Total:
    """Lines, fees and shipping together, and the tax on all of it, rounded to the cent.

    Args:
        lines: a line without a price counts as free.
        fees: on top of the lines.
        shipping_price: without tax.
        tax_rate: a fraction, 0.19 for 19 percent.
    """
    pieces = sum(
        ((line.unit_print_price or Decimal(0)) * line.quantity for line in lines), Decimal(0)
    )
    net = pieces + sum((fee.price for fee in fees), Decimal(0)) + shipping_price
    return Total(net=net, tax=(net * tax_rate).quantize(CENT, ROUND_HALF_UP))
