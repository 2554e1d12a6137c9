"""What the desk is asked for in tests: plausible as it comes, changed by keyword."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from state.order import OrderRequest
from state.part import LineSpec
from state.ports import Download


def a_spec(**changes: Any) -> LineSpec:
    """Build what a line is to say."""
    given = {
        "material": "5",
        "finishing": (),
        "price": Decimal("12.34"),
        "quantity": 1,
        "due_date": None,
    }
    return LineSpec(**given | changes)


def a_request(**changes: Any) -> OrderRequest:
    """Build an order in which nothing is open, with the ids of the vendor's own example."""
    given = {
        "reference": "PD7K3M PO 17",
        "basket": "31",
        "customer": "17",
        "billing_address": "9",
        "shipping_address": "9",
        "delivery": "shipping:2",
        "instructions": "Ring twice",
        "shipping_price": Decimal("12.34"),
        "payment": "1",
        "amount": Decimal("24.68"),
        "currency": "EUR",
        "voucher": "",
        "lines": (("301", a_spec()),),
    }
    return OrderRequest(**given | changes)


def stl(facets: int = 12) -> bytes:
    """Build a binary STL file."""
    return bytes(80) + facets.to_bytes(4, "little") + bytes(50 * facets)


def a_download(content: bytes | None = None, **changes: Any) -> Download:
    """Build a file on its way, in two chunks."""
    whole = stl() if content is None else content
    given: dict[str, Any] = {"name": "bracket.stl", "size": len(whole), "chunks": _halves(whole)}
    return Download(**given | changes)


def _halves(content: bytes) -> Iterator[bytes]:
    middle = len(content) // 2
    yield from (content[:middle], content[middle:])
