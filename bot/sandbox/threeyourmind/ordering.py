"""Turns a basket into an order, once, after every check the vendor makes."""

from dataclasses import dataclass
from decimal import Decimal

from bot.sandbox.threeyourmind.fields import REQUIRED, Fields
from bot.sandbox.threeyourmind.pricing import total_of
from bot.sandbox.threeyourmind.purchases import Fee, Line, Order, Payment, Shipping
from bot.sandbox.threeyourmind.spelling import snake
from bot.sandbox.threeyourmind.world import STATUSES, World

OTHERS_ADDRESS = "This address does not belong to the user."
EITHER = "Choose either a shipping method or a pickup location."


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An order request in which every field is well formed and every id exists."""

    basket_id: int
    customer_id: int
    billing_address_id: int
    shipping: Shipping | None
    pickup_location_id: int | None
    payment: Payment
    fees: tuple[Fee, ...]
    shipping_price: Decimal
    reference: str


def place(world: World, fields: Fields) -> Order:
    """The order made from a basket, which is gone afterwards.

    Raises:
        RefusedError: a field, the basket or the amount is not as it must be; nothing has changed.
    """
    with world.lock:
        draft = _read(world, fields)
        fields.check()
        _compare(world, draft, fields)
        fields.check()
        order = _order(world, draft)
        world.orders[order.id] = order
        del world.baskets[draft.basket_id]
    return order


def _read(world: World, fields: Fields) -> Draft:
    if fields.is_set("voucher_code"):
        fields.refuse("voucher_code", "This voucher does not exist.")
    if fields.is_set("shipping") == fields.is_set("pickup_location_id"):
        fields.refuse("non_field_errors", EITHER)
    return Draft(
        basket_id=fields.known("basket_id", world.baskets),
        customer_id=fields.known("user_id", world.customers),
        billing_address_id=fields.known("billing_address_id", world.addresses),
        shipping=_shipping(world, fields),
        pickup_location_id=_pickup(world, fields),
        payment=_payment(world, fields.nested("payment")),
        fees=tuple(map(_fee, fields.each("fees"))),
        shipping_price=fields.money("shipping_price"),
        reference=_reference(fields),
    )


def _shipping(world: World, fields: Fields) -> Shipping | None:
    if not fields.is_set("shipping"):
        return None
    shipping = fields.nested("shipping")
    return Shipping(
        method_id=shipping.known("method_id", world.shipping_methods),
        address_id=shipping.known("address_id", world.addresses),
        delivery_instructions=shipping.text("delivery_instructions"),
    )


def _pickup(world: World, fields: Fields) -> int | None:
    if not fields.is_set("pickup_location_id"):
        return None
    return fields.known("pickup_location_id", world.pickup_locations)


def _payment(world: World, payment: Fields) -> Payment:
    method_id = payment.known("method_id", world.payment_methods)
    method = world.payment_methods.get(method_id)
    details = payment.nested("details")
    for name in map(snake, method.fields if method else ()):
        if not details.text(name):
            details.refuse(name, REQUIRED)
    currency = payment.text("currency")
    if currency != world.currency:
        payment.refuse("currency", f"The service's currency is {world.currency}.")
    return Payment(
        method_id=method_id,
        authorized_amount=payment.money("authorized_amount"),
        currency=currency,
    )


def _fee(fee: Fields) -> Fee:
    return Fee(name=fee.text("name") or fee.text("title"), price=fee.money("price"))


def _reference(fields: Fields) -> str:
    if not fields.is_set("additional_information"):
        return ""
    return fields.nested("additional_information").text("reference", limit=255)


def _compare(world: World, draft: Draft, fields: Fields) -> None:
    basket = world.baskets[draft.basket_id]
    if basket.customer_id != draft.customer_id:
        fields.refuse("user_id", "The basket belongs to another user.")
    own = {address.id for address in world.addresses_of(draft.customer_id)}
    if draft.billing_address_id not in own:
        fields.refuse("billing_address_id", OTHERS_ADDRESS)
    if draft.shipping and draft.shipping.address_id not in own:
        fields.nested("shipping").refuse("address_id", OTHERS_ADDRESS)
    if not basket.lines:
        fields.refuse("basket_id", "The basket is empty.")
    for line in basket.lines:
        if lack := _lack(world, line):
            fields.refuse("basket_id", f"Line {line.id} has {lack}.")
    total = total_of(basket.lines, draft.fees, draft.shipping_price, world.tax_rate)
    if draft.payment.authorized_amount < total.gross:
        fields.nested("payment").refuse(
            "authorized_amount", f"The total is {total.gross:.2f} {world.currency}."
        )


def _lack(world: World, line: Line) -> str | None:
    """What a line still needs before it can be ordered."""
    if line.offer_id is None:
        return "no offer"
    if line.unit_print_price is None:
        return "no price"
    if line.file is None or world.file_status(line.file) != "finished":
        return "no file that has been analysed"
    return None


def _order(world: World, draft: Draft) -> Order:
    basket = world.baskets[draft.basket_id]
    now = world.now()
    return Order(
        id=world.new_id(),
        project_id=world.new_id(),
        number=world.new_number(),
        basket_id=basket.id,
        customer=world.customers[draft.customer_id],
        lines=basket.lines,
        reference=draft.reference,
        billing_address_id=draft.billing_address_id,
        shipping=draft.shipping,
        pickup_location_id=draft.pickup_location_id,
        payment=draft.payment,
        fees=draft.fees,
        shipping_price=draft.shipping_price,
        total=total_of(basket.lines, draft.fees, draft.shipping_price, world.tax_rate),
        status=STATUSES[0],
        created=now,
        modified=now,
    )
