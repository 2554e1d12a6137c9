"""What is said in the order's thread when something happened."""

from handlers.views.blocks import Message, section
from handlers.views.needs import still_missing, still_waiting, waits_for_price
from handlers.views.sentences import CHECKING, explain
from handlers.views.text import code, inert, mention, mentions
from state.events import (
    EVENT,
    AnyEvent,
    BasketLost,
    BasketStuck,
    FileAnalysed,
    FileTurnedDown,
    FileUnusable,
    OrderCancelled,
    OrderPlaced,
    OutcomeUnknown,
    OutcomeUnsettled,
    PlacingFailed,
    UploadLost,
)
from state.events.base import COLLECTING
from state.order import Order
from state.part import Part, Unusable

NOTICE = "printdesk_notice"
_PRESSES = frozenset({"place_requested", "order_not_there"})
STARTED_OVER = (
    "so I am sending the files to 3YOURMIND afresh. Nothing was ordered and nothing is lost; "
    "you need not do anything."
)


def notice(order: Order, index: int) -> Message | None:
    """Give what the thread is told about entry `index` of the history; `None` for most entries."""
    event = EVENT.validate_python(order.history[index].event)
    if not (text := _words(order, event, index)):
        return None
    payload = {"order": order.id, "entry": index}
    return {
        "text": text,
        "blocks": [section(text)],
        "metadata": {"event_type": NOTICE, "event_payload": payload},
    }


def _words(order: Order, event: AnyEvent, index: int) -> str:
    match event:
        case FileTurnedDown(file=file, by=by, problem=problem):
            words = f"{mention(by)} {code(file.name)} is not part of the order. {explain(problem)}"
        case FileAnalysed() | FileUnusable() | UploadLost():
            words = _about_file(order, event, index)
        case BasketStuck(problem=problem):
            words = (
                f"⚠️ I could not get the order ready at 3YOURMIND. {explain(problem)} "
                "*Try again* is on the card."
            )
        case BasketLost():
            words = f"🔄 Something went wrong at 3YOURMIND, {STARTED_OVER}"
        case OrderCancelled(by=by):
            words = f"🚫 {mention(by)} cancelled this order. Nothing was ordered."
        case _:
            words = _about_placing(order, event)
    return words


def _about_placing(order: Order, event: AnyEvent) -> str:
    people = mentions(_placer(order), order.owner)
    match event:
        case OrderPlaced(number=number):
            words = f"🎉 {people} The order is placed: *{inert(number, 60)}*"
        case PlacingFailed(problem=problem):
            words = f"❌ {people} The order was not placed. {explain(problem)}"
        case OutcomeUnknown():
            words = f"🔍 {CHECKING}"
        case OutcomeUnsettled():
            words = (
                f"🙋 {people} I cannot find out whether 3YOURMIND has this order. "
                "Please look there and tell me with the buttons on the card."
            )
        case _:
            words = ""
    return words


def _about_file(order: Order, event: FileAnalysed | FileUnusable | UploadLost, index: int) -> str:
    if (part := order.part(event.part)) is None:
        return ""
    match event:
        case FileAnalysed():
            return f"✅ {code(part.file.name)} is ready. {_what_next(order, index)}".rstrip()
        case UploadLost() if not isinstance(part.upload, Unusable):
            return f"🔄 The connection broke off over {code(part.file.name)}, {STARTED_OVER}"
        case FileUnusable(problem=problem) | UploadLost(problem=problem):
            return _unusable(part, explain(problem))


def _unusable(part: Part, reason: str) -> str:
    menu = "*Send again* and *Remove part* are in its menu on the card."
    return f"⚠️ {mention(part.by)} {code(part.file.name)} cannot be used. {reason} {menu}"


def _what_next(order: Order, index: int) -> str:
    later = (entry.event["kind"] for entry in order.history[index + 1 :])
    if waits_for_price(order):
        return "*Place order* is on the card as soon as 3YOURMIND has told its price."
    others = still_waiting(order) or "file_analysed" in later
    if others or order.phase.kind not in COLLECTING:
        return ""
    return still_missing(order) or "Nothing is missing any more: *Place order* is on the card."


def _placer(order: Order) -> str:
    pressed = (e.event["by"] for e in reversed(order.history) if e.event["kind"] in _PRESSES)
    return str(next(pressed, order.owner))
