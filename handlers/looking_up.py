"""Where an order stands, asked in any words: by the record at once, by 3YOURMIND as it answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any

from slack_bolt import Ack, Respond

from handlers import carried
from handlers.card_links import card_of
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.blocks import Answer
from handlers.views.listing import PAGE, SHOW, TURN, Listing, listing_answer
from handlers.views.sentences import apology
from handlers.views.status import (
    ASK,
    Aside,
    foreign_answer,
    gone_answer,
    nothing_open,
    status_answer,
    unknown_answer,
)
from handlers.views.text import clean
from state.events import Event, NotNow, StatusLooked, StatusSeen
from state.order import BOT, Order
from state.orders import UnknownOrder
from state.phase import Placed
from state.ports import Found, PlacedOrder
from state.rights import Right

LONGEST_ASKED = 64
"""No number and no reference that 3YOURMIND could know is longer."""
MOST_NEAR = 5
Later = Callable[[Answer], object]
Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants to know, and where; in a card's thread no text means that order."""

    text: str
    user: str
    channel: str
    thread: str = ""
    skip: int = 0

    @property
    def listing(self) -> Listing:
        """What is listed when several orders fit."""
        return Listing(text=clean(self.text)[:LONGEST_ASKED], skip=self.skip)


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
        text, user = command.get("text") or "", command["user_id"]
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


def answer(office: Office, question: Question, later: Later) -> Answer:
    """Give the answer; when 3YOURMIND is late, `later` gets it once more with what it said."""
    orders, text, most = office.orders, question.text.strip(), PAGE + 1
    card = card_of(text) if text else (question.channel, question.thread)
    if card is not None and card[1] and (order := orders.by_card(*card)) is not None:
        return in_full(office, order, later)
    if not text:
        found = orders.open_around(question.user, question.channel, most, skip=question.skip)
        return listing_answer(question.listing, found) if found else nothing_open()
    match orders.named(text) or orders.matching(text, most, skip=question.skip):
        case []:
            return _unknown(office, text, later)
        case [order] if not question.skip:
            return in_full(office, order, later)
        case several:
            return listing_answer(question.listing, several)


def in_full(office: Office, order: Order, later: Later, listing: Listing | None = None) -> Answer:
    """Say all there is to know of one order, in 3YOURMIND's own words as far as it answers."""
    if not isinstance(order.phase, Placed):
        return status_answer(order, Aside(office.now(), listing=listing))
    page = office.policy.page_of(order.phase.key)

    def say(found: Found) -> Answer:
        aside = Aside(office.now(), found, page, listing)
        return status_answer(_noted(office, order, found), aside)

    return say(office.catalogue.find(order.phase.number, lambda found: later(say(found))))


def _unknown(office: Office, text: str, later: Later) -> Answer:
    nearest = office.orders.like(text, MOST_NEAR)

    def say(found: Found) -> Answer:
        if isinstance(found, PlacedOrder):
            return foreign_answer(found, office.policy.page_of(found.key))
        return unknown_answer(text, nearest, found)

    if len(text) > LONGEST_ASKED:
        return say(None)
    return say(office.catalogue.find(text, lambda found: later(say(found))))


def _noted(office: Office, order: Order, found: Found) -> Order:
    """Write down what 3YOURMIND said, for when it does not answer."""
    if not isinstance(found, PlacedOrder) or not isinstance(order.phase, Placed):
        return order
    try:
        return office.orders.apply(order.id, _heard(found, order.phase, office.now()), BOT)
    except NotNow as moved:
        return moved.order


def _heard(found: PlacedOrder, known: Placed, at: datetime) -> Event:
    if found.status and (found.final or found.status != known.status):
        return StatusSeen(status=found.status, final=found.final, at=at)
    return StatusLooked(found=True, at=at)


def _listing(block_id: str) -> Listing | None:
    """Read what was listed from the block of the list; the nearest hits of nothing are no list."""
    try:
        return carried.kept(Listing, block_id)
    except carried.NotOurs:
        return None
