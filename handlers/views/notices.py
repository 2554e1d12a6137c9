"""What is said in the order's thread when something happened."""

from handlers.views.afterwards import EXPIRED, placer, reminder, status_news
from handlers.views.blocks import Answer, Message, section
from handlers.views.doubts import choices, doubt, withdrawn
from handlers.views.found import found, too_large
from handlers.views.needs import still_missing, still_waiting, waits_for_price
from handlers.views.sentences import CHECKING, explain
from handlers.views.text import inert, mention, mentions, named
from state.events import (
    EVENT,
    AnyEvent,
    BasketLost,
    BasketStuck,
    FileAnalysed,
    FileTurnedDown,
    FileUnusable,
    FileUploaded,
    FileWithdrawn,
    OrderCancelled,
    OrderExpired,
    OrderPlaced,
    OutcomeUnknown,
    OutcomeUnsettled,
    OwnerReminded,
    PartMeasured,
    PlacingFailed,
    StatusSeen,
    UploadLost,
)
from state.events.base import COLLECTING, WORKING
from state.form import Unit
from state.order import Order
from state.part import Part, Unusable
from state.problems import Gone

NOTICE = "printdesk_notice"
PART_MEASURED = PartMeasured.model_fields["kind"].default
AboutFile = FileAnalysed | FileUnusable | UploadLost | PartMeasured | FileWithdrawn
STARTED_OVER = (
    "so I am sending the files to 3YOURMIND afresh. Nothing was ordered and nothing is lost; "
    "you need not do anything."
)


def notice(order: Order, index: int, remembered: Unit | None = None) -> Message | None:
    """Give what the thread is told about entry `index` of the history; `None` for most entries.

    `remembered` is the unit that was last said of a file for the order's customer.
    """
    event = EVENT.validate_python(order.history[index].event)
    answer = _told(order, event, index, remembered)
    payload = {"order": order.id, "entry": index}
    metadata = {"event_type": NOTICE, "event_payload": payload}
    return None if answer is None else {**answer, "metadata": metadata}


def measured(order: Order, index: int) -> Part | None:
    """Give the part whose measures entry `index` tells of, if that is what it does."""
    event = order.history[index].event
    return order.part(event["part"]) if event["kind"] == PART_MEASURED else None


def _told(order: Order, event: AnyEvent, index: int, remembered: Unit | None) -> Answer | None:
    if isinstance(event, PartMeasured) and not event.too_large:
        part = order.part(event.part)
        return found(order, part, remembered) if part and _concerns(order, part) else None
    text = _words(order, event, index)
    return {"text": text, "blocks": [section(text), *choices(order, index)]} if text else None


def _words(order: Order, event: AnyEvent, index: int) -> str:
    match event:
        case FileTurnedDown(file=file, by=by, problem=problem):
            words = f"{mention(by)} {named(file.name)} is not part of the order. {explain(problem)}"
        case FileAnalysed() | FileUnusable() | UploadLost() | PartMeasured() | FileWithdrawn():
            words = _about_file(order, event, index)
        case FileUploaded():
            words = doubt(order, index)
        case BasketStuck(problem=problem):
            words = (
                f"⚠️ I could not get the order ready at 3YOURMIND. {explain(problem)} "
                "*Try again* is on the card."
            )
        case BasketLost():
            words = f"🔄 Something went wrong at 3YOURMIND, {STARTED_OVER}"
        case OrderCancelled(by=by):
            words = f"🚫 {mention(by)} cancelled this order. Nothing was ordered."
        case OrderExpired():
            words = EXPIRED
        case OwnerReminded():
            words = reminder(order, event)
        case StatusSeen():
            words = status_news(order, event, index)
        case _:
            words = _about_placing(order, event)
    return words


def _about_placing(order: Order, event: AnyEvent) -> str:
    people = mentions(placer(order), order.owner)
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


def _about_file(order: Order, event: AboutFile, index: int) -> str:
    if (part := order.part(event.part)) is None:
        return ""
    match event:
        case FileAnalysed():
            return _ready(order, part, index)
        case PartMeasured():
            return too_large(order, part) if _concerns(order, part) else ""
        case UploadLost() if not isinstance(part.upload, Unusable):
            return f"🔄 The connection broke off over {named(part.file.name)}, {STARTED_OVER}"
        case FileUnusable(problem=problem) | UploadLost(problem=problem):
            return _unusable(part, explain(problem))
        case FileWithdrawn():
            gone = isinstance(part.upload, Unusable)
            return _unusable(part, explain(Gone().problem)) if gone else withdrawn(part)


def _concerns(order: Order, part: Part) -> bool:
    """Tell whether what was found still matters: not once the order is placed, unless it is told.

    Then it has to be kept up to date.
    """
    return order.phase.kind in WORKING or part.notice is not None


def _ready(order: Order, part: Part, index: int) -> str:
    """Say it of the last file; the card says it of the others, unless they were not told of yet."""
    what_next = _what_next(order, index)
    if part.facts is not None and not what_next:
        return ""
    return f"✅ {named(part.file.name)} is ready. {what_next}".rstrip()


def _unusable(part: Part, reason: str) -> str:
    menu = "*Send again* and *Remove part* are in its menu on the card."
    return f"⚠️ {mention(part.by)} {named(part.file.name)} cannot be used. {reason} {menu}"


def _what_next(order: Order, index: int) -> str:
    later = (entry.event["kind"] for entry in order.history[index + 1 :])
    if waits_for_price(order):
        return "*Place order* is on the card as soon as 3YOURMIND has told its price."
    others = still_waiting(order) or "file_analysed" in later
    if others or order.phase.kind not in COLLECTING:
        return ""
    return still_missing(order) or "Nothing is missing any more: *Place order* is on the card."
