"""The questions in their order, each declared once, and the answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from state.abilities import CUSTOMARY, Abilities
from state.money import Money
from state.record import Choice, Record

MOST_PIECES = 10_000
PICKUP = "pickup:"
_WHOLE = re.compile(r"[0-9]{1,12}")


class Source(StrEnum):
    """Where the choices of a question come from."""

    CUSTOMERS = "customers"
    ADDRESSES = "addresses"
    DELIVERY = "delivery"
    PAYMENT = "payment"
    MATERIALS = "materials"
    OFFERS = "offers"
    FINISHINGS = "finishings"
    COUNTRIES = "countries"


class Kind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    CHOICES = "choices"
    PICK = "pick"
    PICKS = "picks"
    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


def always(_: "Form", __: Abilities) -> bool:
    """Ask in any case."""
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """How one field of a form is asked; stands beside its type and is its only declaration."""

    title: str
    kind: Kind
    source: Source | None = None
    of: str | None = None
    """The field whose answer the choices belong to: the addresses of a customer, say."""
    price_of: str | None = None
    """The field whose choice may bring this price, which is proposed then."""
    entries: tuple[tuple[str, str], ...] = ()
    """All there is to pick from, as values and labels, where no list has to be asked for."""
    hint: str = ""
    needed: bool = False
    """An order cannot be placed without it."""
    required: bool = False
    """The form cannot be sent without it."""
    reshapes: bool = False
    """Answering it changes what else is asked."""
    applies: Callable[[Any, Abilities], bool] = field(default=always)


class Form(Record):
    """Answers whose fields carry their questions."""

    _questions: ClassVar[Mapping[str, Question]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **given: object) -> None:
        """Find the questions once, as every form that is sent is read by them."""
        super().__pydantic_init_subclass__(**given)
        cls._questions = {
            name: next(m for m in info.metadata if isinstance(m, Question))
            for name, info in cls.model_fields.items()
        }

    @classmethod
    def questions(cls) -> Mapping[str, Question]:
        """Name every question of this form, in the order in which it is asked."""
        return cls._questions

    @classmethod
    def prices(cls) -> Mapping[str, str]:
        """Name the prices that may come with a choice, each with the field of that choice."""
        return {name: q.price_of for name, q in cls.questions().items() if q.price_of}

    def asked(self, abilities: Abilities = CUSTOMARY) -> Mapping[str, Question]:
        """Name the questions that apply at such a desk, given what is answered so far."""
        return {name: q for name, q in self.questions().items() if q.applies(self, abilities)}


def _not_in_the_past(day: date | None, info: ValidationInfo) -> date | None:
    today = (info.context or {}).get("today")
    if day is not None and today is not None and day < today:
        raise PydanticCustomError("past", "That day is over. Please choose today or a later day.")
    return day


def _whole_pieces(value: object) -> object:
    text = str(value).strip()
    if not (_WHOLE.fullmatch(text) and 1 <= int(text) <= MOST_PIECES):
        most = {"most": f"{MOST_PIECES:,}"}
        raise PydanticCustomError("pieces", "Please give a whole number from 1 to {most}.", most)
    return int(text)


def _customer_is_chosen(_: Any, abilities: Abilities) -> bool:
    return abilities.chooses_customer


def _customer_is_known(answers: Any, abilities: Abilities) -> bool:
    return answers.customer is not None or not abilities.chooses_customer


def _not_collected(answers: Any, _: Abilities) -> bool:
    return not answers.is_pickup


def _is_shipped(answers: Any, abilities: Abilities) -> bool:
    return _customer_is_known(answers, abilities) and _not_collected(answers, abilities)


def _is_shipped_at_our_price(answers: Any, abilities: Abilities) -> bool:
    return abilities.sets_prices and _not_collected(answers, abilities)


def _prices_are_ours(_: Any, abilities: Abilities) -> bool:
    return abilities.sets_prices


def _part_has_offers(_: Any, abilities: Abilities) -> bool:
    return abilities.offers_by_part


UNITS = (("mm", "Millimetres (mm)"), ("inch", "Inches"))
Unit = Literal["mm", "inch"]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=50)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]
Pieces = Annotated[int, BeforeValidator(_whole_pieces)]
DueDate = Annotated[date | None, AfterValidator(_not_in_the_past)]


class Answers(Form):
    """What the order form asks. A missing answer is `None` and is listed on the card."""

    customer: Annotated[
        Choice | None,
        Question(
            "Customer",
            Kind.CHOICE,
            Source.CUSTOMERS,
            hint="Type a part of the name, company or e-mail address.",
            needed=True,
            required=True,
            reshapes=True,
            applies=_customer_is_chosen,
        ),
    ] = None
    billing_address: Annotated[
        Choice | None,
        Question(
            "Billing address",
            Kind.CHOICE,
            Source.ADDRESSES,
            of="customer",
            needed=True,
            applies=_customer_is_known,
        ),
    ] = None
    shipping_address: Annotated[
        Choice | None,
        Question(
            "Shipping address",
            Kind.CHOICE,
            Source.ADDRESSES,
            of="customer",
            needed=True,
            applies=_is_shipped,
        ),
    ] = None
    delivery: Annotated[
        Choice | None,
        Question("Delivery", Kind.CHOICE, Source.DELIVERY, needed=True, reshapes=True),
    ] = None
    shipping_price: Annotated[
        Money | None,
        Question(
            "Shipping price",
            Kind.LINE,
            price_of="delivery",
            hint="Net, such as 12.34. 0 when it costs nothing.",
            needed=True,
            applies=_is_shipped_at_our_price,
        ),
    ] = None
    payment: Annotated[
        Choice | None, Question("Payment", Kind.CHOICE, Source.PAYMENT, needed=True)
    ] = None
    material: Annotated[
        Choice | None,
        Question(
            "Material for all parts",
            Kind.CHOICE,
            Source.MATERIALS,
            hint="A part can have its own; change it on the card.",
            reshapes=True,
        ),
    ] = None
    price: Annotated[
        Money | None,
        Question(
            "Price per piece for all parts",
            Kind.LINE,
            price_of="material",
            hint="Net. A part can have its own; change it on the card.",
            applies=_prices_are_ours,
        ),
    ] = None
    due_date: Annotated[
        DueDate,
        Question(
            "Due date for all parts",
            Kind.DATE,
            hint="A part can have its own; change it on the card.",
        ),
    ] = None
    unit: Annotated[
        Unit,
        Question(
            "Unit",
            Kind.PICK,
            entries=UNITS,
            hint="STL files do not say what they were drawn in.",
            required=True,
        ),
    ] = "mm"
    reference: Annotated[
        Line,
        Question("Reference", Kind.LINE, hint="Your own words, such as a purchase order number."),
    ] = ""
    instructions: Annotated[
        Text, Question("Delivery instructions", Kind.TEXT, applies=_not_collected)
    ] = ""
    voucher: Annotated[Line, Question("Voucher", Kind.LINE)] = ""

    @property
    def is_pickup(self) -> bool:
        """Whether the customer collects the order instead of having it shipped."""
        return self.delivery is not None and self.delivery.key.startswith(PICKUP)


class PartAnswers(Form):
    """What is asked of a single part. `None` follows the order's answer for all parts."""

    quantity: Annotated[Pieces, Question("Quantity", Kind.NUMBER, required=True)] = 1
    material: Annotated[
        Choice | None,
        Question(
            "Material",
            Kind.CHOICE,
            Source.MATERIALS,
            hint="Empty: as for all parts.",
            reshapes=True,
        ),
    ] = None
    offer: Annotated[
        Choice | None,
        Question(
            "Offer",
            Kind.CHOICE,
            Source.OFFERS,
            of="material",
            hint="Empty: the least expensive one.",
            applies=_part_has_offers,
        ),
    ] = None
    finishing: Annotated[
        tuple[Choice, ...],
        Question("Finishing", Kind.CHOICES, Source.FINISHINGS, of="material"),
    ] = ()
    unit: Annotated[
        Unit | None,
        Question("Unit", Kind.PICK, entries=UNITS, hint="Changing it sends the file again."),
    ] = None
    price: Annotated[
        Money | None,
        Question(
            "Price per piece",
            Kind.LINE,
            price_of="material",
            hint="Net. Empty: as for all parts.",
            applies=_prices_are_ours,
        ),
    ] = None
    due_date: Annotated[
        DueDate, Question("Due date", Kind.DATE, hint="Empty: as for all parts.")
    ] = None
