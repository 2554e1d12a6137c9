"""How records look in answers: camelCase, money as strings, empty texts as null."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bot.sandbox.threeyourmind.catalogue import (
    Address,
    Customer,
    Material,
    Offer,
    PaymentMethod,
    ShippingMethod,
)
from bot.sandbox.threeyourmind.pricing import Bill
from bot.sandbox.threeyourmind.purchases import Basket, File, Line, Order, Total
from bot.sandbox.threeyourmind.spelling import camel
from bot.sandbox.threeyourmind.world import World


def wire(value: Any) -> Any:
    """The value as JSON carries it."""
    match value:
        case Mapping():
            return {camel(name): wire(inner) for name, inner in value.items()}
        case list() | tuple():
            return [wire(inner) for inner in value]
        case "":
            return None
        case Decimal() | date():
            return _text(value)
        case _:
            return value


def _text(value: Decimal | date) -> str:
    match value:
        case Decimal():
            return f"{value:.2f}"
        case datetime():
            return value.isoformat(timespec="seconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()


def customer(record: Customer) -> dict[str, Any]:
    """A user of the service."""
    return {
        "id": record.id,
        "email": record.email,
        "first_name": record.first_name,
        "last_name": record.last_name,
        "company_name": record.company,
        "default_address_id": record.default_address_id,
        "is_active": not record.is_contact,
    }


def address(record: Address) -> dict[str, Any]:
    """An address, without whose it is."""
    return {name: value for name, value in vars(record).items() if name != "customer_id"}


def payment_method(record: PaymentMethod) -> dict[str, Any]:
    """A way to pay."""
    fields = [{"name": name, "required": True} for name in record.fields]
    return {"id": record.id, "name": record.name, "type": record.type, "fields": fields}


def shipping_method(world: World, record: ShippingMethod) -> dict[str, Any]:
    """A way to ship."""
    return {
        "id": record.id,
        "name": record.name,
        "price": record.price,
        "currency": world.currency,
        "delivery_days": record.days,
    }


def offer(record: Offer) -> dict[str, Any]:
    """A material with the finishes it can have."""
    return {
        "id": record.id,
        "name": record.name,
        "material": {"name": record.material},
        "technology": {"name": record.technology},
        "post_processings": [
            {"id": each.id, "name": each.name, "colors": [vars(colour) for colour in each.colours]}
            for each in record.post_processings
        ],
        **({"unit_price": record.price} if record.tells_price else {}),
    }


def material(record: Material) -> dict[str, Any]:
    """A material, whoever offers it."""
    return {"id": record.id, "name": record.name}


def part_offer(world: World, record: Offer) -> dict[str, Any]:
    """A material as the service offers it for a part, with its price."""
    return offer(record) | {
        "partner": {"id": record.service_id},
        "unit_price": record.price,
        "currency": world.currency,
    }


def total(record: Total) -> dict[str, Any]:
    """A price without tax, the tax, and both together."""
    return {"exclusive_tax": record.net, "tax": record.tax, "inclusive_tax": record.gross}


def price(world: World, record: Bill) -> dict[str, Any]:
    """What a basket costs and what that is made of."""
    return {
        "currency": world.currency,
        "shipping_price": record.shipping_price,
        "fees": [vars(fee) for fee in record.fees],
        "total_price": total(record.total),
    }


def basket(record: Basket) -> dict[str, Any]:
    """A basket without its lines, which have an endpoint of their own."""
    return {
        "id": record.id,
        "title": record.title,
        "customer_id": record.customer_id,
        "date_created": record.created,
    }


def file(world: World, record: File) -> dict[str, Any]:
    """An uploaded file."""
    return {
        "uuid": record.uuid,
        "name": record.name,
        "unit": record.unit,
        "file_size": record.size,
        "status": world.file_status(record),
    }


def line(world: World, record: Line) -> dict[str, Any]:
    """A line of a basket or an order."""
    return {
        "id": record.id,
        "quantity": record.quantity,
        "offer_id": record.offer_id,
        "unit_print_price": record.unit_print_price,
        "post_processings": [
            {"post_processing_id": each.post_processing_id, "color_id": each.colour_id}
            for each in record.finishes
        ],
        "preferred_due_date": record.preferred_due_date,
        "file": file(world, record.file) if record.file else None,
    }


def order(world: World, record: Order) -> dict[str, Any]:
    """An order with its lines."""
    return {
        "id": record.id,
        "number": record.number,
        "full_number": record.full_number,
        "status": vars(record.status),
        "date_created": record.created,
        "last_modified": record.modified,
        "project": {"id": record.project_id, "number": record.number},
        "customer": customer(record.customer),
        "additional_information": {"reference": record.reference},
        "lines": [line(world, each) for each in record.lines],
        "shipping_price": record.shipping_price,
        "currency": record.payment.currency,
        "total_price": total(record.total),
    }


def project(world: World, record: Order) -> dict[str, Any]:
    """The project that was made for an order."""
    return {
        "id": record.project_id,
        "number": record.number,
        "full_number": record.full_number,
        "date_created": record.created,
        "last_modified": record.modified,
        "customer": customer(record.customer),
        "latest_transaction_type": "Order",
        "latest_transaction": order(world, record),
        "shared_with": [],
    }
