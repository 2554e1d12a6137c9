"""What can be done with an order in its phase, as buttons."""

from handlers.views.blocks import Block, actions, button, confirm
from handlers.views.facts import total, whom
from handlers.views.parts import pieces
from handlers.views.text import cut, listed, plainly
from state.completeness import missing
from state.forgetting import is_forgotten
from state.order import Order
from state.phase import Collecting, Failed, NeedsHuman, Placed
from state.sizes import doubted

PLACE, EDIT, CANCEL, TRY_AGAIN = "place", "edit", "cancel", "try_again"
FOUND, NOT_THERE = "found", "not_there"
AGAIN, COPY = "again", "copy"
TELL_ME, QUIET = "tell_me", "quiet"
LONGEST_BLOCK_ID = 255


def buttons(order: Order) -> list[Block]:
    """Give the row of buttons, or nothing where nothing can be done.

    A button's value is the order's id; Place adds the total that its dialog shows.
    """
    elements = _elements(order)
    return [actions("actions", elements)] if elements else []


def settling(order: Order, row: int) -> Block:
    """Give the two answers to whether an order was placed, for one of the rows of a list."""
    # A list that is published anew may have another order in this row.
    name = cut(f"settle {row} {order.id}", LONGEST_BLOCK_ID)
    return actions(name, _answers(order))


def _elements(order: Order) -> list[Block]:
    match order.phase:
        case Collecting(problem=problem):
            again = [] if problem is None else [button("Try again", TRY_AGAIN, order.id)]
            return [*_place(order, "Place order"), *again, *_change(order)]
        case Failed():
            return [*_place(order, "Try again"), *_change(order)]
        case NeedsHuman():
            return _answers(order)
        case Placed(watched=watched):
            again = [] if is_forgotten(order) else _once_more(order)
            return [*again, *(_telling(order) if watched else [])]
        case _:
            return []


def _telling(order: Order) -> list[Block]:
    return [button("Tell me too", TELL_ME, order.id), button("Quiet", QUIET, order.id)]


def _place(order: Order, label: str) -> list[Block]:
    if missing(order):
        return []
    dialog = confirm("Place this order?", _summary(order), "Place order", "Not yet")
    return [button(label, PLACE, f"{order.id} {order.total}", "primary", dialog)]


def _once_more(order: Order) -> list[Block]:
    again = button("Order again", AGAIN, order.id)
    if not order.terms.abilities.chooses_customer:
        return [again]
    return [again, button("Copy to another customer", COPY, order.id)]


def _summary(order: Order) -> str:
    price = "" if order.terms.abilities.sets_prices else " (3YOURMIND's price)"
    name = plainly(whom(order), 100)
    what = f"{pieces(order)}, {total(order)} in total{price} for {name}."
    return f"{what}{_open_question(order)}"


def _open_question(order: Order) -> str:
    names = [plainly(p.file.name, 40) for p in order.parts if doubted(order, p)]
    asked = " Nobody has said yet whether millimetres or inches are right for "
    return f"{asked}{listed(names, 1)}." if names else ""


def _change(order: Order) -> list[Block]:
    dialog = confirm(
        "Cancel this order?",
        "Nothing is ordered, and the order cannot be taken up again.",
        "Cancel order",
        "Keep it",
    )
    return [
        button("Edit", EDIT, order.id),
        button("Cancel", CANCEL, order.id, "danger", dialog),
    ]


def _answers(order: Order) -> list[Block]:
    return [_found(order), _not_there(order)]


def _found(order: Order) -> Block:
    return button("It is there: enter its number", FOUND, order.id)


def _not_there(order: Order) -> Block:
    dialog = confirm(
        "Send it again?",
        "Only do this when you have looked in 3YOURMIND and the order is not there. "
        "Otherwise it will be printed twice.",
        "Send again",
        "Not yet",
    )
    return button("It is not there: send again", NOT_THERE, order.id, "danger", dialog)
