"""Tells the thread of an order what happened, and keeps what it told of each part up to date."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.views.blocks import Message, carrying
from handlers.views.notices import measured, notice
from state.events import Event, PartTold, TellingBegun, Told
from state.form import Unit
from state.order import BOT, Order
from state.orders import Orders
from state.part import Notice, Part
from state.sizes import doubted

QUIETLY: Mapping[str, Any] = {"unfurl_links": False, "unfurl_media": False}
"""Links that people typed are not fetched by Slack, and show nothing but themselves."""
NO_PICTURE_YET = "invalid_blocks"
LEFT_ALONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
"""What Slack says of a message that somebody deleted, or that nobody may edit any more."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells each entry of the history once that is worth telling; may be repeated at any time.

    What may have been told before a crash is looked for before it is told again. Slack shows a
    picture some moments after its upload only: it is tried again after each of the `pauses`, in
    seconds, and then told without.
    """

    orders: Orders
    client: WebClient
    pauses: tuple[float, ...] = (0.5, 1.0, 2.0)
    sleep: Callable[[float], None] = time.sleep

    def has_to_tell(self, order: Order) -> bool:
        """Tell whether something has not been told yet, or may not have been."""
        return order.telling == "begun" or _next(order) is not None

    def tell_all(self, order: Order) -> Order:
        """Tell what has not been told yet, and give the order then; raises `SlackApiError`."""
        if order.telling == "begun":
            order = self._tell(order, self._told_before(order))
        while (entry := _next(order)) is not None:
            order = self._tell(self._apply(order, TellingBegun(entry=entry)), None)
        return order

    def is_behind(self, order: Order) -> bool:
        """Tell whether `renew` has anything to do."""
        return any(True for _ in _outdated(order))

    def renew(self, order: Order) -> None:
        """Edit what was told of a part when its unit, or the question for it, is another now."""
        for entry, now in _outdated(order):
            self._edit(order, entry, now)

    def _edit(self, order: Order, entry: int, now: Notice) -> None:
        message = self._notice(order, entry)
        part = measured(order, entry)
        if message is None or part is None:
            return
        update = partial(self.client.chat_update, channel=order.spot.channel, ts=now.ts)
        try:
            self._say(update, message)
        except SlackApiError as error:
            if error.response["error"] not in LEFT_ALONE:
                raise
        self._apply(order, PartTold(part=part.id, notice=now))

    def _tell(self, order: Order, known: str | None) -> Order:
        entry = order.told
        message = self._notice(order, entry)
        if message is not None:
            post = partial(
                self.client.chat_postMessage,
                channel=order.spot.channel,
                thread_ts=order.spot.card,
                **QUIETLY,
            )
            ts = known or self._say(post, message)
            stands = _stands(order, entry, ts, known=known is not None)
            return self.orders.apply_all(order.id, (*stands, Told(entry=entry)), BOT)
        return self._apply(order, Told(entry=entry))

    def _notice(self, order: Order, entry: int) -> Message | None:
        part = measured(order, entry)
        asks = part is not None and doubted(order, part) is not None
        return notice(order, entry, self._remembered(order) if asks else None)

    def _remembered(self, order: Order) -> Unit | None:
        customer = order.answers.customer
        return self.orders.last_unit(customer.key) if customer is not None else None

    def _say(self, send: Callable[..., Any], message: Message) -> str:
        for pause in (*self.pauses, None):
            try:
                return str(send(**message)["ts"])
            except SlackApiError as error:
                if error.response["error"] != NO_PICTURE_YET or not _pictured(message):
                    raise
            if pause is not None:
                self.sleep(pause)
        return str(send(**_without_picture(message))["ts"])

    def _told_before(self, order: Order) -> str | None:
        replies = self.client.conversations_replies(
            channel=order.spot.channel,
            ts=order.spot.card or "",
            include_all_metadata=True,
            limit=200,
        )
        return carrying(replies["messages"], notice(order, order.told))

    def _apply(self, order: Order, event: Event) -> Order:
        return self.orders.apply(order.id, event, BOT)


def _next(order: Order) -> int | None:
    """Name the next entry that is worth telling."""
    entries = range(order.told, len(order.history))
    return next((entry for entry in entries if notice(order, entry) is not None), None)


def _outdated(order: Order) -> Iterator[tuple[int, Notice]]:
    """Give entries that would be told in other words now, and how they would be kept."""
    for entry in range(len(order.history)):
        part = measured(order, entry)
        if part is not None and part.notice is not None:
            now = _notice(order, part, part.notice.ts)
            if now != part.notice:
                yield entry, now


def _stands(order: Order, entry: int, ts: str, *, known: bool) -> Iterator[PartTold]:
    """Say where a part was told of; before a crash it may have been told with a question."""
    if (part := measured(order, entry)) is not None and part.facts is not None:
        told = _notice(order, part, ts)
        yield PartTold(part=part.id, notice=told.but(asks=told.asks or known))


def _notice(order: Order, part: Part, ts: str) -> Notice:
    return Notice(ts=ts, unit=order.unit_of(part), asks=doubted(order, part) is not None)


def _pictured(message: Message) -> bool:
    return any(block["type"] == "image" for block in message["blocks"])


def _without_picture(message: Message) -> Message:
    blocks = [block for block in message["blocks"] if block["type"] != "image"]
    return {"text": message["text"], "blocks": blocks, "metadata": message["metadata"]}
