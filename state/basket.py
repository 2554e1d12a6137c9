"""What is left to do until the basket holds what the record says; pure."""

from state.order import Basket, Change, Order, PriceQuery
from state.part import (
    Analysing,
    LineSpec,
    Part,
    Ready,
    Unusable,
    Upload,
    Uploading,
    Waiting,
)
from state.phase import Collecting, Failed, Placing
from state.steps import (
    AnswerForms,
    AssignCustomer,
    DescribeLine,
    LeaveBasket,
    OpenBasket,
    OpenLine,
    PriceBasket,
    Step,
)


def line_spec(order: Order, part: Part) -> LineSpec | None:
    """Give what the part's line has to say, once material and price (if it is ours) are known."""
    ours = order.terms.abilities.sets_prices
    material, price = order.material_of(part), order.price_of(part) if ours else None
    if material is None or (ours and price is None):
        return None
    own, due = part.answers, order.due_date_of(part)
    return LineSpec(
        material=material.key,
        offer=own.offer.key if own.offer else None,
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
    if any(is_unwanted(order, change) for change in basket.unanswered):
        return LeaveBasket()
    if customer is not None and basket.customer != customer.key:
        return AssignCustomer(customer.key)
    step = next((step for part in order.parts if (step := _line_step(order, part))), None)
    return step or _price_step(order)


def next_steps(order: Order) -> tuple[Step, ...]:
    """Name everything that may be done now, side by side: all that is said of lines that stand.

    A create is the only one of its kind, so that one that is lost is known, and a customer comes
    before the lines. `next_step` is the first of them.
    """
    first = next_step(order)
    if not isinstance(first, OpenLine | DescribeLine | AnswerForms):
        return () if first is None else (first,)
    steps = [step for part in order.parts if (step := _line_step(order, part))]
    opened = next((step for step in steps if isinstance(step, OpenLine)), None)
    return tuple(step for step in steps if step is opened or not isinstance(step, OpenLine))


def is_unwanted(order: Order, change: Change) -> bool:
    """Tell whether a change that may still arrive says something else than the order does now."""
    part = order.part(change.part) if change.part else None
    wanted: object = None
    match change.said:
        case str():
            wanted = order.answers.customer.key if order.answers.customer else None
        case LineSpec():
            wanted = line_spec(order, part) if part else None
        case _:
            wanted = part.requirements if part else None
    return wanted is not None and wanted != change.said


def _line_step(order: Order, part: Part) -> Step | None:
    if not part.file.is_known:
        return None
    if part.line is None:
        # A line cannot be taken out again, and nobody knows whether this one will be wanted.
        return None if isinstance(part.upload, Unusable) else OpenLine(part.id)
    if order.terms.abilities.offers_by_part and not isinstance(part.upload, Ready):
        # Nobody knows yet what this part can be made of.
        return None
    spec = line_spec(order, part)
    if spec is not None and spec != part.described:
        return DescribeLine(part.id, part.line, spec)
    if part.requirements != part.required_told:
        return AnswerForms(part.id, part.line, part.requirements)
    return None


def to_identify(order: Order) -> tuple[Part, ...]:
    """Name the parts of which nobody knows yet what they are; they get no line before that."""
    return tuple(p for p in order.parts if not p.file.is_known and isinstance(p.upload, Waiting))


def _price_step(order: Order) -> Step | None:
    query = price_query(order)
    return None if query is None or has_price(order) else PriceBasket(query)


def price_query(order: Order) -> PriceQuery | None:
    """Give what the desk's price has to be asked for; `None` as long as there is none."""
    lines = tuple((p.line, p.described) for p in order.parts if p.line and p.described)
    if order.terms.abilities.sets_prices or order.basket.id is None or not lines:
        return None
    if any(not isinstance(p.upload, Ready) or _line_step(order, p) for p in order.parts):
        return None
    a = order.answers
    address = None if a.is_pickup else a.shipping_address
    return PriceQuery(
        basket=order.basket.id,
        currency=order.terms.currency,
        billing_address=a.billing_address.key if a.billing_address else None,
        shipping_address=address.key if address else None,
        delivery=a.delivery.key if a.delivery else None,
        voucher=a.voucher,
        lines=lines,
    )


def has_price(order: Order) -> bool:
    """Tell whether the total is that of the order as it stands; ours always is."""
    if order.terms.abilities.sets_prices:
        return True
    priced = order.basket.priced
    return priced is not None and priced.query == price_query(order)


def to_forward(order: Order) -> tuple[Part, ...]:
    """Name the parts whose line stands and whose file has not been sent."""
    return tuple(p for p in order.parts if p.line is not None and isinstance(p.upload, Waiting))


def settled(order: Order) -> tuple[Part, ...]:
    """Name those to forward of whose line nothing else is left to be said."""
    return tuple(part for part in to_forward(order) if _line_step(order, part) is None)


def on_its_way(order: Order) -> tuple[Part, ...]:
    """Name the parts whose file somebody has to send, sends, or awaits the analysis of."""
    waiting = to_forward(order)
    sent = tuple(p for p in order.parts if isinstance(p.upload, Uploading | Analysing))
    return (*waiting, *sent)


def abandoned(order: Order) -> Order:
    """Give the order a fresh basket: the old one is never ordered, and the files are sent again.

    Not those that could not be used: for them, somebody has to do something first.
    """
    parts = tuple(
        p.but(line=None, described=None, required_told=(), upload=_afresh(p.upload))
        for p in order.parts
    )
    return order.but(
        basket=Basket(number=order.basket.number + 1, keeper=order.basket.keeper), parts=parts
    )


def _afresh(upload: Upload) -> Upload:
    return upload.but(line_is_empty=True) if isinstance(upload, Unusable) else Waiting()


def in_line(order: Order) -> bool:
    """Tell whether the basket holds exactly what the record says, files included."""
    return (
        bool(order.parts)
        and order.basket.awaiting is None
        and next_step(order) is None
        # Of an order that is over no step is named, whatever may still arrive in its basket.
        and not any(is_unwanted(order, change) for change in order.basket.unanswered)
        and all(p.described is not None and isinstance(p.upload, Ready) for p in order.parts)
    )
