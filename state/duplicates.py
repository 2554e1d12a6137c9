"""Which parts hold the same content; pure, from what passed on its way to 3YOURMIND."""

from typing import NamedTuple

from state.order import Order
from state.part import Part


class Twins(NamedTuple):
    """Two parts with the same content, in the order in which they were shared."""

    first: Part
    second: Part


def twins(order: Order, index: int) -> Twins | None:
    """Name the two parts that entry `index` of the history shows to be twins, and no entry before.

    A file is sent again whenever the basket is made afresh: only its first time can show anything.
    """
    event = order.history[index].event
    if event["kind"] != "file_uploaded":
        return None
    same = {e["part"] for e in _uploads(order, index) if _content(e) == _content(event)}
    sent = order.part(event["part"])
    others = [part for part in order.parts if part.id in same]
    if sent is None or sent.id in same or not others:
        return None
    first, second = (part for part in order.parts if part in (sent, others[0]))
    return Twins(first, second)


def _uploads(order: Order, before: int) -> list[dict[str, str]]:
    events = (entry.event for entry in order.history[:before])
    return [event for event in events if event["kind"] == "file_uploaded"]


def _content(event: dict[str, str]) -> tuple[str, str]:
    # Earlier versions had a digest of another kind, which equals none of today's.
    return event.get("digest", ""), event.get("sha256", "")
