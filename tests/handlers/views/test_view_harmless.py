"""Whatever people, files or 3YOURMIND say: it mentions nobody, links nothing, tells no date."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.views.answers import open_orders
from handlers.views.card import card
from handlers.views.exporting import no_days
from handlers.views.home import Overview, home
from handlers.views.listing import Listing, listing_answer
from handlers.views.modals import message_form, part_form, parts_list
from handlers.views.notices import notice
from handlers.views.offers import nothing_usable, offer
from handlers.views.refusals import guest, not_allowed, outsider
from handlers.views.sentences import explain, what_happened
from handlers.views.status import (
    Aside,
    foreign_answer,
    foreign_list,
    status_answer,
    unknown_answer,
)
from handlers.views.unsettled import call_message
from state.acceptance import FileRules
from state.events import (
    BasketStuck,
    Event,
    FileTurnedDown,
    FileUnusable,
    OrderCancelled,
    OrderPlaced,
    PlacingFailed,
    StatusSeen,
)
from state.order import Order
from state.ports import DeskHealth, Hit, PlacedOrder
from state.problems import Problem
from state.rights import Right
from tests.builders import ADA, AT, a_file, a_part, an_entry, an_order
from tests.handlers.views.wellformed import texts
from tests.handlers.views.wild import calm, orders, people, problems, words

OURS = re.compile(
    r"<@[UW][A-Z0-9]+>|<#C0PRINT>|<!date\^\d+\^\{date_short_pretty\} at \{time\}\|[^>]+>"
)
"""What the bot itself writes: people and channels by id, and moments."""
EVE = re.compile("U0EVE")
"""Whom nobody but hostile words mention."""


def live(*shown: Mapping[str, Any] | str) -> list[str]:
    """Give whatever Slack would make a mention, a link, a broadcast or a date, but for our own."""
    return [text for one in shown for text in _read(one) if "<" in OURS.sub("", text)] + [
        text for one in shown for text in _read(one) if EVE.search("".join(OURS.findall(text)))
    ]


def _read(shown: Mapping[str, Any] | str) -> Iterator[str]:
    if isinstance(shown, str):
        yield shown
        return
    yield shown.get("text", "")
    yield from (text["text"] for text in texts(dict(shown), "mrkdwn"))


def happenings(text: str, who: str, problem: Problem) -> list[Event]:
    """Give everything of which a thread is told in somebody else's words."""
    return [
        FileTurnedDown(part="P2", file=a_file(name=text), by=who, problem=problem),
        FileUnusable(part="P1", basket=201, problem=problem, line_is_empty=True),
        BasketStuck(problem=problem),
        PlacingFailed(worker="w", attempt=1, problem=problem),
        OrderCancelled(by=who, at=AT),
        OrderPlaced(number=text, at=AT, by=ADA),
        StatusSeen(status=text, at=AT),
    ]


strangers = people.filter(lambda who: "U0EVE" not in who)


@calm
@given(words, strangers, problems)
def test_no_notice_is_more_than_words(text: str, who: str, problem: Problem) -> None:
    events = happenings(text, who, problem)
    part = a_part(file=a_file(name=text), by=who)
    order = an_order(parts=(part,), history=tuple(an_entry(event) for event in events))
    told = [notice(order, index) for index in range(len(events))]

    assert [] == live(*(one for one in told if one is not None))


@calm
@given(orders(), words, words)
def test_no_card_and_no_answer_is_more_than_words(order: Order, text: str, status: str) -> None:
    found = PlacedOrder(number=text or "1", status=status)
    hit = Hit(order=found, customer=text, reference=status)
    listing = Listing(text=" ".join(text.split())[:64])

    assert [] == live(
        card(order),
        open_orders([order]),
        listing_answer(listing, [order]),
        status_answer(order, Aside(AT, found, "", listing)),
        foreign_answer(hit, ""),
        foreign_list([hit, hit], lambda _: ""),
        unknown_answer(text, [order], ()),
        home(Overview(DeskHealth(), [order], [order], [order])),
        call_message(order, order.attempts),
        parts_list(order),
        message_form(what_happened(order)),
        *(part_form(order, part, part.answers) for part in order.parts[:1]),
    )


@calm
@given(words, st.lists(words, min_size=1, max_size=5), problems)
def test_no_offer_and_no_refusal_is_more_than_words(
    name: str, names: list[str], problem: Problem
) -> None:
    files = tuple(a_file(id=f"F{n}", name=each) for n, each in enumerate([name, *names]))

    assert [] == live(
        offer("C0PRINT:1.1", files),
        nothing_usable(FileRules(extensions=(name,), most_mb=1)),
        explain(problem),
        no_days(name),
        *(refusal(names) for refusal in (outsider, guest)),
        *(not_allowed(right, names) for right in Right),
    )
