"""Turns a basket into an order, once, after every check the vendor makes."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.fields import REQUIRED, Fields
from bot.sandbox.threeyourmind.pricing import Bill, bill, total_of
from bot.sandbox.threeyourmind.purchases import Basket, Fee, Line, Order, Payment, Shipping
from bot.sandbox.threeyourmind.spelling import snake
from bot.sandbox.threeyourmind.world import STATUSES, World

UNKNOWN_VOUCHER = "This voucher does not exist."
OTHERS_ADDRESS = "This address does not belong to the user."
EITHER = "Choose either a shipping method or a pickup location."


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An order request in which every field is well formed and every id exists."""

    basket_id: int
    billing_address_id: int
    shipping: Shipping | None
    pickup_location_id: int | None
    payment: Payment
    reference: str
    voucher: str


def place(world: World, fields: Fields) -> Order:
    """The order made from a basket of the service, at the caller's prices; the basket is gone then.

    Raises:
        RefusedError: a field, the basket or the amount is not as it must be; nothing has changed.
    """
    with world.lock:
        draft = _read(world, fields, _baskets_of(world, None))
        customer_id = fields.known("user_id", world.customers)
        fees = tuple(map(_fee, fields.each("fees")))
        shipping_price = fields.money("shipping_price")
        fields.check()
        lines = world.baskets[draft.basket_id].lines
        total = total_of(lines, fees, shipping_price, world.tax_rate)
        if world.baskets[draft.basket_id].customer_id != customer_id:
            fields.refuse("user_id", "The basket belongs to another user.")
        _lacking(world, lines, fields, priced=True)
        charged = Bill(lines=lines, fees=fees, shipping_price=shipping_price, total=total)
        _compare(world, draft, fields, customer_id, charged)
        return _ordered(world, draft, world.customers[customer_id], charged)


def place_own(world: World, fields: Fields, member_id: int) -> Order:
    """The order made from a member's basket, at the service's price; the basket is gone then.

    Raises:
        RefusedError: as above.
    """
    with world.lock:
        draft = _read(world, fields, _baskets_of(world, member_id))
        fields.check()
        lines = world.baskets[draft.basket_id].lines
        _lacking(world, lines, fields, priced=False)
        _demanding(world, lines, fields)
        fields.check()
        method = world.shipping_methods[draft.shipping.method_id] if draft.shipping else None
        shipping_price = method.price if method else Decimal(0)
        charged = bill(world, lines, shipping_price, draft.voucher)
        _compare(world, draft, fields, member_id, charged)
        return _ordered(world, draft, world.members[member_id], charged)


def _baskets_of(world: World, owner_id: int | None) -> dict[int, Basket]:
    return {b.id: b for b in world.baskets.values() if b.owner_id == owner_id}


def _read(world: World, fields: Fields, baskets: dict[int, Basket]) -> Draft:
    voucher = fields.text("voucher_code")
    if voucher and voucher not in world.vouchers:
        fields.refuse("voucher_code", UNKNOWN_VOUCHER)
    if fields.is_set("shipping") == fields.is_set("pickup_location_id"):
        fields.refuse("non_field_errors", EITHER)
    return Draft(
        basket_id=fields.known("basket_id", baskets),
        billing_address_id=fields.known("billing_address_id", world.addresses),
        shipping=_shipping(world, fields),
        pickup_location_id=_pickup(world, fields),
        payment=_payment(world, fields.nested("payment")),
        reference=_reference(fields),
        voucher=voucher,
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


def _lacking(world: World, lines: Iterable[Line], fields: Fields, *, priced: bool) -> None:
    missing = [(line, lack_of(world, line, priced=priced)) for line in lines]
    if not missing:
        fields.refuse("basket_id", "The basket is empty.")
    for line, lack in missing:
        if lack:
            fields.refuse("basket_id", f"Line {line.id} has {lack}.")


def _demanding(world: World, lines: Iterable[Line], fields: Fields) -> None:
    forms = [f for f in world.forms.values() if any(field.is_required for field in f.fields)]
    for line in lines:
        for form in forms:
            if form.id not in line.answered_forms:
                fields.refuse("basket_id", f"Line {line.id} lacks the form {form.name}.")


def _compare(world: World, draft: Draft, fields: Fields, buyer_id: int, charged: Bill) -> None:
    own = {address.id for address in world.addresses_of(buyer_id)}
    if draft.billing_address_id not in own:
        fields.refuse("billing_address_id", OTHERS_ADDRESS)
    if draft.shipping and draft.shipping.address_id not in own:
        fields.nested("shipping").refuse("address_id", OTHERS_ADDRESS)
    if draft.payment.authorized_amount < charged.total.gross:
        fields.nested("payment").refuse(
            "authorized_amount", f"The total is {charged.total.gross:.2f} {world.currency}."
        )
    fields.check()


def lack_of(world: World, line: Line, *, priced: bool) -> str | None:
    """What a line still needs before it can be ordered; a price only where the caller sets it."""
    if line.offer_id is None:
        return "no offer"
    if priced and line.unit_print_price is None:
        return "no price"
    if line.file is None or world.file_status(line.file) != "finished":
        return "no file that has been analysed"
    return None


def _ordered(world: World, draft: Draft, customer: Customer, charged: Bill) -> Order:
    now = world.now()
    order = Order(
        id=world.new_id(),
        project_id=world.new_id(),
        number=world.new_number(),
        basket_id=draft.basket_id,
        customer=customer,
        lines=charged.lines,
        reference=draft.reference,
        billing_address_id=draft.billing_address_id,
        shipping=draft.shipping,
        pickup_location_id=draft.pickup_location_id,
        payment=draft.payment,
        fees=charged.fees,
        shipping_price=charged.shipping_price,
        total=charged.total,
        status=STATUSES[0],
        created=now,
        modified=now,
    )
    world.orders[order.id] = order
    del world.baskets[draft.basket_id]
    return order
