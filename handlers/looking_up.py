"""`/order-status`, and what can be pressed on its answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from slack_bolt import Ack, Respond

from handlers import carried
from handlers.entrances import Entrances
from handlers.inquiry import Later, Question, answer, in_full
from handlers.office import Office
from handlers.views.blocks import Answer
from handlers.views.listing import SHOW, TURN, Listing
from handlers.views.sentences import apology
from handlers.views.status import ASK, gone_answer
from handlers.views.text import unescape
from state.orders import UnknownOrder
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LookUps:
    """Answers `/order-status`, wherever it is given, and turns the pages of what it lists.

    Slack lets an answer to a button take the place of its message, but shows a second answer to a
    command below the first.
    """

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for the command and for what can be pressed on its answers."""
        ways.command("/order-status", Right.LOOK_UP, self.asked)
        ways.action(TURN, Right.LOOK_UP, self.turned)
        ways.action(SHOW, Right.LOOK_UP, self.shown)
        ways.action(ASK, Right.LOOK_UP, self.asked_again)

    def asked(self, ack: Ack, command: Payload, respond: Respond) -> None:
        """Answer whoever gave the command, and nobody else."""
        ack()
        # What the manifest asks not to be escaped may come escaped all the same.
        text, user = unescape(command.get("text") or ""), command["user_id"]
        question = Question(text, user, command["channel_id"])
        self._say(respond, lambda later: answer(self.office, question, later))

    def turned(self, ack: Ack, body: Payload, respond: Respond) -> None:
        """Show another page of what was listed."""
        ack()
        listing = carried.kept(Listing, carried.pressed(body))
        user, channel = body["user"]["id"], body["channel"]["id"]
        question = Question(listing.text, user, channel, skip=listing.skip)
        self._say(respond, lambda later: answer(self.office, question, later))

    def shown(self, ack: Ack, body: Payload, respond: Respond) -> None:
        """Show one order of a list, and the way back."""
        ack()
        order, listing = carried.chosen(body), _listing(body["actions"][0]["block_id"])
        self._say(respond, lambda later: self._one(order, later, listing))

    def asked_again(self, ack: Ack, body: Payload, respond: Respond) -> None:
        """Ask 3YOURMIND once more for an order that it did not tell of."""
        ack()
        order = carried.pressed(body)
        self._say(respond, lambda later: self._one(order, later, None))

    def _one(self, order_id: str, later: Later, listing: Listing | None) -> Answer:
        try:
            return in_full(self.office, self.office.orders.get(order_id), later, listing)
        except UnknownOrder:
            return gone_answer()

    def _say(self, respond: Respond, give: Callable[[Later], Answer]) -> None:
        """Say the answer, and once more what comes late; a response URL can be used five times."""
        turn = Lock()

        def first() -> None:
            # What comes late must not be overtaken by what was said before.
            with turn:
                say(give(lambda late: self.office.talk.later(lambda: second(late))))

        def second(late: Answer) -> None:
            with turn:
                say(late)

        def say(said: Answer) -> None:
            respond(response_type="ephemeral", replace_original=True, **said)

        self.office.talk.later(first, lambda reference: respond(apology(reference)))


def _listing(block_id: str) -> Listing | None:
    """Read what was listed from the block of the list; the nearest hits of nothing are no list."""
    try:
        return carried.kept(Listing, block_id)
    except carried.NotOurs:
        return None
