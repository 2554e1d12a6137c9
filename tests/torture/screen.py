"""What somebody sees of the bot, in a channel that is long: the cards are found by their ids."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.workspace import Workspace
from handlers.views.card import CARD
from handlers.views.modals import Draft

T = TypeVar("T")
LOOK = 0.1
TOLD = "The order is placed"


@dataclass
class Desk:
    """Somebody's place at work: a person, a channel, and the patience of people."""

    slack: Workspace
    person: Person
    channel: str
    stop: Event
    """Set when everybody should go home."""
    _seen: dict[str, MessageView] = field(default_factory=dict)

    def until(self, look: Callable[[], T], limit: float) -> T | None:
        """Give what `look` gives once it is true; nothing after so long, or when all go home."""
        end = time.monotonic() + limit
        while not (seen := look()) and time.monotonic() < end and not self.stop.wait(LOOK):
            pass
        return seen or None

    def card(self, order_id: str) -> MessageView | None:
        """Find the card of an order, if it is there."""
        if order_id not in self._seen and (found := self._cards(order_id)):
            self._seen[order_id] = found[0]
        return self._seen.get(order_id)

    def cards(self, order_id: str) -> int:
        """Count the cards of an order."""
        return len(self._cards(order_id))

    def draft(self) -> Draft | None:
        """Give what the form on the screen is about, if there is one."""
        modal = self.person.sight.top_modal()
        told = modal.view.given.get("private_metadata") if modal else None
        return Draft.model_validate_json(told) if told else None

    def leave(self) -> None:
        """Close whatever form is open."""
        if self.person.has_modal:
            self.person.close_all()

    def _cards(self, order_id: str) -> list[MessageView]:
        wanted = {"event_type": CARD, "event_payload": {"order": order_id}}
        world = self.slack.world
        with world.changes.still():
            found = [m for m in world.channel(self.channel).messages if m.metadata == wanted]
        return [MessageView(world, message) for message in found]


def shown(slack: Workspace) -> tuple["Counter[str]", "Counter[str]"]:
    """Count, for each order, its cards in all channels and how often its number was told."""
    world, cards, told = slack.world, dict[str, str](), Counter[str]()
    with world.changes.still():
        messages = [m for channel in world.channels.values() for m in channel.messages]
        for message in messages:
            if message.metadata and message.metadata["event_type"] == CARD:
                cards[message.ts] = message.metadata["event_payload"]["order"]
        for message in messages:
            if message.thread_ts in cards and TOLD in MessageView(world, message).text:
                told[cards[message.thread_ts]] += message.ts not in cards
    return Counter(cards.values()), told
