"""A poster that shows nothing, but notes when it was to show what, and fails as it is told."""

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

from slack_sdk.errors import SlackApiError

from state.order import Order

LIMIT = 10.0
Happening = Exception | Callable[[], object]


class Shown(NamedTuple):
    """One order shown, with or without its card, at a time of the monotonic clock."""

    order: str
    edit: bool
    at: float


class ScriptedPoster:
    """`script[order]` is worked off show by show: an error is raised, anything else is called."""

    def __init__(self) -> None:
        self.shown: list[Shown] = []
        self.script: dict[str, list[Happening]] = {}
        self.go = threading.Event()
        self.at_once: dict[str, int] = {}
        self.most_at_once = 0
        self.moving: set[str] = set()
        self.without_news: set[str] = set()
        self.broken: set[str] = set()
        self.asked: list[Order] = []

    def show(self, order_id: str, *, edit: bool = True) -> None:
        self.at_once[order_id] = self.at_once.get(order_id, 0) + 1
        self.most_at_once = max(self.most_at_once, self.at_once[order_id])
        self.shown.append(Shown(order_id, edit, time.monotonic()))
        try:
            self._happen(order_id)
        finally:
            self.at_once[order_id] -= 1

    def has_news(self, order: Order) -> bool:
        self.asked.append(order)
        if order.id in self.broken:
            msg = "no luck"
            raise ValueError(msg)
        return order.id not in self.without_news

    def moves(self, order_id: str) -> bool:
        return order_id in self.moving

    def of(self, order: str) -> list[Shown]:
        """Give how often an order was shown, in order."""
        return [shown for shown in self.shown if shown.order == order]

    def wait(self) -> None:
        """Wait until `go` is set."""
        assert self.go.wait(LIMIT)

    def _happen(self, order_id: str) -> None:
        script = self.script.get(order_id)
        if script:
            happening = script.pop(0)
            if isinstance(happening, Exception):
                raise happening
            happening()


def slack_says(error: str) -> SlackApiError:
    """Build the error of a call that Slack refused."""
    answer = {"ok": False, "error": error}
    return SlackApiError("refused", answer)  # type: ignore[no-untyped-call]  # the SDK's own
