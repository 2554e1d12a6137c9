"""Puts words into the vendor's mouth."""

from bot.sandbox.threeyourmind.faults import Answer
from bot.sandbox.threeyourmind.local import Local3yourmind


def answers(vendor: Local3yourmind, body: str, path: str) -> None:
    """Let the vendor answer requests to this path with this body."""
    vendor.switches.on(Answer(200, body), method="*", path=path)
