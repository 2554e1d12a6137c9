"""What is said to the bot itself: mentions, and direct messages."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from slack_bolt import BoltResponse
from slack_sdk import WebClient

from handlers.access import Asker
from handlers.entrances import Entrances
from handlers.inquiry import Question, answer
from handlers.offers import Offers
from handlers.seen import Seen
from handlers.threads import CardOnItsWay, Threads
from handlers.typed import as_typed
from handlers.views.blocks import Answer
from state.rights import Right

Payload = Mapping[str, Any]
STATUS = re.compile(r"\s*(?:<@\w+>)?\s*status\b[\s:]*(.*)", re.IGNORECASE | re.DOTALL)
"""`@Printdesk status 100001`, or `status 100001` in the conversation with the bot."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """Answers who speaks to the bot: an offer for files, a status, the help text for other words.

    Slash commands do not work in threads; there a mention does what `/order-status` does.
    """

    offers: Offers
    seen: Seen
    threads: Threads

    def register(self, ways: Entrances) -> None:
        """Listen for mentions, and for words in direct messages."""
        ways.event("app_mention", self.mentioned)
        ways.event("message", self.said, only=is_said_directly)

    def mentioned(self, body: Payload, event: Payload, client: WebClient) -> BoltResponse | None:
        """React to a mention; with files it is told as a message, too, or only as a message."""
        try:
            if self._is_for_an_order(event):
                return None
            if not self._told_status(body, client):
                self.offers.react(body, client, asked=True)
        except CardOnItsWay:
            # Slack delivers again what is refused.
            return BoltResponse(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return None

    def said(self, body: Payload, client: WebClient) -> None:
        """Tell a status, or help whoever writes to the bot."""
        if not self._told_status(body, client):
            self.offers.react(body, client, asked=True)

    def _told_status(self, body: Payload, client: WebClient) -> bool:
        """Answer who asks for a status, once however often Slack delivers; false for all else."""
        event = body["event"]
        asked = STATUS.fullmatch(event.get("text") or "")
        if asked is None or event.get("files"):
            return False
        if not self.seen.has(body["event_id"]):
            self.offers.office.talk.later(lambda: self._tell_status(body, asked[1], client))
            self.seen.remember(body["event_id"])
        return True

    def _tell_status(self, body: Payload, text: str, client: WebClient) -> None:
        event, office = body["event"], self.offers.office
        where = {"channel": event["channel"], "user": event["user"]}
        thread = event.get("thread_ts")

        def say(said: Answer) -> None:
            client.chat_postEphemeral(**where, thread_ts=thread, **said)

        if why := office.access.refusal(Asker.of(body), Right.LOOK_UP):
            client.chat_postEphemeral(**where, thread_ts=thread, text=why)
            return
        question = Question(as_typed(text), event["user"], event["channel"], thread or "")
        say(answer(office, question, say))

    def _is_for_an_order(self, event: Payload) -> bool:
        """Tell whether the files are for the order in whose thread they are."""
        thread = event.get("thread_ts")
        if not event.get("files") or not thread:
            return False
        return self.threads.order_of(event["channel"], thread) is not None


def is_said_directly(event: Payload) -> bool:
    """Tell whether somebody wrote words to the bot in their conversation, outside its threads."""
    in_passing = {"subtype", "bot_id", "thread_ts", "files"} & event.keys()
    return event.get("channel_type") == "im" and "user" in event and not in_passing
