"""Which order a request on the wire is about: it says so, or it shares a thing with one that does.

Such things are the thread of a message, a file, and a basket of 3YOURMIND.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.sandbox.page.wire_lines import Line

ORDER = re.compile(r"PD-[0-9A-Z]{7}\b")
BASKET = re.compile(r"/baskets/(\d+)/")
STEPS = 2
"""From a card to a message of its thread, and on to the files of that."""


def orders_of(lines: Sequence[Line]) -> list[str]:
    """Give for each line the id of its order, empty when it is about none or about several."""
    orders = [_named(line) for line in lines]
    things = [frozenset(_things(line)) for line in lines]
    for _ in range(STEPS):
        known = {
            thing: order
            for some, order in zip(things, orders, strict=True)
            for thing in some
            if order
        }
        orders = [
            order or next((known[thing] for thing in some if thing in known), "")
            for some, order in zip(things, orders, strict=True)
        ]
    return orders


def _named(line: Line) -> str:
    text = json.dumps([line.request, line.response], default=str)
    found = set(ORDER.findall(text))
    return found.pop() if len(found) == 1 else ""


def _things(line: Line) -> Iterator[str]:
    request, response = _object(line.request), _object(line.response)
    event = _object(request.get("event"))
    for place in (request, event, _object(request.get("container"))):
        yield from _texts("message", place, "thread_ts")
        yield from _texts("file", place, "file", "file_id")
    for file in event.get("files", ()):
        yield from _texts("file", file, "id")
    for share in _shares(_object(response.get("file"))):
        yield from _texts("message", share, "thread_ts")
    if line.what.startswith("chat."):
        yield from _texts("message", request, "ts")
        yield from _texts("message", response, "ts")
    yield from (f"basket {number}" for number in BASKET.findall(line.what))
    yield from _texts("basket", request, "basketId", "basket_id")
    if line.what.endswith("/baskets/"):
        yield from _texts("basket", response, "id")


def _shares(file: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the places of a file, for which the message in its thread may not be told yet."""
    for channels in _object(file.get("shares")).values():
        for places in channels.values():
            yield from places


def _texts(kind: str, place: dict[str, Any], *names: str) -> Iterator[str]:
    for name in names:
        if isinstance(value := place.get(name), str | int):
            yield f"{kind} {value}"


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
