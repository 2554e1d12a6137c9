"""What comes in from customers: files, baskets and orders."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.sandbox.threeyourmind.catalogue import Customer


@dataclass(frozen=True, kw_only=True)
class File:
    """An uploaded file: what arrived, and how and when its analysis ends (seconds of the clock)."""

    uuid: str
    name: str
    content_type: str
    size: int
    sha256: str
    unit: str
    sound: bool
    analysed_at: float


@dataclass(frozen=True, kw_only=True)
class Finish:
    """A chosen post-processing, with its colour if it has one."""

    post_processing_id: int
    colour_id: int | None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A part in a basket."""

    id: int
    quantity: int = 1
    offer_id: int | None = None
    unit_print_price: Decimal | None = None
    finishes: tuple[Finish, ...] = ()
    preferred_due_date: date | None = None
    answered_forms: frozenset[int] = frozenset()
    file: File | None = None


@dataclass(frozen=True, kw_only=True)
class Basket:
    """Lines that are not ordered yet; `owner_id` is of the user who made it in the user panel."""

    id: int
    created: datetime
    owner_id: int | None = None
    title: str = ""
    customer_id: int | None = None
    lines: tuple[Line, ...] = ()

    def line(self, line_id: int) -> Line | None:
        """The line with this id, if it is in this basket."""
        return next((line for line in self.lines if line.id == line_id), None)


@dataclass(frozen=True, kw_only=True)
class Fee:
    """A named amount on top of the lines."""

    name: str
    price: Decimal


@dataclass(frozen=True, kw_only=True)
class Shipping:
    """How and whereto an order is sent."""

    method_id: int
    address_id: int
    delivery_instructions: str


@dataclass(frozen=True, kw_only=True)
class Payment:
    """How an order is paid, and how much the caller agreed to."""

    method_id: int
    authorized_amount: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class Total:
    """A price without tax, its tax, and both together."""

    net: Decimal
    tax: Decimal

    @property
    def gross(self) -> Decimal:
        """The price including tax."""
        return self.net + self.tax


@dataclass(frozen=True, kw_only=True)
class Status:
    """Where an order stands: a name chosen by the service, and the vendor's category for it."""

    name: str
    category: str


@dataclass(frozen=True, kw_only=True)
class Order:
    """A basket that was ordered; `number` is that of the project made for it."""

    id: int
    project_id: int
    number: int
    basket_id: int
    customer: Customer
    lines: tuple[Line, ...]
    reference: str
    billing_address_id: int
    shipping: Shipping | None
    pickup_location_id: int | None
    payment: Payment
    fees: tuple[Fee, ...]
    shipping_price: Decimal
    total: Total
    status: Status
    created: datetime
    modified: datetime

    @property
    def full_number(self) -> str:
        """The number as people see it."""
        return f"{self.number}-3D-Project-O1"
