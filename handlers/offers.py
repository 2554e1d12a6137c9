"""Offers to order the files of a message, and what comes of pressing them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from handlers import carried
from handlers.access import Asker
from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.files import check, shared_file
from handlers.office import Office
from handlers.shelf import Bundle
from handlers.views.answers import help_text, wrong_channel
from handlers.views.offers import OFFER_IS_OLD, ORDER_FILES, nothing_usable, offer
from handlers.views.sentences import apology
from handlers.whispers import whisper
from state.acceptance import FileRules
from state.part import SharedFile
from state.problems import FileError
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Offers:
    """Reacts to files outside any order, and to mentions; once a message, in few words.

    Only who wrote the message sees the reaction. Everybody else has the shortcut in its menu.
    """

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for the button of an offer."""
        ways.action(ORDER_FILES, Right.ORDER, self.pressed)

    def react(self, body: Payload, client: WebClient, *, asked: bool) -> None:
        """Offer an order with the files of a message; what is wrong is said only when `asked`."""
        event = body["event"]
        bundle = self._bundle(event)
        words = self._instead(event, bundle)
        if event.get("bot_id") or (words and not asked):
            return
        right = Right.ORDER if bundle.files else Right.LOOK_UP
        refusal = self.office.access.refusal(Asker.of(body), right)
        if (refusal and not asked) or not self.office.shelf.first(bundle):
            return
        said = {"text": refusal or words} if refusal or words else offer(bundle.key, bundle.files)
        self.office.talk.later(lambda: _say(client, event, said))

    def pressed(self, ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
        """Open the form of a new order with the files that were offered."""
        bundle = self.office.shelf.get(carried.pressed(body))
        if bundle is None:
            self.office.talk.later(lambda: whisper(respond, OFFER_IS_OLD))
        else:
            view = Drafts(self.office).begun(bundle)
            self.office.talk.later(
                lambda: client.views_open(trigger_id=body["trigger_id"], view=view),
                lambda reference: whisper(respond, apology(reference)),
            )
        ack()

    def _bundle(self, event: Payload) -> Bundle:
        files = usable(event.get("files") or (), self.office.policy.rules)
        return self.office.shelf.bundle(event["channel"], event["ts"], *files)

    def _instead(self, event: Payload, bundle: Bundle) -> str:
        """Give what is said where nothing is offered, whoever asks."""
        policy = self.office.policy
        if not event.get("files"):
            return help_text()
        if policy.channels and event["channel"] not in policy.channels:
            return wrong_channel(policy.channels)
        return "" if bundle.files else nothing_usable(policy.rules)


def usable(files: Iterable[Payload], rules: FileRules) -> tuple[SharedFile, ...]:
    """Give those of Slack's file objects that can become parts."""
    return tuple(shared_file(file) for file in files if _is_usable(file, rules))


def _is_usable(file: Payload, rules: FileRules) -> bool:
    try:
        check(file, rules)
    except FileError:
        return False
    return True


def _say(client: WebClient, event: Payload, said: Mapping[str, Any]) -> None:
    """Answer where somebody wrote, and nobody else reads it.

    Slack shows such answers in a thread only when there is one already.
    """
    where = {"channel": event["channel"], "thread_ts": event.get("thread_ts")}
    if event.get("channel_type") == "im":
        client.chat_postMessage(**where, **said)
    else:
        client.chat_postEphemeral(**where, user=event["user"], **said)
