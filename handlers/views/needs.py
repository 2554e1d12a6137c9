"""What an order still needs, in words."""

from collections.abc import Sequence

from handlers.views.text import listed, named
from state.completeness import (
    ANALYSIS,
    DESK_PRICE,
    FILE,
    MATERIAL,
    PRICE,
    REPLACEMENT,
    REQUIREMENTS,
    Need,
    missing,
)
from state.order import Order

_NO_ANSWERS = frozenset({FILE, DESK_PRICE})


def still_missing(order: Order) -> str:
    """Say what people have to add before the order can be placed; empty when nothing; mrkdwn."""
    needs = missing(order)
    answers = [n.what.lower() for n in needs if n.part is None and n.what not in _NO_ANSWERS]
    things = [
        *answers,
        *(["a file"] if any(need.what == FILE for need in needs) else []),
        *_of_parts("the material of", needs, MATERIAL),
        *_of_parts("the price of", needs, PRICE),
        *_of_parts("the requirements of", needs, REQUIREMENTS),
        *_of_parts("something in place of", needs, REPLACEMENT),
    ]
    return f"*Still missing:* {listed(things, len(things))}." if things else ""


def still_waiting(order: Order) -> str:
    """Say which files are on their way or being checked; empty when none is; mrkdwn."""
    if waits_for_price(order):
        return "*3YOURMIND is asked for its price.*"
    files = _of_parts("", missing(order), ANALYSIS)
    return f"*On the way to 3YOURMIND:* {files[0].strip()}." if files else ""


def waits_for_price(order: Order) -> bool:
    """Tell whether nothing but 3YOURMIND's price is awaited, and nothing keeps it from coming."""
    asked = any(need.what == DESK_PRICE for need in missing(order))
    return asked and getattr(order.phase, "problem", None) is None


def _of_parts(words: str, needs: Sequence[Need], what: str) -> list[str]:
    names = [named(need.part.file.name, 60) for need in needs if need.part and need.what == what]
    return [f"{words} {listed(names)}"] if names else []
