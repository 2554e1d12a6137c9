"""What is left to do until the basket holds what the record says; pure."""

from dataclasses import dataclass

from state.order import Basket, Order
from state.part import LineSpec, Part, Ready, Waiting
from state.phase import Collecting, Failed, Placing


@dataclass(frozen=True, slots=True)
class OpenBasket:
    """Create an empty basket."""


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


Step = OpenBasket | AssignCustomer | OpenLine | DescribeLine


def line_spec(order: Order, part: Part) -> LineSpec | None:
    """Give what the part's line has to say, once material and price are known."""
    material, price = order.material_of(part), order.price_of(part)
    if material is None or price is None:
        return None
    own, due = part.answers, order.due_date_of(part)
    return LineSpec(
        material=material.key,
        finishing=tuple(f.key for f in own.finishing),
        price=price,
        quantity=own.quantity,
        due_date=due.isoformat() if due else None,
    )


def next_step(order: Order) -> Step | None:
    """Name the next thing to do for the basket; `None` when it is in line as far as it can be."""
    if not isinstance(order.phase, Collecting | Failed | Placing) or not order.parts:
        return None
    basket, customer = order.basket, order.answers.customer
    if basket.id is None:
        return OpenBasket()
    if customer is not None and basket.customer != customer.key:
        return AssignCustomer(customer.key)
    return next((step for part in order.parts if (step := _line_step(order, part))), None)


def _line_step(order: Order, part: Part) -> Step | None:
    if not part.file.is_known:
        return None
    if part.line is None:
        return OpenLine(part.id)
    spec = line_spec(order, part)
    if spec is not None and spec != part.described:
        return DescribeLine(part.id, part.line, spec)
    return None


def to_identify(order: Order) -> tuple[Part, ...]:
    """Name the parts of which nobody knows yet what they are; they get no line before that."""
    return tuple(p for p in order.parts if not p.file.is_known and isinstance(p.upload, Waiting))


def to_forward(order: Order) -> tuple[Part, ...]:
    """Name the parts whose line stands and whose file has not been sent."""
    return tuple(p for p in order.parts if p.line is not None and isinstance(p.upload, Waiting))


def abandoned(order: Order) -> Order:
    """Give the order a fresh basket: the old one is never ordered, and every file is sent again."""
    parts = tuple(p.but(line=None, described=None, upload=Waiting()) for p in order.parts)
    return order.but(
        basket=Basket(number=order.basket.number + 1, keeper=order.basket.keeper), parts=parts
    )


def in_line(order: Order) -> bool:
    """Tell whether the basket holds exactly what the record says, files included."""
    return (
        bool(order.parts)
        and order.basket.awaiting is None
        and next_step(order) is None
        and all(p.described is not None and isinstance(p.upload, Ready) for p in order.parts)
    )
