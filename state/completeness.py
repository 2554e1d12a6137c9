"""What an order still needs before it can be placed, and the request it then becomes; pure."""

from dataclasses import dataclass

from state.basket import has_price, line_spec
from state.order import Order, OrderRequest
from state.part import LineSpec, Part, Ready, Unusable
from state.record import Choice


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is missing: an answer (by the question's title), or something about a part."""

    what: str
    part: Part | None = None


FILE, MATERIAL, PRICE, ANALYSIS, REPLACEMENT, REQUIREMENTS, DESK_PRICE = (
    "file",
    "material",
    "price",
    "analysis",
    "replacement",
    "requirements",
    "desk_price",
)


def missing(order: Order) -> tuple[Need, ...]:
    """List everything that is missing, in the order of the form and then of the parts."""
    answers = order.answers
    needs = [
        Need(question.title)
        for name, question in answers.asked(order.terms.abilities).items()
        if question.needed and getattr(answers, name) is None
    ]
    if not order.parts:
        needs.append(Need(FILE))
    needs.extend(need for part in order.parts for need in _part_needs(order, part))
    if not needs and not has_price(order):
        needs.append(Need(DESK_PRICE))
    return tuple(needs)


def _part_needs(order: Order, part: Part) -> list[Need]:
    needs = []
    if order.material_of(part) is None:
        needs.append(Need(MATERIAL, part))
    if order.terms.abilities.sets_prices and order.price_of(part) is None:
        needs.append(Need(PRICE, part))
    answered = {given.form for given in part.requirements}
    if any(form.demanded and form.key not in answered for form in order.terms.forms):
        needs.append(Need(REQUIREMENTS, part))
    if isinstance(part.upload, Unusable):
        needs.append(Need(REPLACEMENT, part))
    elif not isinstance(part.upload, Ready):
        needs.append(Need(ANALYSIS, part))
    return needs


def order_request(order: Order) -> OrderRequest:
    """Parse the record into a request in which nothing is open.

    Raises:
        ValueError: something is missing.
    """
    a = order.answers
    address = None if a.is_pickup else _key(a.shipping_address)
    return OrderRequest(
        reference=reference(order),
        basket=_given(order.basket.id),
        customer=_key(a.customer) if order.terms.abilities.chooses_customer else None,
        billing_address=_key(a.billing_address),
        shipping_address=address,
        delivery=_key(a.delivery),
        instructions="" if a.is_pickup else a.instructions,
        shipping_price=order.shipping_price,
        payment=_key(a.payment),
        amount=order.total,
        currency=order.terms.currency,
        voucher=a.voucher,
        lines=tuple((_given(p.line), _spec(order, p)) for p in order.parts),
    )


def reference(order: Order) -> str:
    """Give the text by which the order is found again: our id, then the agent's own reference."""
    return f"{order.id} {order.answers.reference}".strip()


def _spec(order: Order, part: Part) -> LineSpec:
    if (spec := line_spec(order, part)) is None:
        msg = f"part {part.id} has no material or price"
        raise ValueError(msg)
    return spec


def _key(choice: Choice | None) -> str:
    return _given(choice.key if choice else None)


def _given(value: str | None) -> str:
    if value is None:
        msg = "an order with open questions cannot be placed"
        raise ValueError(msg)
    return value
