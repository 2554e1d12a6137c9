"""`/order`: what it was given decides who answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.answers import help_text, open_orders, wrong_channel
from handlers.views.blocks import Answer
from handlers.views.sentences import apology
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Commands:
    """Answers `/order`: from the record at once, all else after the acknowledgement."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for the command."""
        ways.command("/order", _needed, self.order)

    def order(self, ack: Ack, command: Payload, client: WebClient, respond: Respond) -> None:
        """Open the form, or say what there is to know."""
        channels = self.office.policy.channels
        match command.get("text", "").strip().lower():
            case "list":
                ack(**self._open_orders(command))
            case "" if channels and command["channel_id"] not in channels:
                ack(text=wrong_channel(channels))
            case "":
                ack()
                self.office.talk.later(
                    lambda: self._open_form(command, client),
                    lambda reference: respond(apology(reference)),
                )
            case _:
                ack(text=help_text())

    def _open_form(self, command: Payload, client: WebClient) -> None:
        view = Drafts(self.office).fresh(command["channel_id"])
        client.views_open(trigger_id=command["trigger_id"], view=view)

    def _open_orders(self, command: Payload) -> Answer:
        return open_orders(self.office.orders.of_owner(command["user_id"]))


def _needed(command: Payload) -> Right:
    """Name the right that `/order` needs: the words behind it only look something up."""
    return Right.LOOK_UP if command.get("text", "").strip() else Right.ORDER
