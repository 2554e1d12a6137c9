"""Several orders as a table, in pages, with a way to open one; and the buttons that turn pages."""

import re
from collections.abc import Sequence

from handlers.views.blocks import Answer, Block, actions, button, cell, link_cell, section, table
from handlers.views.elements import option, static_select
from handlers.views.summary import changed, customer_of, link, number_of, state_of, whom
from handlers.views.text import inert
from state.order import Order
from state.record import Record

PAGE = 10
SHOW = "look_show"
TURN = re.compile("^look_(previous|next|back)$")
_HEADLINE = ("Order", "Number", "Customer", "Status", "Last change")


class Listing(Record):
    """What is listed and from where on; travels in buttons, so whoever reads it asks again."""

    text: str = ""
    """Empty lists what is open."""
    skip: int = 0


def listing_answer(listing: Listing, orders: Sequence[Order]) -> Answer:
    """Give one page; one order more than a page holds says that there is another."""
    shown, more = orders[:PAGE], len(orders) > PAGE
    title = f"*{_title(listing, len(shown))}*"
    blocks = [section(title), _table(shown), _turning(listing, shown, more=more)]
    return {"text": "\n".join([title, *map(_line, shown)]), "blocks": blocks}


def back(listing: Listing) -> Block:
    """Give the button that leads from one order back to the list."""
    return button("Back to the list", "look_back", listing.model_dump_json())


def chooser(orders: Sequence[Order]) -> Block:
    """Give the list from which one of the orders is opened."""
    options = [option(f"{o.id} · {number_of(o)} · {customer_of(o)}", o.id) for o in orders]
    return static_select(SHOW, options, None, "Show an order")


def orders_table(orders: Sequence[Order]) -> Block:
    """Give the orders as a table."""
    return _table(orders)


def _title(listing: Listing, count: int) -> str:
    what = f"Orders that fit “{inert(listing.text, 80)}”" if listing.text else "Open orders"
    if not listing.skip and count < PAGE:
        return what
    return f"{what}, {listing.skip + 1} to {listing.skip + count}"


def _line(order: Order) -> str:
    return f"• {link(order)} · {whom(order)} · {inert(state_of(order), 80)}"


def _table(orders: Sequence[Order]) -> Block:
    return table([[cell(title) for title in _HEADLINE], *map(_row, orders)])


def _row(order: Order) -> list[Block]:
    name = link_cell(order.id, order.spot.link) if order.spot.link else cell(order.id)
    words = (number_of(order), customer_of(order), state_of(order), changed(order))
    return [name, *map(cell, words)]


def _turning(listing: Listing, shown: Sequence[Order], *, more: bool) -> Block:
    before, after = max(0, listing.skip - PAGE), listing.skip + PAGE
    elements = [chooser(shown)]
    if listing.skip:
        elements.append(_turn("Previous", listing.but(skip=before)))
    if more:
        elements.append(_turn("Next", listing.but(skip=after)))
    # The block remembers what is listed, for whoever opens an order and wants to come back.
    return actions(listing.model_dump_json(), elements)


def _turn(label: str, to: Listing) -> Block:
    return button(label, f"look_{label.lower()}", to.model_dump_json())
