"""The state of one printing service, safe to change from any thread."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from threading import RLock

from bot.sandbox.threeyourmind.catalogue import (
    Address,
    Customer,
    Form,
    Material,
    Offer,
    PaymentMethod,
    PickupLocation,
    Preferences,
    ShippingMethod,
)
from bot.sandbox.threeyourmind.purchases import Basket, File, Line, Order, Status

STATUSES = (
    Status(name="Pending", category="initial"),
    Status(name="Printing", category="in progress"),
    Status(name="Shipped", category="finished"),
)


@dataclass
class World:
    """Everything the vendor's database would hold.

    Records are frozen and replaced as wholes, so a record once read never changes. Whoever reads
    and then writes holds `lock` in between. Ids come from one counter: no two records of any kind
    share one, so an id used in the wrong place is always noticed.

    Attributes:
        customers: for whom the service makes orders.
        members: the users of tokens, who make orders of their own in the user panel.
        vouchers: the part of the pieces' price that each takes off, by code.
        minimum_price: what an order in the user panel costs at least, without tax.
    """

    currency: str = "EUR"
    tax_rate: Decimal = Decimal(0)
    minimum_price: Decimal = Decimal(0)
    analysis_seconds: float = 0.3
    clock: Callable[[], float] = time.time
    customers: dict[int, Customer] = field(default_factory=dict)
    members: dict[int, Customer] = field(default_factory=dict)
    preferences: dict[int, Preferences] = field(default_factory=dict)
    vouchers: dict[str, Decimal] = field(default_factory=dict)
    materials: dict[int, Material] = field(default_factory=dict)
    forms: dict[int, Form] = field(default_factory=dict)
    addresses: dict[int, Address] = field(default_factory=dict)
    payment_methods: dict[int, PaymentMethod] = field(default_factory=dict)
    shipping_methods: dict[int, ShippingMethod] = field(default_factory=dict)
    pickup_locations: dict[int, PickupLocation] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    baskets: dict[int, Basket] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(100001))

    def new_id(self) -> int:
        """An id that no record has."""
        return next(self._ids)

    def new_number(self) -> int:
        """The next project number."""
        return next(self._numbers)

    def now(self) -> datetime:
        """The clock's time, in UTC."""
        return datetime.fromtimestamp(self.clock(), UTC)

    def add_basket(self, owner_id: int | None = None) -> Basket:
        """An empty basket that belongs to nobody yet, or to a member."""
        basket = Basket(id=self.new_id(), created=self.now(), owner_id=owner_id)
        return self.put_basket(basket)

    def put_basket(self, basket: Basket) -> Basket:
        """The basket, stored instead of what had its id."""
        with self.lock:
            self.baskets[basket.id] = basket
        return basket

    def put_line(self, basket_id: int, line: Line) -> Line:
        """The line, stored in its place in the basket, or at the end if it is new."""
        with self.lock:
            basket = self.baskets[basket_id]
            lines = {kept.id: kept for kept in basket.lines} | {line.id: line}
            self.put_basket(replace(basket, lines=tuple(lines.values())))
        return line

    def file_status(self, file: File) -> str:
        """The word the vendor has for the state of the file's analysis."""
        if self.clock() < file.analysed_at:
            return "analysing"
        return "finished" if file.sound else "failed"

    def set_status(self, order_id: int, name: str) -> Order:
        """The order in that status; a name that is not predefined counts as in progress."""
        known = {status.name: status for status in STATUSES}
        status = known.get(name, Status(name=name, category="in progress"))
        with self.lock:
            order = replace(self.orders[order_id], status=status, modified=self.now())
            self.orders[order_id] = order
        return order

    def add_customer(self, customer: Customer) -> Customer:
        """The customer, who can be found from now on."""
        with self.lock:
            self.customers[customer.id] = customer
        return customer

    def add_address(self, address: Address) -> Address:
        """The address; a customer's first one becomes the default."""
        with self.lock:
            self.addresses[address.id] = address
            people = self.members if address.customer_id in self.members else self.customers
            owner = people[address.customer_id]
            if owner.default_address_id is None:
                people[owner.id] = replace(owner, default_address_id=address.id)
        return address

    def add_offer(self, offer: Offer) -> Offer:
        """The offer, which lines can have from now on."""
        with self.lock:
            self.offers[offer.id] = offer
            if all(known.name != offer.material for known in self.materials.values()):
                material = Material(id=self.new_id(), name=offer.material)
                self.materials[material.id] = material
        return offer

    def offers_in(self, material_id: int) -> tuple[Offer, ...]:
        """The offers of a material."""
        with self.lock:
            material = self.materials.get(material_id)
            every = tuple(self.offers.values())
        return tuple(offer for offer in every if material and offer.material == material.name)

    def addresses_of(self, customer_id: int) -> tuple[Address, ...]:
        """The customer's addresses, oldest first."""
        with self.lock:
            every = tuple(self.addresses.values())
        return tuple(address for address in every if address.customer_id == customer_id)
