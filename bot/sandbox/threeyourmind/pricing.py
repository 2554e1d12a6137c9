"""What an order costs: at the caller's prices, or by what the service asks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from bot.sandbox.threeyourmind.purchases import Fee, Line, Total
from bot.sandbox.threeyourmind.world import World

CENT = Decimal("0.01")


@dataclass(frozen=True, kw_only=True)
class Bill:
    """The lines with the service's prices, what comes on top, and what all of it costs."""

    lines: tuple[Line, ...]
    fees: tuple[Fee, ...]
    shipping_price: Decimal
    total: Total


def bill(world: World, lines: Iterable[Line], shipping_price: Decimal, voucher: str) -> Bill:
    """What the service asks: for offers and finishes, at least its minimum, less the voucher."""
    priced = tuple(replace(line, unit_print_price=_piece(world, line)) for line in lines)
    pieces = total_of(priced, (), Decimal(0), Decimal(0)).net
    discount = (pieces * world.vouchers.get(voucher, Decimal(0))).quantize(CENT, ROUND_HALF_UP)
    lacking = max(world.minimum_price - pieces, Decimal(0))
    named = (("Minimum order price", lacking), (f"Voucher {voucher}", -discount))
    fees = tuple(Fee(name=name, price=price) for name, price in named if price)
    total = total_of(priced, fees, shipping_price, world.tax_rate)
    return Bill(lines=priced, fees=fees, shipping_price=shipping_price, total=total)


def _piece(world: World, line: Line) -> Decimal:
    offer = world.offers[line.offer_id or 0]
    prices = {each.id: each.price for each in offer.post_processings}
    return sum((prices[finish.post_processing_id] for finish in line.finishes), offer.price)


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
