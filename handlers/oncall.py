"""Those on call are asked about orders of which nobody knows whether they were placed."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.posted import posted_before
from handlers.teller import QUIETLY
from handlers.views.unsettled import call_message
from state.call import Call
from state.events import CallBegun, CallEnded, CallPosted, Event
from state.order import BOT, Order
from state.orders import Orders
from state.phase import NeedsHuman

log = logging.getLogger(__name__)
PASSING = frozenset({"internal_error", "fatal_error", "service_unavailable", "ratelimited"})
"""What Slack may answer otherwise a little later."""


@dataclass(frozen=True, slots=True)
class OnCall:
    """Posts one message for each doubt, and edits it when the doubt is settled; may be repeated.

    Whoever calls it holds the floor of the order. Where Slack does not let it, the card has to do.
    `channel` is empty when nobody is to be asked.
    """

    orders: Orders
    client: WebClient
    channel: str
    now: Callable[[], datetime]

    def see_to(self, order: Order) -> Order:
        """Bring what those on call are shown in line with the record, and give the order after it.

        Raises `SlackApiError` when it may work later.
        """
        if self.channel and isinstance(order.phase, NeedsHuman):
            order = self._keep(order, order.attempts)
        for call in order.calls:
            order = self._keep(order, call.attempt)
        return order

    def _keep(self, order: Order, attempt: int) -> Order:
        call = order.call(attempt)
        if call is None:
            order = self._begun(order, attempt)
        elif call.ts is None and not call.over:
            order = self._found(order, call)
        after = order.call(attempt)
        if after is None or after.over or order.is_in_doubt(attempt):
            return order
        self._edit(order, after)
        return self._apply(order, CallEnded(attempt=attempt))

    def _begun(self, order: Order, attempt: int) -> Order:
        begun = CallBegun(attempt=attempt, channel=self.channel, at=self.now())
        return self._posted(self._apply(order, begun), attempt)

    def _found(self, order: Order, call: Call) -> Order:
        """Take up what a crash, or an answer that was lost, has left: the message may stand."""
        message = call_message(order, call.attempt)
        ts = posted_before(self.client, call.channel, message)
        if ts is not None:
            return self._apply(order, CallPosted(attempt=call.attempt, ts=ts))
        if order.is_in_doubt(call.attempt):
            return self._posted(order, call.attempt)
        return self._apply(order, CallEnded(attempt=call.attempt))

    def _posted(self, order: Order, attempt: int) -> Order:
        call, message = order.call(attempt), call_message(order, attempt)
        channel = call.channel if call is not None else self.channel
        ts = self._borne(
            order,
            lambda: self.client.chat_postMessage(channel=channel, **QUIETLY, **message)["ts"],
        )
        if ts is None:
            return self._apply(order, CallEnded(attempt=attempt))
        return self._apply(order, CallPosted(attempt=attempt, ts=ts))

    def _edit(self, order: Order, call: Call) -> None:
        message, ts = call_message(order, call.attempt), call.ts
        if ts is not None:
            self._borne(
                order,
                lambda: self.client.chat_update(channel=call.channel, ts=ts, **message)["ts"],
            )

    def _borne(self, order: Order, say: Callable[[], str]) -> str | None:
        """Give the `ts` of what was said; `None`, and a line in the log, where Slack forbids it."""
        try:
            return say()
        except SlackApiError as error:
            reason, status = error.response["error"], error.response.status_code
            if reason in PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise
            log.warning("order %s: those on call are not told: Slack says %s", order.id, reason)
            return None

    def _apply(self, order: Order, event: Event) -> Order:
        return self.orders.apply(order.id, event, BOT)
