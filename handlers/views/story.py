"""The history of an order in words: who did what, and when."""

from collections.abc import Iterator, Mapping
from itertools import islice

from handlers.views.text import code, inert, mention, when
from state.events import (
    EVENT,
    AnswersChanged,
    AnyEvent,
    CustomerForgotten,
    Event,
    FileShared,
    FileTurnedDown,
    OrderCancelled,
    OrderExpired,
    OrderNotThere,
    OrderPlaced,
    OrderStarted,
    OutcomeUnknown,
    OutcomeUnsettled,
    PartEdited,
    PartRemoved,
    PlaceRequested,
    PlacingFailed,
    StatusSeen,
)
from state.order import BOT, Entry, Order

MOST_TOLD = 12
LONGEST_NAME = 60
_PLAIN: Mapping[type[Event], str] = {
    OrderStarted: "started it",
    AnswersChanged: "changed the answers",
    PartEdited: "changed a part",
    PartRemoved: "removed a part",
    PlaceRequested: "pressed *Place order*",
    PlacingFailed: "could not place it",
    OutcomeUnknown: "got no clear answer and looked whether it arrived",
    OutcomeUnsettled: "could not find out whether it was placed",
    OrderNotThere: "looked, and it was not at 3YOURMIND",
    OrderCancelled: "cancelled it",
    OrderExpired: "closed it, as nobody had touched it for long",
}


def story(order: Order) -> list[str]:
    """Tell what people did to the order and what came of it, newest first; mrkdwn."""
    return list(islice(_lines(order), MOST_TOLD))


def _lines(order: Order) -> Iterator[str]:
    for entry in reversed(order.history):
        if words := _words(EVENT.validate_python(entry.event)):
            yield f"{when(entry.at)} · {_who(entry)} {words}"


def _who(entry: Entry) -> str:
    return "Printdesk" if entry.by == BOT else mention(entry.by)


def _words(event: AnyEvent) -> str:
    match event:
        case FileShared(file=file):
            words = f"added {code(file.name, LONGEST_NAME)}"
        case FileTurnedDown(file=file):
            words = f"brought {code(file.name, LONGEST_NAME)}, which is not part of it"
        case OrderPlaced(number=number):
            words = f"placed it: *{inert(number, LONGEST_NAME)}*"
        case CustomerForgotten(by=by):
            words = f"removed what told of the customer, for {code(by, LONGEST_NAME)}"
        case StatusSeen(status=status):
            words = f"heard from 3YOURMIND: *{inert(status, LONGEST_NAME)}*"
        case _:
            words = _PLAIN.get(type(event), "")
    return words
