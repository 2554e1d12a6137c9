"""New orders that are begun in no channel: on the Home tab, and in the global menu."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.home import NEW_ORDER
from handlers.views.sentences import apology
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Anywhere:
    """Opens the form of a new order, which says where the card will be."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for the button of the Home tab, and for the shortcut of the manifest."""
        ways.action(NEW_ORDER, Right.ORDER, self.begun)
        ways.shortcut(NEW_ORDER, Right.ORDER, self.begun)

    def begun(self, ack: Ack, body: Payload, client: WebClient) -> None:
        """Open the form; there is no channel to apologise in, so that goes to the conversation."""
        ack()
        trigger, view = body["trigger_id"], Drafts(self.office).placeless()
        self.office.talk.later(
            lambda: client.views_open(trigger_id=trigger, view=view),
            lambda reference: client.chat_postMessage(
                channel=body["user"]["id"], text=apology(reference)
            ),
        )
