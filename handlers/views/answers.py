"""Answers that only the person who asked can see."""

from collections.abc import Sequence

from handlers.views.blocks import Answer, section
from handlers.views.phases import standing
from handlers.views.summary import link, whom
from handlers.views.text import counted
from state.order import Order

MOST_LISTED = 10


def help_text() -> str:
    """Say what the bot can do and how it is asked."""
    return (
        "*I place 3D-printing orders in 3YOURMIND.*\n"
        "• `/order` starts one: pick the customer, drop the files into its thread, place it.\n"
        "• *Order these files* in the menu of any message starts one with the files of that "
        "message, also in a thread. In the thread of an order they are added to it.\n"
        "• Files that you drop into a channel, or send to me directly, I offer to order. "
        "Mention me with files to get that offer in a thread.\n"
        "• `/order list` shows your orders that are not placed yet.\n"
        "• `/order-status 100001` tells where an order stands. Its reference, our own number, such "
        "as `PD-7MASG2Y`, the customer, a file or a link to its card will do as well.\n"
        "• `/order-export 2026-01-01 2026-01-31` gives you the orders of these days as a file for "
        "a spreadsheet; without days those of the last 30.\n"
        "• My *Home* tab shows what you have under way. A new order can be started there, too."
    )


def open_orders(orders: Sequence[Order]) -> Answer:
    """List somebody's orders that are not placed yet."""
    if not orders:
        return _answer("You have no open orders. Start one with `/order`.")
    return _answer("*Your open orders*", *_list(orders))


def wrong_channel(channels: Sequence[str]) -> str:
    """Say where orders are placed instead."""
    return f"Orders are not placed here but in {' '.join(f'<#{c}>' for c in channels)}."


def _answer(*lines: str) -> Answer:
    text = "\n".join(line for line in lines if line)
    return {"text": text, "blocks": [section(text)]}


def _list(orders: Sequence[Order]) -> list[str]:
    lines = [
        f"• {link(order)} · {whom(order)} · {standing(order)}" for order in orders[:MOST_LISTED]
    ]
    left = len(orders) - len(lines)
    return [*lines, *([f"… and {counted(left, 'more order')}"] if left else [])]
