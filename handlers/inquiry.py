"""What there is to say to whoever asks where an order stands: from the record, and by 3YOURMIND."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from handlers.card_links import card_of
from handlers.office import Office
from handlers.views.blocks import Answer
from handlers.views.listing import PAGE, Listing, listing_answer
from handlers.views.status import (
    Aside,
    foreign_answer,
    foreign_list,
    nothing_open,
    status_answer,
    unknown_answer,
)
from handlers.views.text import clean
from state.events import Event, NotNow, StatusLooked, StatusSeen
from state.order import BOT, Order
from state.phase import Placed
from state.ports import Found, Hit, Hits, PlacedOrder

LONGEST_ASKED = 64
"""No number and no reference that 3YOURMIND could know is longer."""
MOST_NEAR = 5
Later = Callable[[Answer], object]


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
        return _told(office, order, None, listing)
    number = order.phase.number
    found = office.catalogue.find(number, lambda late: later(_told(office, order, late, listing)))
    return _told(office, order, found, listing)


def _told(office: Office, order: Order, found: Found, listing: Listing | None = None) -> Answer:
    page = office.policy.page_of(order.phase.key) if isinstance(order.phase, Placed) else ""
    aside = Aside(office.now(), found, page, listing)
    return status_answer(_noted(office, order, found), aside)


def _unknown(office: Office, text: str, later: Later) -> Answer:
    nearest = office.orders.like(text, MOST_NEAR)

    def say(found: Hits) -> Answer:
        match found:
            case (one,):
                return _one_found(office, one)
            case (_, _, *_):
                return foreign_list(found, office.policy.page_of)
            case _:
                return unknown_answer(text, nearest, found)

    asked = clean(text)
    if not asked or len(asked) > LONGEST_ASKED:
        return say(())
    return say(office.catalogue.search(asked, lambda late: later(say(late))))


def _one_found(office: Office, hit: Hit) -> Answer:
    """Tell of an order that the record did not find; 3YOURMIND has more names for ours than we."""
    if ours := office.orders.named(hit.order.number):
        return _told(office, ours[0], hit.order)
    return foreign_answer(hit, office.policy.page_of(hit.order.key))


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
