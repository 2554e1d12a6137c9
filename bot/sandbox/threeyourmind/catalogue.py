"""What a printing service has: customers with addresses, ways to pay and deliver, materials."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Customer:
    """A person for whom orders can be made; a contact cannot log in and gets no e-mails."""

    id: int
    first_name: str
    last_name: str
    email: str
    company: str = ""
    default_address_id: int | None = None
    is_contact: bool = False


@dataclass(frozen=True, kw_only=True)
class Preferences:
    """What the user of a token has set; `country` may be empty."""

    country: str
    currency: str
    language: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class Address:
    """Where a customer's goods or bills go."""

    id: int
    customer_id: int
    first_name: str
    last_name: str
    line1: str
    zip_code: str
    city: str
    country: str
    phone_number: str
    line2: str = ""
    company_name: str = ""
    department: str = ""
    state: str = ""
    title: str = ""
    vat_id: str = ""


@dataclass(frozen=True, kw_only=True)
class PaymentMethod:
    """A way to pay; `fields` are the names that an order's `payment.details` must fill."""

    id: int
    name: str
    type: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ShippingMethod:
    """A way to ship, with the price the service suggests for it."""

    id: int
    name: str
    price: Decimal
    days: int


@dataclass(frozen=True, kw_only=True)
class PickupLocation:
    """A counter where customers fetch their order."""

    id: int
    name: str
    line1: str
    zip_code: str
    city: str
    country: str


@dataclass(frozen=True, kw_only=True)
class Colour:
    """A colour of a post-processing."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class PostProcessing:
    """A finish that an offer can be given, possibly in colours; `price` is for a piece."""

    id: int
    name: str
    colours: tuple[Colour, ...] = ()
    price: Decimal = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class Material:
    """A material, whoever offers it."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class FormOption:
    """Something to choose in a field of a form."""

    id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class FormField:
    """A field of a form; `type` is number, checkbox, select, multiselect, or any kind of text."""

    id: int
    label: str
    type: str
    is_required: bool = False
    options: tuple[FormOption, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Form:
    """What the organisation wants to know of every part that its members order."""

    id: int
    name: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A material as the service sells it; `price` is what the service asks for a piece."""

    id: int
    name: str
    material: str
    technology: str
    price: Decimal = Decimal(10)
    service_id: int = 1
    post_processings: tuple[PostProcessing, ...] = ()
    tells_price: bool = False
    """Whether the Service Panel shows the price; a service need not tell one."""
