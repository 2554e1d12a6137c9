from datetime import timedelta
from typing import Any

import pytest

from handlers.views.notices import notice
from state.events import (
    BasketLost,
    BasketOpened,
    BasketStuck,
    Event,
    FileAnalysed,
    FileTurnedDown,
    FileUnusable,
    FollowerJoined,
    Mark,
    OrderCancelled,
    OrderExpired,
    OrderPlaced,
    OrderStarted,
    OutcomeUnknown,
    OutcomeUnsettled,
    OwnerReminded,
    PlacingFailed,
    QuietAsked,
    StatusSeen,
    UploadLost,
    WatchEnded,
)
from state.order import Order
from state.part import Unusable
from state.phase import Placed
from tests.builders import (
    ADA,
    AT,
    BEN,
    a_complete_order,
    a_file,
    a_part,
    a_press,
    a_problem,
    a_ready_part,
    an_entry,
    an_order,
    an_order_in,
    complete_answers,
)
from tests.handlers.views.wellformed import flaws

ANALYSED = FileAnalysed(part="P1", basket=1)
UNUSABLE = FileUnusable(
    part="P1", basket=1, problem=a_problem(cause="analysis_failed"), line_is_empty=False
)
PLACED = OrderPlaced(number="100001", at=AT, by="printdesk")
SILENT: tuple[Event, ...] = (
    OrderStarted(),
    a_press(by=ADA),
    WatchEnded(),
    FollowerJoined(by=BEN),
    QuietAsked(by=ADA),
    BasketOpened(mark=Mark(keeper="k", basket=1), id="7"),
)
TOLD: tuple[Event, ...] = (
    FileTurnedDown(part="P9", file=a_file(), by=BEN, problem=a_problem(cause="external")),
    ANALYSED,
    UNUSABLE,
    UploadLost(part="P1", basket=1, problem=a_problem()),
    BasketLost(mark=Mark(keeper="k", basket=1), problem=a_problem()),
    BasketStuck(problem=a_problem()),
    PLACED,
    PlacingFailed(worker="run-1", attempt=1, problem=a_problem()),
    OutcomeUnknown(attempt=1),
    OutcomeUnsettled(attempt=1, at=AT),
    OrderCancelled(by=BEN, at=AT),
    OwnerReminded(touched=AT, closes=AT),
    OrderExpired(touched=AT, at=AT),
)


def with_history(order: Order, *events: Event) -> Order:
    """Give the order with these events as its history."""
    return order.but(history=tuple(an_entry(event) for event in events))


def told(order: Order, *events: Event) -> str:
    """Give what is said about the first of these events."""
    message = notice(with_history(order, *events), 0)
    return message["text"] if message else ""


@pytest.mark.parametrize("event", TOLD, ids=lambda event: event.kind)
def test_a_notice_is_what_slack_takes(event: Event) -> None:
    message = notice(with_history(a_complete_order(), event), 0)

    assert message is not None
    assert [] == flaws(message)


@pytest.mark.parametrize("event", SILENT, ids=lambda event: event.kind)
def test_what_the_card_shows_anyway_is_not_told(event: Event) -> None:
    assert notice(with_history(a_complete_order(), event), 0) is None


def test_a_notice_is_found_again_by_its_order_and_entry() -> None:
    message = notice(with_history(an_order_in("placed"), OrderStarted(), PLACED), 1)

    assert message is not None
    assert message["metadata"] == {
        "event_type": "printdesk_notice",
        "event_payload": {"order": "PD7K3M", "entry": 1},
    }


def test_who_shared_a_file_in_vain_learns_which_and_why() -> None:
    words = told(an_order(), TOLD[0])

    assert words.startswith("<@U0BEN> `bracket.stl` is not part of the order. ")
    assert "a cloud service keeps the file" in words


def test_the_last_file_that_is_ready_leads_on_to_placing() -> None:
    expected = (
        "✅ `bracket.stl` is ready. Nothing is missing any more: *Place order* is on the card."
    )

    assert expected == told(a_complete_order(), ANALYSED)


def test_the_last_file_that_is_ready_tells_what_is_still_missing() -> None:
    order = a_complete_order(answers=complete_answers(payment=None))

    assert "✅ `bracket.stl` is ready. *Still missing:* payment." == told(order, ANALYSED)


@pytest.mark.parametrize(
    "order",
    [
        a_complete_order(parts=(a_ready_part(), a_part(id="P2"))),
        an_order_in("placing"),
    ],
)
def test_a_file_that_is_not_the_last_is_told_shortly(order: Order) -> None:
    assert "✅ `bracket.stl` is ready." == told(order, ANALYSED)


def test_of_two_files_only_the_later_one_leads_on() -> None:
    order = a_complete_order(parts=(a_ready_part(), a_ready_part(id="P2")))

    assert "✅ `bracket.stl` is ready." == told(order, ANALYSED, FileAnalysed(part="P2", basket=1))


