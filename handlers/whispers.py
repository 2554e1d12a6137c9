"""What only the person who pressed something sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Respond
from slack_sdk import WebClient

from handlers.views.modals import message_form
from handlers.views.sentences import apology


def whisper(respond: Respond, text: str) -> None:
    """Say something to one person; the message with the button stays as it is."""
    respond(text=text, response_type="ephemeral", replace_original=False)


def is_at_home(body: Mapping[str, Any]) -> bool:
    """Tell whether something was pressed on the Home tab."""
    return (body.get("view") or {}).get("type") == "home"


@dataclass(frozen=True, slots=True)
class Hearer:
    """Whoever pressed something: below the message in which they did, or in a window at home."""

    body: Mapping[str, Any]
    client: WebClient
    respond: Respond

    def hear(self, text: str) -> None:
        """Say something to them; raises `SlackApiError`."""
        if self.body.get("response_url"):
            whisper(self.respond, text)
        else:
            trigger = self.body["trigger_id"]
            self.client.views_open(trigger_id=trigger, view=message_form(text))

    def hear_of_error(self, reference: str) -> None:
        """Apologise; where there is no message, in the conversation: no window could be opened."""
        if self.body.get("response_url"):
            whisper(self.respond, apology(reference))
        else:
            person = self.body["user"]["id"]
            self.client.chat_postMessage(channel=person, text=apology(reference))
