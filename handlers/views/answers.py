"""Answers that only the person who asked can see."""

from collections.abc import Sequence

from handlers.views.blocks import Answer, section
from handlers.views.facts import total, whom
from handlers.views.needs import still_missing
from handlers.views.parts import pieces
from handlers.views.phases import standing
from handlers.views.text import counted, escape, inert, mention, when
from state.events.base import COLLECTING
from state.order import Order
from state.phase import Placed

MOST_LISTED = 10


def help_text() -> str:
    """Say what the bot can do and how it is asked."""
    return (
        "*I place 3D-printing orders in 3YOURMIND.*\n"
        "• `/order` starts one: pick the customer, drop the files into its thread, place it.\n"
        "• `/order list` shows your orders that are not placed yet.\n"
        "• `/order-status 100001` tells where an order stands. "
        "Its reference or our own number, such as `PD-7MASG2Y`, will do as well."
    )


def open_orders(orders: Sequence[Order]) -> Answer:
    """List somebody's orders that are not placed yet."""
    if not orders:
        return _answer("You have no open orders. Start one with `/order`.")
    return _answer("*Your open orders*", *_list(orders))


def status_answer(orders: Sequence[Order], live: str | None) -> Answer:
    """Say where the orders stand that fit what was asked.

    `live` is 3YOURMIND's own word on the one order that fits; `None` says that it did not answer.
    """
    match orders:
        case []:
            return _answer(
                "I know no such order. Try its number, its reference, "
                "or our own number, such as `PD-7MASG2Y`."
            )
        case [order]:
            return _answer(*_in_full(order, live))
        case _:
            return _answer("*Several orders fit*", *_list(orders))


def wrong_channel(channels: Sequence[str]) -> str:
    """Say where orders are placed instead."""
    return f"Orders are not placed here but in {' '.join(f'<#{c}>' for c in channels)}."


def _answer(*lines: str) -> Answer:
    text = "\n".join(line for line in lines if line)
    return {"text": text, "blocks": [section(text)]}


def _list(orders: Sequence[Order]) -> list[str]:
    lines = [
        f"• {_link(order)} · {_whom(order)} · {standing(order)}" for order in orders[:MOST_LISTED]
    ]
    left = len(orders) - len(lines)
    return [*lines, *([f"… and {counted(left, 'more order')}"] if left else [])]


def _in_full(order: Order, live: str | None) -> tuple[str, ...]:
    return (
        f"*{standing(order)}*",
        f"{_link(order)} · {_whom(order)} · {pieces(order)} · {total(order)}",
        f"Started by {mention(order.owner)} {when(order.started)}.",
        still_missing(order) if order.phase.kind in COLLECTING else "",
        _from_3yourmind(order, live),
    )


def _from_3yourmind(order: Order, live: str | None) -> str:
    if not isinstance(order.phase, Placed):
        return ""
    if live is None:
        known = when(order.history[-1].at if order.history else order.phase.at)
        return f"3YOURMIND does not answer at the moment; this is what I know since {known}."
    return f"3YOURMIND says: {inert(live, 100)}." if live else ""


def _whom(order: Order) -> str:
    return inert(whom(order) or "no customer yet", 100)


def _link(order: Order) -> str:
    if not order.spot.link:
        return f"{inert(order.id, 60)} in <#{order.spot.channel}>"
    return f"<{escape(order.spot.link)}|{inert(order.id, 60)}>"
