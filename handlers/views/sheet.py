"""Orders as a CSV file that every spreadsheet opens as it is meant."""

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime

from handlers.views.facts import whom
from handlers.views.text import clean
from state.basket import has_price
from state.order import Order
from state.phase import Placed

HEAD = (
    "our id",
    "number",
    "status",
    "phase",
    "customer",
    "reference",
    "started (UTC)",
    "placed (UTC)",
    "started by",
    "placed by",
    "parts",
    "pieces",
    "currency",
    "total",
)
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With these a spreadsheet takes a cell for something to be worked out, whoever wrote it.

Source: https://owasp.org/www-community/attacks/CSV_Injection
"""
Names = Callable[[str], str]


def sheet(orders: Iterable[Order], name_of: Names) -> Iterator[bytes]:
    """Give the file line by line; `name_of` gives the name of a person by Slack's user id.

    By the mark in front a spreadsheet knows that it is UTF-8.
    """
    yield BOM_UTF8 + _line(HEAD)
    for order in orders:
        yield _line(_row(order, name_of))


def harmless(text: str) -> str:
    """Give a text for a cell: an apostrophe in front says that nothing is to be worked out."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def _line(texts: Sequence[str]) -> bytes:
    cells = (harmless(clean(text)).replace('"', '""') for text in texts)
    return (",".join(f'"{cell}"' for cell in cells) + "\r\n").encode(errors="replace")


def _row(order: Order, name_of: Names) -> tuple[str, ...]:
    placed = order.phase if isinstance(order.phase, Placed) else None
    return (
        order.id,
        placed.number if placed else "",
        placed.status if placed else "",
        order.phase.kind.replace("_", " "),
        whom(order),
        order.answers.reference,
        _moment(order.started),
        _moment(placed.at) if placed else "",
        name_of(order.owner),
        name_of(placed.by) if placed else "",
        str(len(order.parts)),
        str(sum(part.answers.quantity for part in order.parts)),
        order.terms.currency,
        str(order.total) if has_price(order) else "",
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
