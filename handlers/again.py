"""An order like an earlier one: the same answers, and its parts if the person wants them."""

from collections.abc import Iterable

from handlers.views.blocks import Block
from handlers.views.modals import SAME_FILES, Draft, order_form
from handlers.views.reading import Values
from state.events import Event, FileShared, PartEdited
from state.forgetting import is_forgotten
from state.form import Answers, PartAnswers
from state.order import Order
from state.orders import Orders, UnknownOrder
from state.part import Part

LASTING = ("delivery", "shipping_price", "payment", "material", "price", "unit")
"""What does not belong to a customer, and suits another order as well."""
CUSTOMERS = ("customer", "billing_address", "shipping_address")


def another_form(order: Order, draft: Draft, *, same_customer: bool) -> Block:
    """Give the form of a new order, filled in as the order was; words about it alone are not.

    An order that no longer says whom it was for has neither customer nor files for another one.
    """
    known = not is_forgotten(order)
    names = (*CUSTOMERS, *LASTING) if same_customer and known else LASTING
    answers = Answers().but(**{name: getattr(order.answers, name) for name in names})
    return order_form(answers, draft.but(like=order.id), parts=order.parts if known else ())


def wants_the_same_files(values: Values) -> bool:
    """Tell whether the box for the parts of the earlier order is ticked."""
    return bool(values.get(f"{SAME_FILES}@", {}).get(SAME_FILES, {}).get("selected_options"))


def earlier_parts(orders: Orders, draft: Draft) -> tuple[Part, ...]:
    """Give the parts of the order after which a new one is made, if it is made after one."""
    if draft.like is None:
        return ()
    try:
        order = orders.get(draft.like)
    except UnknownOrder:
        return ()
    return () if is_forgotten(order) else order.parts


def taken_over(parts: Iterable[Part], by: str) -> Iterable[Event]:
    """Give what happens to a new order that takes over these parts; due dates are over by then."""
    for part in parts:
        yield FileShared(part=part.id, file=part.file, by=by)
        answers = part.answers.but(due_date=None)
        if answers != PartAnswers():
            yield PartEdited(part=part.id, answers=answers)
