"""The answers to where an order stands: one of ours, one from elsewhere, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.views.blocks import Answer, Block, actions, button, context, section
from handlers.views.facts import total
from handlers.views.listing import Listing, back, chooser, orders_table
from handlers.views.needs import still_missing
from handlers.views.parts import pieces
from handlers.views.phases import standing
from handlers.views.story import story
from handlers.views.summary import link, whom
from handlers.views.text import ago, code, escape, inert, listed, mention, when
from state.events.base import COLLECTING
from state.order import Order
from state.phase import Placed
from state.ports import Found, Hit, Hits, PlacedOrder, Silence

ASK = "look_asking"
MOST_FILES = 5
MOST_HITS = 5
LONGEST_STATUS = 100
LONGEST_QUESTION = 80
WHAT_TO_TRY = (
    "Try its number, its reference, the customer, a file, a link to its card, "
    "or our own number, such as `PD-7MASG2Y`."
)


@dataclass(frozen=True, slots=True)
class Aside:
    """What an answer needs besides the order: 3YOURMIND's word, its page, and the way back.

    The age of what is known is told by `now`.
    """

    now: datetime
    found: Found = None
    page: str = ""
    listing: Listing | None = None


def status_answer(order: Order, aside: Aside) -> Answer:
    """Say all there is to know of one order."""
    lines = (
        f"*{standing(order)}*",
        _from_3yourmind(order, aside),
        f"{link(order)} · {whom(order)} · {pieces(order)} · {total(order)}",
        _files(order),
        _people(order),
        still_missing(order) if order.phase.kind in COLLECTING else "",
        f"<{escape(aside.page)}|Open it in 3YOURMIND>" if aside.page else "",
    )
    text = "\n".join(filter(None, lines))
    told = story(order)
    history = [context("\n".join(told))] if told else []
    return {"text": text, "blocks": [section(text), *history, *_buttons(order, aside)]}


def foreign_answer(hit: Hit, page: str) -> Answer:
    """Say what 3YOURMIND has of an order that is not in our record."""
    number, status = hit.order.number, hit.order.status
    lines = (
        f"*Order {inert(number, 60)} was not placed here*, but 3YOURMIND has it.",
        f"3YOURMIND says: {_quoted(status)}." if status else "",
        _whose(hit),
        "Its parts and its history are there only.",
        f"<{escape(page)}|Open it in 3YOURMIND>" if page else "",
    )
    return _said("\n".join(filter(None, lines)))


def foreign_list(hits: Sequence[Hit], page_of: Callable[[str], str]) -> Answer:
    """Say which orders 3YOURMIND has that fit, where none of our record does."""
    lines = [_line(hit, page_of(hit.order.key)) for hit in hits[:MOST_HITS]]
    more = ["… and more of them. A number, or another word, finds fewer."]
    title = "*None of my orders fits, but 3YOURMIND has these:*"
    return _said("\n".join([title, *lines, *(more if len(hits) > MOST_HITS else [])]))


def unknown_answer(text: str, nearest: Sequence[Order], found: Hits) -> Answer:
    """Say that no order fits, what was not asked, and which orders are nearly meant."""
    lines = (
        f"I know no such order: {code(text, LONGEST_QUESTION)}",
        _unasked(found),
        WHAT_TO_TRY,
        "Did you mean one of these?" if nearest else "",
    )
    answer = _said("\n".join(filter(None, lines)))
    if nearest:
        answer["text"] += "".join(f"\n• {link(order)} · {whom(order)}" for order in nearest)
        answer["blocks"] += [orders_table(nearest), actions("nearest", [chooser(nearest)])]
    return answer


def nothing_open() -> Answer:
    """Say that nothing is being put together here."""
    return _said(
        "You have no open orders, and there are none in this channel. Start one with `/order`, "
        "or say which one you mean: `/order-status 100001`."
    )


def gone_answer() -> Answer:
    """Say that an order that was listed is not on record, as after another database was put in."""
    return _said("I no longer have this order. Please ask again with `/order-status`.")


def _said(text: str) -> Answer:
    return {"text": text, "blocks": [section(text)]}


def _whose(hit: Hit) -> str:
    whom = f"For {inert(hit.customer, 100)}" if hit.customer else ""
    words = f"reference {code(hit.reference, 80)}" if hit.reference else ""
    return " · ".join(filter(None, (whom, words)))


def _line(hit: Hit, page: str) -> str:
    number = inert(hit.order.number, 60)
    name = f"<{escape(page)}|{number}>" if page else number
    status = _quoted(hit.order.status) if hit.order.status else ""
    return f"• {' · '.join(filter(None, (name, _whose(hit), status)))}"


def _from_3yourmind(order: Order, aside: Aside) -> str:
    if not isinstance(order.phase, Placed):
        return ""
    last_word = _last_word(order, order.phase, aside.now)
    match aside.found:
        case PlacedOrder(status=status) if status:
            return f"3YOURMIND says: {_quoted(status)}."
        case PlacedOrder():
            return "3YOURMIND has it, and says nothing about its status."
        case None:
            return f"3YOURMIND does not find this number. {last_word}"
        case Silence():
            promise = " I add its word when it comes." if aside.found is Silence.LATE else ""
            silent = f"3YOURMIND does not answer at the moment.{promise}"
            return f"{silent} {last_word}"


def _last_word(order: Order, phase: Placed, now: datetime) -> str:
    if phase.status:
        heard = phase.status_at or phase.at
        status = _quoted(phase.status)
        return f"The last I heard was {status}, {ago(heard, now)} ({when(heard)})."
    at = order.history[-1].at if order.history else phase.at
    return f"This is what I knew {ago(at, now)} ({when(at)})."


def _quoted(status: str) -> str:
    return f"*{inert(status, LONGEST_STATUS)}*"


def _unasked(found: Hits) -> str:
    match found:
        case Silence.LATE:
            return "3YOURMIND does not answer at the moment; I add what it finds when it comes."
        case Silence.FAILED:
            return "3YOURMIND does not answer, so I cannot tell whether it has one from elsewhere."
        case _:
            return ""


def _files(order: Order) -> str:
    return listed([code(part.file.name, 60) for part in order.parts], MOST_FILES)


def _people(order: Order) -> str:
    started = f"Started by {mention(order.owner)} {when(order.started)}"
    if not isinstance(order.phase, Placed):
        return f"{started}."
    return f"{started}, placed by {mention(order.phase.by)} {when(order.phase.at)}."


def _buttons(order: Order, aside: Aside) -> list[Block]:
    elements = []
    if isinstance(aside.found, Silence):
        elements.append(button("Ask 3YOURMIND again", ASK, order.id))
    if aside.listing is not None:
        elements.append(back(aside.listing))
    return [actions("look", elements)] if elements else []
