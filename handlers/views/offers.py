"""Files outside any order: the offer to order them, and why there is none."""

from collections.abc import Collection, Sequence

from handlers.views.blocks import Answer, Block, actions, button, context, section
from handlers.views.text import code, counted, escape, inert, listed
from state.acceptance import FileRules
from state.order import Order
from state.part import SharedFile

ORDER_FILES = "order_with_files"
MOST_NAMED = 10
NO_FILES = (
    "There are no files in this message. Use *Order these files* on a message with the files "
    "of your parts, or start an empty order with `/order`."
)
OFFER_IS_OLD = (
    "I no longer know these files. Use *Order these files* in the menu of their message, "
    "or share them once more."
)


def offer(key: str, files: Sequence[SharedFile]) -> Answer:
    """Offer an order with these files; `key` comes back with the button."""
    fits = "looks like a part" if len(files) == 1 else "look like parts"
    text = (
        f"📎 {_names(files)} {fits} to print. "
        "For an order that stands already, drop files into the thread of its card."
    )
    press = button("New order with these files", ORDER_FILES, key, "primary")
    return {"text": text, "blocks": [section(text), actions("offer", [press])]}


def carried(files: Sequence[SharedFile]) -> Block:
    """Say in the form which files the order begins with."""
    return context(f"📎 {_names(files)} will be in this order.")


def already_ordered(order: Order) -> str:
    """Say that another order has these files already; sending the form again makes one more."""
    return f"{_link(order)} has been started with these files already. This would be another order."


def nothing_usable(rules: FileRules) -> str:
    """Say which files can be ordered, where none of those shown can."""
    kinds = listed([kind.upper() for kind in rules.extensions], len(rules.extensions))
    return (
        "I found no file here that could be a part. "
        f"I take {inert(kinds, 300)} of up to {rules.most_mb:,} MB, kept in Slack and not empty."
    )


def added(order: Order, names: Sequence[str], before: Collection[str]) -> str:
    """Say which of the files with these ids are parts of an order now, and which were `before`."""
    parts = [part for part in order.parts if part.id in names]
    new = [part.file for part in parts if part.id not in before]
    old = [part.file for part in parts if part.id in before]
    left = len(names) - len(parts)
    lines = (
        f"This is the thread of {_link(order)}, which is not placed yet.",
        f"✅ {_names(new)} {_are(new)} in it now." if new else "",
        f"📎 {_names(old)} {_are(old)} in it already." if old else "",
        f"⚠️ {counted(left, 'file')} cannot be a part; the thread says why." if left else "",
    )
    return "\n".join(line for line in lines if line)


def _names(files: Sequence[SharedFile]) -> str:
    return listed([code(file.name, 60) for file in files], MOST_NAMED)


def _are(files: Sequence[SharedFile]) -> str:
    return "is" if len(files) == 1 else "are"


def _link(order: Order) -> str:
    name = inert(order.id, 60)
    return f"<{escape(order.spot.link)}|{name}>" if order.spot.link else name
