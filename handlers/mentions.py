"""What is said to the bot itself: mentions, and direct messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from handlers.entrances import Entrances
from handlers.offers import Offers
from handlers.threads import CardOnItsWay, Threads

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mentions:
    """Answers who speaks to the bot: an offer for files, the help text for words."""

    offers: Offers

    def register(self, ways: Entrances) -> None:
        """Listen for mentions, and for words in direct messages."""
        ways.event("app_mention", self.mentioned)
        ways.event("message", self.said, only=is_said_directly)

    def mentioned(self, body: Payload, event: Payload, client: WebClient) -> BoltResponse | None:
        """React to a mention; with files it is told as a message, too, or only as a message."""
        try:
            if not self._is_for_an_order(event):
                self.offers.react(body, client, asked=True)
        except CardOnItsWay:
            # Slack delivers again what is refused.
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return None

    def said(self, body: Payload, client: WebClient) -> None:
        """Help whoever writes to the bot."""
        self.offers.react(body, client, asked=True)

    def _is_for_an_order(self, event: Payload) -> bool:
        """Tell whether the files are for the order in whose thread they are."""
        thread = event.get("thread_ts")
        if not event.get("files") or not thread:
            return False
        return Threads(self.offers.office).order_of(event["channel"], thread) is not None


def is_said_directly(event: Payload) -> bool:
    """Tell whether somebody wrote words to the bot in their conversation, outside its threads."""
    in_passing = {"subtype", "bot_id", "thread_ts", "files"} & event.keys()
    return event.get("channel_type") == "im" and "user" in event and not in_passing
