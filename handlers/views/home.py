"""The Home tab: what somebody has under way, what needs somebody, and how 3YOURMIND is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.views.afterwards import status_line
from handlers.views.blocks import Block, actions, button, context, divider, header, section
from handlers.views.buttons import settling
from handlers.views.needs import still_missing
from handlers.views.phases import standing
from handlers.views.sentences import looked_for
from handlers.views.summary import link, whom
from handlers.views.text import mention, when
from state.order import Order
from state.phase import Collecting, Failed, NeedsHuman, Placed
from state.ports import DeskHealth

NEW_ORDER = "new_order"
MOST_SHOWN = 15
"""Of each list: all that stands on the tab is far below Slack's 100 blocks."""


@dataclass(frozen=True, slots=True)
class Overview:
    """What a Home tab shows; each list newest first, one longer than shown when there is more."""

    health: DeskHealth
    drafts: Sequence[Order] = ()
    placed: Sequence[Order] = ()
    doubtful: Sequence[Order] = ()
    """Orders of anybody of which nobody knows whether they were placed."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One list of the tab: its title, and what is said when it is empty or goes on.

    `how` says what the buttons are for that stand below each order.
    """

    title: str
    empty: str
    more: str
    how: str = ""


DOUBTFUL = Heading(
    "Somebody has to look",
    "",
    "… and more of them. Each that is settled here makes room for another.",
    "No answer came when these were sent. Please look in 3YOURMIND for the id of each in the "
    "reference of the newest orders, and tell me with a button below it.",
)
DRAFTS = Heading(
    "My orders that are not placed yet",
    "You have none under way. *New print order* starts one.",
    "… and more of them: `/order-status` lists them all.",
)
PLACED = Heading(
    "My placed orders",
    "You have not placed an order yet.",
    "… and older ones: `/order-status` finds each, by its number, reference or customer.",
)


def home(overview: Overview) -> Block:
    """Give the Home tab of somebody."""
    blocks = [
        actions("home", [button("New print order", NEW_ORDER, "new", "primary")]),
        context(_health(overview.health)),
        *(_list(DOUBTFUL, overview.doubtful) if overview.doubtful else []),
        *_list(DRAFTS, overview.drafts, but=overview.doubtful[:MOST_SHOWN]),
        *_list(PLACED, overview.placed),
    ]
    return {"type": "home", "blocks": blocks}


def refused_home(why: str) -> Block:
    """Give the Home tab of somebody who may not see any order; the text is mrkdwn."""
    return {"type": "home", "blocks": [section(why)]}


def _list(heading: Heading, orders: Sequence[Order], but: Sequence[Order] = ()) -> list[Block]:
    """Give a list; `but` are orders that stand in another one already."""
    shown = [order for order in orders[:MOST_SHOWN] if order not in but]
    how = [context(heading.how)] if heading.how else []
    rows = [block for n, order in enumerate(shown) for block in _entry(heading, order, n)]
    rest = [context(heading.more)] if len(orders) > MOST_SHOWN else []
    return [divider(), header(heading.title), *how, *(rows or [context(heading.empty)]), *rest]


def _entry(heading: Heading, order: Order, row: int) -> list[Block]:
    answers = [settling(order, row)] if heading is DOUBTFUL else []
    return [section(_row(order)), *answers]


def _row(order: Order) -> str:
    top = f"*{standing(order)}* · {whom(order)}"
    return "\n".join(
        line for line in (top, _more(order), f"{link(order)} · {_moment(order)}") if line
    )


def _more(order: Order) -> str:
    match order.phase:
        case Placed() as phase:
            return status_line(phase)
        case NeedsHuman() as phase:
            return looked_for(phase)
        case Collecting() | Failed():
            return still_missing(order)
        case _:
            return ""


def _moment(order: Order) -> str:
    if isinstance(order.phase, Placed):
        return f"placed by {mention(order.phase.by)} {when(order.phase.at)}"
    return f"started by {mention(order.owner)} {when(order.started)}"


def _health(health: DeskHealth) -> str:
    match health:
        case DeskHealth(answers=True, since=datetime() as since, asked=datetime() as asked):
            return f"🟢 3YOURMIND has been answering since {when(since)}, last {when(asked)}."
        case DeskHealth(since=datetime() as since):
            return f"🔴 3YOURMIND has not answered since {when(since)}. Nothing is lost meanwhile."
        case _:
            return "⚪ I have not asked 3YOURMIND for anything yet."
