"""The card: the one message that always shows how its order stands."""

from collections.abc import Mapping
from types import MappingProxyType

from handlers.views.afterwards import status_line
from handlers.views.blocks import Block, Message, context, header, section
from handlers.views.buttons import buttons
from handlers.views.facts import facts
from handlers.views.needs import still_missing, still_waiting
from handlers.views.parts import part_sections
from handlers.views.phases import standing
from handlers.views.sentences import CHECKING, explain
from handlers.views.text import inert, mention, plainly, when
from handlers.views.unsettled import unsettled
from state.order import Order
from state.phase import Cancelled, Collecting, Expired, Failed, NeedsHuman, Placed, Placing
from state.progress import Track

CARD = "printdesk_card"
MOST_PARTS = 50
"""As many as the list of all parts can hold, without pages and with room to spare."""
MOST_ON_CARD = 20


def card(order: Order, tracks: Mapping[str, Track] = MappingProxyType({})) -> Message:
    """Give the card of an order in any phase, within Slack's limits.

    `tracks` tells of the parts whose files are on their way how far they are.
    """
    closed = isinstance(order.phase, Cancelled | Expired)
    return {
        "text": f"{inert(_title(order))}: {standing(order)}",
        "blocks": [
            header(_title(order)),
            *(_explanation(order) if closed else _body(order, tracks)),
        ],
        "metadata": {"event_type": CARD, "event_payload": {"order": order.id}},
    }


def _body(order: Order, tracks: Mapping[str, Track]) -> list[Block]:
    top = [section(f"*{standing(order)}*"), context(_started(order)), *facts(order)]
    bottom = [*_explanation(order), *buttons(order)]
    return [*top, *part_sections(order, MOST_ON_CARD, tracks), *bottom]


def _title(order: Order) -> str:
    customer = order.answers.customer
    own = "New order" if order.terms.abilities.chooses_customer else "Print order"
    return f"{plainly(customer.label, 100) if customer else own} · {order.id}"


def _started(order: Order) -> str:
    return f"Order `{inert(order.id, 60)}`, started by {mention(order.owner)} {when(order.started)}"


def _explanation(order: Order) -> list[Block]:
    lines = [line for line in _lines(order) if line]
    return [section("\n".join(lines))] if lines else []


def _lines(order: Order) -> list[str]:
    match order.phase:
        case Collecting(problem=problem):
            lines = [f"⚠️ {explain(problem)}" if problem else "", *_open_ends(order)]
        case Failed(problem=problem):
            lines = [f"The order was not placed. {explain(problem)}", *_open_ends(order)]
        case Placing(checking=True):
            lines = [CHECKING]
        case Placing(by=by):
            lines = [f"{mention(by)} pressed *Place order*. It is on its way to 3YOURMIND."]
        case Placed(at=at, by=by):
            lines = [f"{mention(by)} placed it {when(at)}.", status_line(order.phase)]
        case NeedsHuman() as phase:
            lines = [unsettled(order, phase)]
        case Cancelled(by=by, at=at):
            lines = [f"{standing(order)} by {mention(by)} {when(at)}. Nothing was ordered."]
        case Expired(at=at):
            lines = [
                f"💤 Closed {when(at)}, as nobody had touched it for long. Nothing was ordered."
            ]
    return lines


def _open_ends(order: Order) -> tuple[str, ...]:
    return (
        still_missing(order),
        still_waiting(order),
        "📎 Drop files into this thread to add parts.",
    )
