from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.faults import ApiFault
from handlers.views.card import card
from state.events import (
    AnswersChanged,
    BasketTaken,
    FileShared,
    FileTurnedDown,
    OrderCancelled,
    UploadBegun,
)
from tests.builders import AT, a_file, a_problem, complete_answers
from tests.handlers.bulletin import AFTER, BEFORE, ID, WORKSPACE, Bulletin

CANCELLED = "cancelled this order"


def turned_down(name: str) -> FileTurnedDown:
    """Build an event that is told in the thread."""
    problem = a_problem(cause="empty_file")
    return FileTurnedDown(part=name, file=a_file(name=name), by="U1", problem=problem)


def renamed(reference: str) -> AnswersChanged:
    """Build an event that changes the card and is not told."""
    return AnswersChanged(answers=complete_answers(reference=reference))


def test_the_card_is_posted_once(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.show()
    (posted,) = bulletin.messages()

    assert ["chat.postMessage"] == bulletin.calls
    assert (bulletin.channel, posted.message.ts) == (
        bulletin.order.spot.channel,
        bulletin.order.spot.card,
    )
    assert bulletin.order.id in posted.text


def test_the_card_is_linked_as_slack_links_it(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    spot = bulletin.order.spot
    answer = bulletin.client.chat_getPermalink(channel=spot.channel, message_ts=spot.card or "")

    assert answer["permalink"].removeprefix(f"{bulletin.slack.world.base_url}/") == (
        spot.link.removeprefix(WORKSPACE)
    )


def test_a_file_on_its_way_is_shown_with_how_far_it_is(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.apply(FileShared(part="P1", file=a_file(), by="U1"))
    bulletin.apply(UploadBegun(part="P1", basket=1, worker="run"))
    bulletin.show()
    with bulletin.progress.of(ID, "P1") as track:
        assert bulletin.poster.moves(ID)
        track.size, seen = 120_000_000, []
        for track.sent in (0, 54_000_000, 54_500_000, 120_000_000):
            bulletin.show()
            seen.append(bulletin.messages()[0].text.partition("3YOURMIND")[2].splitlines()[0])

    assert ["", ", 45 % of 120 MB", ", 45 % of 120 MB", ", 100 % of 120 MB"] == seen
    # Nothing that can be seen had changed for the first and the third.
    assert ["chat.postMessage", "chat.update", "chat.update"] == bulletin.calls
    assert not bulletin.poster.moves(ID)


def test_the_card_is_edited_when_it_has_changed(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.apply(renamed("PO 17"))
    bulletin.show()
    bulletin.show()
    (posted,) = bulletin.messages()

    assert ["chat.postMessage", "chat.update"] == bulletin.calls
    assert "PO 17" in posted.text


def test_after_a_restart_the_card_is_brought_up_to_date(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.apply(renamed("PO 17"))
    bulletin.restart()
    bulletin.show()
    (posted,) = bulletin.messages()

    assert ["chat.postMessage", "chat.update"] == bulletin.calls
    assert "PO 17" in posted.text


@pytest.mark.parametrize("why", ["not in it", "private", "archived", "unknown"])
def test_where_the_bot_may_not_write_the_owner_gets_the_card(bulletin: Bulletin, why: str) -> None:
    channel = bulletin.closed_channel(why)
    bulletin.start(channel=channel)
    bulletin.show()
    posted, reason = bulletin.messages("@printdesk")

    assert bulletin.order.id in posted.text
    assert posted.message.ts == reason.message.thread_ts == bulletin.order.spot.card
    assert "I am not in" in reason.text
    assert bulletin.order.spot.channel == posted.message.channel != channel


def test_what_follows_goes_to_the_owner_too(bulletin: Bulletin) -> None:
    bulletin.start(channel=bulletin.closed_channel("not in it"))
    bulletin.show()
    bulletin.apply(OrderCancelled(by="U1", at=AT))
    bulletin.show()
    posted, _, told = bulletin.messages("@printdesk")

    assert "Cancelled" in posted.text
    assert CANCELLED in told.text


def test_slack_being_in_trouble_is_told_and_changes_nothing(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.slack.faults.api.add(ApiFault(error="internal_error"), name="chat.postMessage")
    with pytest.raises(SlackApiError):
        bulletin.show()
    assert bulletin.order.spot.card is None
    bulletin.show()

    assert 1 == len(bulletin.messages())
    assert bulletin.order.spot.card is not None


def test_a_card_whose_answer_was_lost_is_found_again(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.slack.faults.api.add(ApiFault(lost=True), name="chat.postMessage")
    with pytest.raises(OSError, match=r"\w"):
        bulletin.show()
    bulletin.show()
    (posted,) = bulletin.messages()

    assert posted.message.ts == bulletin.order.spot.card


def test_a_card_from_before_the_start_is_found_by_its_metadata(bulletin: Bulletin) -> None:
    order = bulletin.start()
    other: Any = card(order.but(id="PD-OTHER"))
    own: Any = card(order)
    bulletin.client.chat_postMessage(channel=bulletin.channel, **other)
    posted = bulletin.client.chat_postMessage(channel=bulletin.channel, **own)
    bulletin.restart(booted=AFTER)
    bulletin.show()

    assert posted["ts"] == bulletin.order.spot.card
    assert 2 == len(bulletin.messages())


def test_a_card_is_found_again_however_wrong_the_clock_was_when_its_order_began(
    bulletin: Bulletin,
) -> None:
    order = bulletin.start()
    own: Any = card(order)
    posted = bulletin.client.chat_postMessage(channel=bulletin.channel, **own)
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    bulletin.rewrite(started=tomorrow.isoformat())
    bulletin.restart(booted=tomorrow + timedelta(hours=1))
    bulletin.show()

    assert posted["ts"] == bulletin.order.spot.card
    assert 1 == len(bulletin.messages())


def test_a_card_in_the_direct_message_is_found_after_a_restart(bulletin: Bulletin) -> None:
    order = bulletin.start(channel=bulletin.closed_channel("not in it"))
    own: Any = card(order)
    posted = bulletin.client.chat_postMessage(channel=order.owner, **own)
    bulletin.restart(booted=AFTER)
    bulletin.show()

    assert (posted["channel"], posted["ts"]) == (
        bulletin.order.spot.channel,
        bulletin.order.spot.card,
    )
    assert 1 == len(bulletin.messages("@printdesk"))


def test_a_card_that_cannot_be_looked_for_now_is_looked_for_later(bulletin: Bulletin) -> None:
    own: Any = card(bulletin.start())
    bulletin.client.chat_postMessage(channel=bulletin.channel, **own)
    bulletin.restart(booted=AFTER)
    bulletin.slack.faults.api.add(ApiFault(error="internal_error"), name="conversations.history")
    with pytest.raises(SlackApiError):
        bulletin.show()
    bulletin.show()

    assert 1 == len(bulletin.messages())


def test_a_card_that_was_not_posted_before_the_start_is_posted(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.restart(booted=AFTER)
    bulletin.show()

    assert 1 == len(bulletin.messages())


def test_an_order_from_after_the_start_is_not_looked_for(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.restart(booted=BEFORE)
    bulletin.show()

    assert ["chat.postMessage"] == bulletin.calls


def test_the_thread_is_told_once_and_in_order(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.apply(turned_down("a.stl"))
    bulletin.apply(renamed("PO 17"))
    bulletin.apply(turned_down("b.stl"))
    bulletin.apply(OrderCancelled(by="U1", at=AT))
    bulletin.show()
    bulletin.show()
    first, second, third = bulletin.told()

    assert "a.stl" in first
    assert "b.stl" in second
    assert CANCELLED in third
    assert bulletin.all_told


def test_what_needs_no_telling_is_passed_over(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.apply(renamed("PO 17"))
    bulletin.show()

    assert [] == bulletin.told()
    assert bulletin.all_told


def test_a_card_that_is_behind_is_taken_up_after_a_crash(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.apply(turned_down("a.stl"))
    bulletin.poster.show(ID, edit=False)

    assert 1 == len(bulletin.told())
    assert [bulletin.order] == list(bulletin.orders.untold())
    bulletin.show()
    assert [] == list(bulletin.orders.untold())


@pytest.mark.parametrize(
    ("error", "left"),
    [("internal_error", 1), ("message_not_found", 0), ("cant_update_message", 0)],
)
def test_a_card_is_taken_up_after_a_crash_if_it_can_be_edited_then(
    bulletin: Bulletin, error: str, left: int
) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.apply(renamed("PO 17"))
    bulletin.slack.faults.api.add(ApiFault(error=error), name="chat.update")
    with pytest.raises(SlackApiError):
        bulletin.show()

    assert left == len(list(bulletin.orders.untold()))


def test_a_change_that_leaves_no_entry_is_shown_after_a_crash_as_well(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    assert [] == list(bulletin.orders.untold())
    bulletin.apply(BasketTaken(keeper="run"))
    assert [ID] == [order.id for order in bulletin.orders.untold()]
    bulletin.restart()
    bulletin.show()

    assert [] == list(bulletin.orders.untold())


def test_what_happens_later_is_told_then(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.apply(turned_down("a.stl"))
    assert "due" == bulletin.order.telling
    bulletin.show()

    assert 1 == len(bulletin.told())


def test_a_telling_that_a_crash_interrupted_is_looked_for_first(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.apply(turned_down("a.stl"))
    bulletin.apply(turned_down("b.stl"))
    bulletin.show()
    bulletin.rewrite(told=1, telling="begun")
    bulletin.restart(booted=AFTER)
    bulletin.show()

    assert ["a.stl", "b.stl", "b.stl"] == [bulletin.name_in(text) for text in bulletin.told()]
    assert bulletin.all_told


def test_a_telling_that_a_crash_prevented_is_made_up_for(bulletin: Bulletin) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.apply(turned_down("a.stl"))
    bulletin.rewrite(told=1, telling="begun")
    bulletin.restart(booted=AFTER)
    bulletin.show()

    assert ["a.stl"] == [bulletin.name_in(text) for text in bulletin.told()]


@pytest.mark.parametrize("fault", [ApiFault(error="internal_error"), ApiFault(lost=True)])
def test_a_telling_that_failed_is_told_once_all_the_same(
    bulletin: Bulletin, fault: ApiFault
) -> None:
    bulletin.start()
    bulletin.show()
    bulletin.apply(turned_down("a.stl"))
    bulletin.apply(turned_down("b.stl"))
    bulletin.slack.faults.api.add(fault, name="chat.postMessage")
    with pytest.raises((SlackApiError, OSError)):
        bulletin.show()
    assert "begun" == bulletin.order.telling
    bulletin.show()

    assert ["a.stl", "b.stl"] == [bulletin.name_in(text) for text in bulletin.told()]
