"""The answers to the question whether a file that is there twice is wanted twice."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, Respond

from handlers import carried
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.doubts import KEEP_BOTH, REMOVE_SECOND, settled
from handlers.views.sentences import what_happened
from handlers.whispers import whisper
from state.events import DuplicateSettled, NotNow
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Writes the first answer down and shows it to all; who comes too late is told how it is."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for both buttons: who may add a file may take its double back."""
        ways.action(re.compile(f"^({KEEP_BOTH}|{REMOVE_SECOND})$"), Right.ADD_FILES, self.answered)

    def answered(self, ack: Ack, body: Payload, respond: Respond) -> None:
        """Keep both parts, or remove the second."""
        action, by = body["actions"][0], body["user"]["id"]
        order_id, part = carried.parts(carried.pressed(body), " ", 2)
        answer = DuplicateSettled(part=part, keep=action["action_id"] == KEEP_BOTH, by=by)
        try:
            order = self.office.orders.apply(order_id, answer, by)
        except NotNow as late:
            words = what_happened(late.order)
            self.office.talk.later(lambda: whisper(respond, words))
        else:
            self.office.work.follow(order_id)
            self.office.talk.later(lambda: _replace(respond, settled(order, part)))
        ack()


def _replace(respond: Respond, words: str) -> None:
    """Say something to all in place of the question."""
    respond(text=words, blocks=[], replace_original=True)
