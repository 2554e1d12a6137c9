"""A printing service with enough variety to meet the usual surprises."""

from dataclasses import replace
from decimal import Decimal

from bot.sandbox.threeyourmind.catalogue import (
    Address,
    Colour,
    Customer,
    Offer,
    PaymentMethod,
    PickupLocation,
    PostProcessing,
    ShippingMethod,
)
from bot.sandbox.threeyourmind.world import World


def sample_world() -> World:
    """A fresh service with customers, materials and ways to pay and deliver, but no orders.

    Among the customers: two with the surname Lovelace, a contact (Grace Hopper), one with two
    addresses and no default (Marie Curie), and one without any address (Alan Turing).
    """
    world = World()
    _payment_methods(world)
    _deliveries(world)
    _offers(world)
    _customers(world)
    world.vouchers["WELCOME10"] = Decimal("0.10")
    return world


def _payment_methods(world: World) -> None:
    for name, kind, fields in (
        ("Invoice", "invoice", ()),
        ("Internal order", "internal_order", ()),
        ("Purchase order", "custom", ("purchaseOrderNumber",)),
    ):
        method = PaymentMethod(id=world.new_id(), name=name, type=kind, fields=fields)
        world.payment_methods[method.id] = method


def _deliveries(world: World) -> None:
    for name, price, days in (("Standard parcel", "6.90", 3), ("Express courier", "24.00", 1)):
        method = ShippingMethod(id=world.new_id(), name=name, price=Decimal(price), days=days)
        world.shipping_methods[method.id] = method
    for name, street in (("Front desk", "Werkstraße 1"), ("Print lab", "Werkstraße 5")):
        counter = PickupLocation(
            id=world.new_id(),
            name=name,
            line1=street,
            zip_code="10557",
            city="Berlin",
            country="DE",
        )
        world.pickup_locations[counter.id] = counter


ON_REQUEST = "Stainless steel 316L, price on request"
"""The one offer whose price the Service Panel does not show; an instance may well show none."""


def _offers(world: World) -> None:
    colours = [Colour(id=world.new_id(), name=name) for name in ("Black", "Blue", "Signal red")]
    dyed = _finish(world, "Dyed", "2.50", *colours)
    smoothed = _finish(world, "Vapour smoothed", "4.00")
    painted = _finish(world, "Painted", "6.00", *colours[1:])
    blasted = _finish(world, "Bead blasted", "3.00")
    for name, material, technology, price, finishes in (
        ("PA12, white", "PA12", "SLS", "12.34", (dyed, smoothed)),
        ("PA12 glass-filled", "PA12 GF", "MJF", "8.40", (dyed,)),
        ("TPU 90A", "TPU", "SLS", "18.00", ()),
        ("Tough resin", "Resin", "SLA", "21.00", (painted,)),
        ("Aluminium AlSi10Mg", "AlSi10Mg", "SLM", "79.00", (blasted,)),
        (ON_REQUEST, "316L", "SLM", "96.00", (blasted,)),
    ):
        world.add_offer(
            Offer(
                id=world.new_id(),
                name=name,
                material=material,
                technology=technology,
                price=Decimal(price),
                post_processings=finishes,
                tells_price=name != ON_REQUEST,
            )
        )


def _finish(world: World, name: str, price: str, *colours: Colour) -> PostProcessing:
    return PostProcessing(id=world.new_id(), name=name, price=Decimal(price), colours=colours)


def _customers(world: World) -> None:
    london, ockham = ("SW1Y 4JH", "London", "GB"), ("GU23 6NQ", "Ockham", "GB")
    arlington, paris = ("22202", "Arlington", "US"), ("75005", "Paris", "FR")
    _customer(world, "Ada Lovelace", "Analytical Engines Ltd", ("12 St James's Square", london))
    _customer(world, "Ralph Lovelace", "", ("Ockham Park 1", ockham))
    yard, harbor = ("1 Yard Street", arlington), ("3 Harbor Road", arlington)
    _as_contact(world, _customer(world, "Grace Hopper", "Compilers & Sons", yard, harbor))
    workshop = ("Königstraße 7", ("70173", "Stuttgart", "DE"))
    bench = ("Prüfstand 2", ("71063", "Sindelfingen", "DE"))
    _customer(world, "Jürgen Groß", "Groß Prüftechnik GmbH", workshop, bench)
    _customer(world, "Zoë Ångström", "", ("Storgatan 3", ("111 23", "Stockholm", "SE")))
    _customer(world, "花子 田中", "東京工業", ("丸の内 1-9-1", ("100-0005", "東京", "JP")))
    lab, quay = ("11 rue Pierre et Marie Curie", paris), ("36 quai de Béthune", paris)
    _without_default(world, _customer(world, "Marie Curie", "Institut du Radium", lab, quay))
    _customer(world, "Alan Turing", "")


_Place = tuple[str, tuple[str, str, str]]


def _customer(world: World, name: str, company: str, *places: _Place) -> Customer:
    first, last = name.split()
    customer_id = world.new_id()
    mailbox = first.lower() if first.isascii() else f"customer{customer_id}"
    customer = world.add_customer(
        Customer(
            id=customer_id,
            first_name=first,
            last_name=last,
            email=f"{mailbox}@customers.example",
            company=company,
        )
    )
    for place in places:
        _address(world, customer, place)
    return world.customers[customer_id]


def _address(world: World, customer: Customer, place: _Place) -> None:
    line1, (zip_code, city, country) = place
    world.add_address(
        Address(
            id=world.new_id(),
            customer_id=customer.id,
            first_name=customer.first_name,
            last_name=customer.last_name,
            company_name=customer.company,
            line1=line1,
            zip_code=zip_code,
            city=city,
            country=country,
            phone_number="+49 30 5550100",
        )
    )


def _as_contact(world: World, customer: Customer) -> None:
    world.add_customer(replace(customer, is_contact=True))


def _without_default(world: World, customer: Customer) -> None:
    world.add_customer(replace(customer, default_address_id=None))
