"""Posts and edits the card of an order and has its thread told; what was posted is on record."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.floor import Held, SharedFloor
from handlers.oncall import OnCall
from handlers.posted import CLOSED_TO_US, posted_before
from handlers.teller import LEFT_ALONE, QUIETLY, Teller
from handlers.views.blocks import Message
from handlers.views.card import card
from handlers.views.whereabouts import card_in_direct_message
from state.events import CardPosted, CardShown, Event
from state.order import BOT, Order
from state.orders import Orders
from state.phase import NeedsHuman
from state.progress import Progress


@dataclass(frozen=True, slots=True)
class Poster:
    """Brings what Slack shows of an order in line with its record; may be repeated at any time.

    Cards and notices carry the order's id as metadata. What may have been posted before a crash
    (orders from before `booted`) is looked for before it is posted again.
    """

    orders: Orders
    progress: Progress
    client: WebClient
    teller: Teller
    oncall: OnCall
    workspace: str
    """The web address of the workspace, with a slash at the end."""
    booted: datetime
    floor: SharedFloor
    _tried: set[str] = field(default_factory=set)
    """Orders whose card may stand although Slack's answer to posting it did not come."""

    def show(self, order_id: str, *, edit: bool = True) -> None:
        """Post the card, tell what has not been told, and `edit` the card; raises `SlackApiError`.

        What has to be told goes first: a card that somebody deleted must not keep it back. Those on
        call even before: only what is not told or shown yet is taken up again after a crash.
        """
        if self._stands(self.orders.get(order_id), edit=edit):
            return
        with self.floor.of(order_id) as held:
            order = self.orders.get(order_id)
            if order.spot.card is None:
                order = self._post_card(order, held)
            told = self.teller.tell_all(self.oncall.see_to(order))
            if edit:
                self.teller.renew(self.orders.get(order.id))
                self._bring_card_up_to_date(told, held)

    def _stands(self, order: Order, *, edit: bool) -> bool:
        """Tell whether all of it is shown: nobody need take the floor to say nothing."""
        if self.has_news(order):
            return False
        if edit:
            message = card(order, self.progress.of_order(order.id))
            if self.teller.is_behind(order) or _digest(message) != self.floor.shown(order.id):
                return False
            self._note_shown_to_all(order)
        return True

    def has_news(self, order: Order) -> bool:
        """Tell whether there is anything to post; by far most changes are only for the card."""
        for_those_on_call = isinstance(order.phase, NeedsHuman) or order.calls
        return bool(order.spot.card is None or for_those_on_call or self.teller.has_to_tell(order))

    def moves(self, order_id: str) -> bool:
        """Tell whether the card changes by itself, without anything that happens to the order."""
        return bool(self.progress.of_order(order_id))

    def _post_card(self, order: Order, held: Held) -> Order:
        if held.others_had_it:
            self._tried.add(order.id)
        message = card(order)
        channel = order.spot.channel or self._conversation(order)
        ts = self._card_from_before(order, channel)
        if ts is None:
            self._tried.add(order.id)
            channel, ts = self._posted(order, channel, message, held)
        self._tried.discard(order.id)
        # Slack would be asked for the link in vain, for its form is known; and a card that is seen
        # should be on record before anybody can answer it.
        link = f"{self.workspace}archives/{channel}/p{ts.replace('.', '')}"
        return self._apply(order, CardPosted(channel=channel, card=ts, link=link))

    def _posted(self, order: Order, channel: str, message: Message, held: Held) -> tuple[str, str]:
        try:
            return self._post(channel, message, held)
        except SlackApiError as error:
            if error.response["error"] not in CLOSED_TO_US:
                raise
            return self._posted_to_owner(order, message, held)

    def _posted_to_owner(self, order: Order, message: Message, held: Held) -> tuple[str, str]:
        channel = self._conversation(order)
        if (ts := self._card_from_before(order, channel)) is not None:
            return channel, ts
        _, ts = self._post(channel, message, held)
        why = card_in_direct_message(order.spot.channel)
        self.client.chat_postMessage(channel=channel, thread_ts=ts, text=why)
        return channel, ts

    def _post(self, channel: str, message: Message, held: Held) -> tuple[str, str]:
        answer = self.client.chat_postMessage(channel=channel, **QUIETLY, **message)
        held.shown = _digest(message)
        return answer["channel"], answer["ts"]

    def _conversation(self, order: Order) -> str:
        """Give the conversation of the owner with the bot. Source: `conversations.open`."""
        return str(self.client.conversations_open(users=order.owner)["channel"]["id"])

    def _card_from_before(self, order: Order, channel: str) -> str | None:
        if order.started >= self.booted and order.id not in self._tried:
            return None
        return posted_before(self.client, channel, card(order))

    def _bring_card_up_to_date(self, told: Order, held: Held) -> None:
        try:
            self._edit_card(self.orders.get(told.id), held)
        except SlackApiError as error:
            if error.response["error"] in LEFT_ALONE:
                self._note_shown_to_all(told)
            raise
        self._note_shown_to_all(told)

    def _note_shown_to_all(self, told: Order) -> None:
        """Keep that of all that was told nothing has to be taken up after a crash."""
        if told.telling == "due":
            # What has happened since is neither told nor, for sure, on the card.
            entry = len(told.history) - 1
            self._apply(told, CardShown(entry=entry, changes=told.changes))

    def _edit_card(self, order: Order, held: Held) -> None:
        message = card(order, self.progress.of_order(order.id))
        digest = _digest(message)
        if held.shown == digest or order.spot.card is None:
            return
        held.shown = ""
        self.client.chat_update(channel=order.spot.channel, ts=order.spot.card, **message)
        held.shown = digest

    def _apply(self, order: Order, event: Event) -> Order:
        return self.orders.apply(order.id, event, BOT)


def _digest(message: Message) -> str:
    """Tell cards apart in little room."""
    return sha256(json.dumps(message).encode()).hexdigest()
