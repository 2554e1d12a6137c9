"""*Order these files*, in the menu of every message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.intake import Intake
from handlers.offers import usable
from handlers.office import Office
from handlers.views.answers import wrong_channel
from handlers.views.blocks import Block
from handlers.views.modals import message_form
from handlers.views.offers import NO_FILES, added, nothing_usable
from handlers.views.sentences import apology, what_happened
from handlers.whispers import whisper
from state.events.base import COLLECTING
from state.order import Order
from state.rights import Right

Payload = Mapping[str, Any]
ORDER_THESE_FILES = "order_these_files"


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """Orders the files of a message: in the order of its thread, or in a new one."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for the shortcut of the manifest."""
        ways.shortcut(ORDER_THESE_FILES, self._needed, self.order_these_files)

    def order_these_files(
        self, ack: Ack, body: Payload, client: WebClient, respond: Respond
    ) -> None:
        """Open the form with the files, or say what became of them."""
        view = self._view(body)
        self.office.talk.later(
            lambda: client.views_open(trigger_id=body["trigger_id"], view=view),
            lambda reference: whisper(respond, apology(reference)),
        )
        ack()

    def _needed(self, body: Payload) -> Right:
        """Name the right that it takes: to add files to an order, or to make one."""
        order = self._order_of(body["channel"]["id"], body["message"])
        return Right.ORDER if order is None else Right.ADD_FILES

    def _view(self, body: Payload) -> Block:
        channel, message = body["channel"]["id"], body["message"]
        files = message.get("files") or ()
        if not files:
            return message_form(NO_FILES)
        if (order := self._order_of(channel, message)) is not None:
            return message_form(self._added(order, files, body["user"]["id"]))
        return self._new(channel, message["ts"], files)

    def _order_of(self, channel: str, message: Payload) -> Order | None:
        """Find the order in whose thread the message is, if it can still be changed."""
        order = self.office.orders.by_card(channel, message.get("thread_ts") or message["ts"])
        return order if order is not None and order.phase.kind in COLLECTING else None

    def _added(self, order: Order, files: Sequence[Payload], by: str) -> str:
        taken = Intake(self.office).take(order.id, files, by)
        after = self.office.orders.get(order.id)
        if not taken:
            return what_happened(after)
        return added(after, [file["id"] for file in files], {part.id for part in order.parts})

    def _new(self, channel: str, ts: str, files: Sequence[Payload]) -> Block:
        policy, shelf = self.office.policy, self.office.shelf
        if policy.channels and channel not in policy.channels:
            return message_form(wrong_channel(policy.channels))
        if not (parts := usable(files, policy.rules)):
            return message_form(nothing_usable(policy.rules))
        return Drafts(self.office).begun(shelf.kept(shelf.bundle(channel, ts, *parts)))
