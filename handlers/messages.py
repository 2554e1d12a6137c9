"""Files that people drop: parts in the thread of an order, an order to come anywhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient

from handlers.access import Asker
from handlers.entrances import Entrances
from handlers.intake import Intake
from handlers.offers import Offers
from handlers.seen import Seen
from handlers.threads import CardOnItsWay, Threads
from handlers.views.sentences import what_happened
from state.order import Order
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Messages:
    """Makes parts of the files in an order's thread, exactly once however often Slack delivers."""

    offers: Offers
    seen: Seen
    threads: Threads

    def register(self, ways: Entrances) -> None:
        """Listen for messages; their files also come as an event of their own, which tells less."""
        ways.event("message", self.message)
        ways.event("file_shared", lambda: None)

    def message(
        self, body: Payload, event: Payload, client: WebClient, context: BoltContext
    ) -> BoltResponse | None:
        """Take the files of a message in the thread of an order; offer an order with all others."""
        if not event.get("files") or "user" not in event or self.seen.has(body["event_id"]):
            return None
        try:
            order = self._order(event)
        except CardOnItsWay:
            # Slack delivers again what is refused.
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        if order is not None:
            self._take_all(order, body, client)
        elif self._is_for_us(event, context.bot_user_id):
            self.offers.react(body, client, asked=True)
        elif "thread_ts" not in event:
            self.offers.react(body, client, asked=False)
        self.seen.remember(body["event_id"])
        return None

    def _order(self, event: Payload) -> Order | None:
        thread = event.get("thread_ts")
        return self.threads.order_of(event["channel"], thread) if thread else None

    def _is_for_us(self, event: Payload, bot: str | None) -> bool:
        return event.get("channel_type") == "im" or f"<@{bot}>" in (event.get("text") or "")

    def _take_all(self, order: Order, body: Payload, client: WebClient) -> None:
        event, office = body["event"], self.offers.office
        if why := office.access.refusal(Asker.of(body), Right.ADD_FILES):
            self._whisper(why, event, client)
        elif not Intake(office).take(order.id, event["files"], event["user"]):
            self._whisper(what_happened(office.orders.get(order.id)), event, client)

    def _whisper(self, text: str, event: Payload, client: WebClient) -> None:
        where = {"channel": event["channel"], "thread_ts": event["thread_ts"]}
        user, talk = event["user"], self.offers.office.talk
        talk.later(lambda: client.chat_postEphemeral(**where, user=user, text=text))