@pytest.mark.parametrize("event", [ANALYSED, UNUSABLE, TOLD[3]], ids=lambda event: event.kind)
def test_a_part_that_was_removed_meanwhile_is_not_talked_about(event: Event) -> None:
    assert "" == told(an_order(), event)


def test_a_file_that_cannot_be_used_is_told_to_who_shared_it() -> None:
    words = told(an_order(parts=(a_part(by=BEN),)), UNUSABLE)

    assert words.startswith("⚠️ <@U0BEN> `bracket.stl` cannot be used. ")
    assert words.endswith("*Send again* and *Remove part* are in its menu on the card.")


def test_a_broken_upload_is_no_reason_to_worry() -> None:
    words = told(an_order(parts=(a_part(),)), TOLD[3])

    assert "Nothing was ordered and nothing is lost" in words


def test_an_upload_that_broke_too_often_needs_somebody() -> None:
    given_up = Unusable(problem=a_problem(), line_is_empty=True)

    words = told(an_order(parts=(a_part(upload=given_up),)), TOLD[3])

    assert "cannot be used" in words


def test_a_placed_order_is_told_to_who_placed_it_and_who_started_it() -> None:
    history = (PLACED, a_press(by=BEN))

    expected = "🎉 <@U0BEN> <@U0ADA> The order is placed: *100001*"
    assert expected == told(an_order_in("placed"), *history)


def test_a_failure_says_that_nothing_was_placed() -> None:
    words = told(
        an_order_in("failed"),
        PlacingFailed(worker="run-1", attempt=1, problem=a_problem(cause="busy")),
    )

    assert words.startswith("❌ <@U0ADA> The order was not placed. 3YOURMIND has too much to do")


def test_an_unknown_outcome_warns_of_placing_it_elsewhere() -> None:
    order = an_order_in("placing")

    assert "do not place it anywhere else" in told(order, OutcomeUnknown(attempt=1))


def test_a_stuck_order_says_where_to_try_again() -> None:
    assert told(an_order(), BasketStuck(problem=a_problem())).endswith(
        "*Try again* is on the card."
    )


def test_whoever_cancelled_is_named() -> None:
    words = told(an_order_in("cancelled"), OrderCancelled(by=BEN, at=AT))

    assert "🚫 <@U0BEN> cancelled this order. Nothing was ordered." == words


def seen(status: str, **changes: Any) -> StatusSeen:
    return StatusSeen(**{"status": status, "at": AT} | changes)


def status_told(*events: Event, **phase: Any) -> str:
    """Give what is said about the last of these events in the life of a placed order."""
    placed = Placed(number="100001", at=AT, by=BEN).but(**phase)
    order = with_history(an_order_in("placed", phase=placed), a_press(by=BEN), *events)
    message = notice(order, len(events))
    return message["text"] if message else ""


def test_a_change_of_the_status_mentions_nobody() -> None:
    assert "📦 3YOURMIND says: *Printing*" == status_told(seen("Pending"), seen("Printing"))


def test_the_first_status_that_is_heard_of_is_no_change() -> None:
    assert "" == status_told(seen("Pending"))


def test_a_status_after_the_one_that_came_with_the_number_is_a_change() -> None:
    pending = OrderPlaced(number="100001", at=AT, by=BEN, status="Pending")

    assert "📦 3YOURMIND says: *Printing*" == status_told(pending, seen("Printing"))


def test_the_last_status_is_for_who_placed_the_order_and_who_started_it() -> None:
    shipped = seen("Shipped", final=True)

    assert "📦 <@U0BEN> <@U0ADA> 3YOURMIND says: *Shipped*" == status_told(shipped)
    assert "📦 <@U0ADA> 3YOURMIND says: *Shipped*" == status_told(shipped, quiet=(BEN,))
    assert "📦 3YOURMIND says: *Shipped*" == status_told(shipped, quiet=(BEN, ADA))


def test_who_asked_for_it_is_mentioned_at_every_change() -> None:
    change = (seen("Pending"), seen("Printing"))

    assert "📦 <@U0EVE> 3YOURMIND says: *Printing*" == status_told(*change, followers=("U0EVE",))


def test_a_status_is_free_text_and_harmless() -> None:
    words = status_told(seen("a"), seen("<!channel> *now*"))

    assert "📦 3YOURMIND says: *&lt;!channel&gt; ∗now∗*" == words


def test_a_reminder_says_what_is_missing_how_to_cancel_and_when_the_order_is_closed() -> None:
    order = a_complete_order(answers=complete_answers(payment=None))
    words = told(order, OwnerReminded(touched=AT, closes=AT + timedelta(days=14)))

    assert words.startswith("⏰ <@U0ADA> This order has not been touched since <!date^1772443800^")
    assert "*Still missing:* payment. If nobody needs it, press *Cancel* on the card" in words
    assert "otherwise I close it <!date^1773653400^" in words


def test_a_reminder_of_an_order_that_lacks_nothing_says_so() -> None:
    words = told(a_complete_order(), OwnerReminded(touched=AT, closes=AT))

    assert "Nothing is missing: *Place order* is on the card." in words
