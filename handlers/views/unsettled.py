"""An order of which nobody knows whether it was placed: what people are asked to do about it."""

from datetime import datetime

from handlers.views.afterwards import placer
from handlers.views.blocks import Message, section
from handlers.views.buttons import buttons
from handlers.views.sentences import looked_for
from handlers.views.summary import link, whom
from handlers.views.text import inert, mention, when
from state.events import EVENT, AnyEvent, OrderNotThere, OrderPlaced, OutcomeUnsettled
from state.order import Order
from state.phase import NeedsHuman

CALL = "printdesk_call"


def unsettled(order: Order, phase: NeedsHuman) -> str:
    """Say what is known, and what to do with the buttons below."""
    return (
        f"The order was sent{_at(phase.sent)}, but no answer came back. {looked_for(phase)} "
        f"Please look in 3YOURMIND for {inert(order.id, 60)} in the reference of the newest "
        "orders, and tell me with a button below. Until then, please do not place it anywhere else."
    )


def call_message(order: Order, attempt: int) -> Message:
    """Ask those on call about an attempt to place the order, or say there how it was settled."""
    open_phase = order.phase if order.is_in_doubt(attempt) else None
    if isinstance(open_phase, NeedsHuman):
        text = f"{_asked(order)}\n{unsettled(order, open_phase)}"
        blocks = [section(text), *buttons(order)]
    else:
        text = f"{link(order)} · {whom(order)}\n{_settled(order, attempt)}"
        blocks = [section(text)]
    payload = {"order": order.id, "attempt": attempt}
    return {
        "text": text,
        "blocks": blocks,
        "metadata": {"event_type": CALL, "event_payload": payload},
    }


def _asked(order: Order) -> str:
    ordered = f"{link(order)} · ordered by {mention(placer(order))} for {whom(order)}"
    return f"🙋 *Was this order placed? Somebody has to look.*\n{ordered}"


def _settled(order: Order, attempt: int) -> str:
    match _answer(order, attempt):
        case OrderPlaced(by=by, number=number):
            return f"✅ Settled: {mention(by)} found it at 3YOURMIND: *{inert(number, 60)}*."
        case OrderNotThere(by=by):
            return f"✅ Settled: {mention(by)} looked, and it was not there. It is sent again."
        case _:
            return "✅ Settled."


def _answer(order: Order, attempt: int) -> AnyEvent | None:
    """Find what settled the doubt about an attempt, in the history behind the doubt."""
    events = (EVENT.validate_python(entry.event) for entry in order.history)
    for event in events:
        if isinstance(event, OutcomeUnsettled) and event.attempt == attempt:
            break
    return next((e for e in events if isinstance(e, OrderPlaced | OrderNotThere)), None)


def _at(sent: datetime | None) -> str:
    return f" {when(sent)}" if sent is not None else ""
