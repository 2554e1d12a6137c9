"""The steps by which a basket is brought in line with its order, one at a time."""

from dataclasses import dataclass

from state.order import Change, PriceQuery
from state.part import LineSpec
from state.requirements import Answered


@dataclass(frozen=True, slots=True)
class OpenBasket:
    """Create an empty basket."""


@dataclass(frozen=True, slots=True)
class LeaveBasket:
    """Go on with a fresh basket: something may still arrive in this one that is not wanted."""


@dataclass(frozen=True, slots=True)
class AssignCustomer:
    """Say for whom the basket is."""

    customer: str


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Create the empty line of a part."""

    part: str


@dataclass(frozen=True, slots=True)
class DescribeLine:
    """Set material, finishing, price, quantity and due date of a part's line."""

    part: str
    line: str
    spec: LineSpec


@dataclass(frozen=True, slots=True)
class AnswerForms:
    """Tell what the organisation wants to know of a part."""

    part: str
    line: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class PriceBasket:
    """Ask what the basket costs as it stands."""

    query: PriceQuery


Changing = AssignCustomer | DescribeLine | AnswerForms
"""Steps that set something, and may be repeated."""
Step = OpenBasket | LeaveBasket | OpenLine | Changing | PriceBasket


def change(call: str, step: Changing) -> Change:
    """Give what may still arrive at 3YOURMIND while a step is not answered."""
    match step:
        case AssignCustomer(customer):
            return Change(call=call, said=customer)
        case DescribeLine(part, _, spec):
            return Change(call=call, part=part, said=spec)
        case AnswerForms(part, _, answers):
            return Change(call=call, part=part, said=answers)
