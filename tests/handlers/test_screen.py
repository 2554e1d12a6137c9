import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Thread
from typing import Any, cast

import pytest

from handlers.edits import Rhythm
from handlers.screen import FINAL, Screen
from state.events import NotNow, OrderCancelled, OrderStarted
from tests.bot.waiting import wait_for
from tests.builders import AT, an_entry, an_order
from tests.handlers.scripted_poster import LIMIT, ScriptedPoster, slack_says

EDIT, RETRY = 0.05, 0.02
A, B = an_order(id="PD-A"), an_order(id="PD-B")


@pytest.fixture
def poster() -> ScriptedPoster:
    return ScriptedPoster()


@contextmanager
def a_screen(poster: ScriptedPoster, edit: float = EDIT, retry: float = RETRY) -> Iterator[Screen]:
    # All that a screen asks of its poster is to show.
    screen = Screen(cast("Any", poster), Rhythm(edit, retry, look=EDIT))
    screen.start()
    yield screen
    poster.go.set()
    screen.close()


@pytest.fixture
def screen(poster: ScriptedPoster) -> Iterator[Screen]:
    with a_screen(poster) as screen:
        yield screen


def shown(poster: ScriptedPoster, order: str, times: int) -> None:
    wait_for(lambda: len(poster.of(order)) >= times)


def settled(poster: ScriptedPoster, screen: Screen) -> None:
    """Wait until whatever could still be due for other orders would have been shown."""
    for times in (1, 2, 3):
        other = an_order(id=f"PD-LAST{times}")
        screen.follow(other)
        shown(poster, other.id, 1)
        screen.follow(other)
        wait_for(lambda: len([s for s in poster.of(other.id) if s.edit]) == 2)  # noqa: B023 - called at once


def test_an_order_is_shown_at_once(poster: ScriptedPoster) -> None:
    with a_screen(poster, edit=3600) as screen:
        screen.follow(A)
        shown(poster, A.id, 1)

    assert poster.of(A.id)[0].edit


def test_news_are_told_at_once_and_the_card_follows_in_its_rhythm(
    poster: ScriptedPoster, screen: Screen
) -> None:
    screen.follow(A)
    shown(poster, A.id, 1)
    screen.follow(A)
    wait_for(lambda: sum(s.edit for s in poster.of(A.id)) == 2)
    first, *news, last = poster.of(A.id)

    assert (True, True) == (first.edit, last.edit)
    assert not any(s.edit for s in news)
    assert last.at - first.at >= EDIT


def test_what_is_no_news_waits_for_the_next_edit(poster: ScriptedPoster, screen: Screen) -> None:
    poster.without_news = {A.id}
    for times in (1, 2):
        screen.follow(A)
        wait_for(lambda: sum(s.edit for s in poster.of(A.id)) == times)  # noqa: B023 - called at once

    assert [True, True] == [s.edit for s in poster.of(A.id)]


def test_an_order_of_which_nobody_can_say_what_is_news_is_shown_when_it_can(
    poster: ScriptedPoster,
) -> None:
    with a_screen(poster, edit=3600) as screen:
        screen.follow(A)
        shown(poster, A.id, 1)
        poster.broken = {A.id}
        screen.follow(A)
        wait_for(lambda: poster.asked == [A])
        poster.broken = set()
        screen.follow(A)
        shown(poster, A.id, 2)


@pytest.mark.parametrize("late", [False, True])
def test_news_are_told_whichever_thread_brings_them_last(
    poster: ScriptedPoster, *, late: bool
) -> None:
    before = A.but(history=(an_entry(OrderStarted()),))
    after = before.but(history=(*before.history, an_entry(OrderCancelled(by="U1", at=AT))))
    poster.script[A.id] = [poster.wait]
    with a_screen(poster, edit=3600) as screen:
        screen.follow(before)
        shown(poster, A.id, 1)
        for order in (before, after) if late else (after, before):
            screen.follow(order)
        poster.go.set()
        wait_for(lambda: poster.asked == [after])


def test_the_card_is_edited_at_most_once_per_rhythm(poster: ScriptedPoster, screen: Screen) -> None:
    for times in range(1, 30):
        screen.follow(A)
        shown(poster, A.id, times)
    settled(poster, screen)
    edits = [s.at for s in poster.of(A.id) if s.edit]
    pauses = [later - earlier for earlier, later in pairwise(edits)]

    assert len(edits) >= 2
    assert min(pauses) >= EDIT * 0.98


def test_what_changes_while_an_order_is_shown_is_shown_once_more(
    poster: ScriptedPoster, screen: Screen
) -> None:
    poster.script[A.id] = [poster.wait]
    screen.follow(A)
    shown(poster, A.id, 1)
    for _ in range(5):
        screen.follow(A)
    poster.go.set()
    wait_for(lambda: sum(s.edit for s in poster.of(A.id)) == 2)
    settled(poster, screen)

    assert len(poster.of(A.id)) <= 3
    assert 2 == sum(s.edit for s in poster.of(A.id))
    assert 1 == poster.most_at_once


def test_a_card_that_moves_is_looked_at_again_until_it_stands(
    poster: ScriptedPoster, screen: Screen
) -> None:
    poster.moving = {A.id}
    screen.follow(A)
    shown(poster, A.id, 4)
    pauses = [later.at - earlier.at for earlier, later in pairwise(poster.of(A.id))]
    poster.moving = set()
    settled(poster, screen)
    times = len(poster.of(A.id))
    settled(poster, screen)

    assert all(s.edit for s in poster.of(A.id))
    assert min(pauses) >= EDIT * 0.98
    assert times == len(poster.of(A.id))


@pytest.mark.parametrize("error", [slack_says("is_archived"), ValueError("no luck")])
def test_a_card_that_moves_and_cannot_be_shown_is_let_be(
    poster: ScriptedPoster, screen: Screen, error: Exception
) -> None:
    poster.moving, poster.script[A.id] = {A.id}, [error]
    screen.follow(A)
    settled(poster, screen)

    assert 1 == len(poster.of(A.id))


def test_orders_do_not_wait_for_one_another(poster: ScriptedPoster, screen: Screen) -> None:
    poster.script[A.id] = [poster.wait]
    screen.follow(A)
    shown(poster, A.id, 1)
    screen.follow(B)
    shown(poster, B.id, 1)

    assert 1 == len(poster.of(A.id))


@pytest.mark.parametrize(
    "error", [slack_says("ratelimited"), slack_says("internal_error"), OSError(), NotNow(A)]
)
def test_what_could_not_be_shown_is_tried_again(
    poster: ScriptedPoster, screen: Screen, error: Exception
) -> None:
    poster.script[A.id] = [error, error]
    screen.follow(A)
    shown(poster, A.id, 3)

    assert [] == poster.script[A.id]


@pytest.mark.parametrize("reason", sorted(FINAL))
def test_what_slack_will_always_refuse_is_not_tried_again(
    poster: ScriptedPoster, screen: Screen, reason: str
) -> None:
    poster.script[A.id] = [slack_says(reason)]
    screen.follow(A)
    shown(poster, A.id, 1)
    settled(poster, screen)

    assert 1 == len(poster.of(A.id))
    screen.follow(A)
    shown(poster, A.id, 2)


def test_why_an_order_is_not_shown_is_in_the_log(
    poster: ScriptedPoster, screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    poster.script |= {A.id: [slack_says("is_archived")], B.id: [ConnectionResetError()]}
    screen.follow(A)
    screen.follow(B)
    wait_for(lambda: len(caplog.messages) == 2)

    assert {
        "order PD-A is not shown: Slack says is_archived",
        "order PD-B is not shown: ConnectionResetError",
    } == set(caplog.messages)


def test_an_unexpected_error_is_logged_and_the_others_are_shown(
    poster: ScriptedPoster, screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    broken = [an_order(id=f"PD-{n}") for n in range(10)]
    poster.script |= {order.id: [ValueError("no luck")] for order in broken}
    for order in broken:
        screen.follow(order)
    wait_for(lambda: len(caplog.records) == 10)
    screen.follow(A)
    shown(poster, A.id, 1)

    assert {logging.ERROR} == {record.levelno for record in caplog.records}
    assert all(record.exc_info for record in caplog.records)
    assert {1} == {len(poster.of(order.id)) for order in broken}


def test_closing_waits_for_what_is_being_shown(poster: ScriptedPoster) -> None:
    poster.script[A.id] = [poster.wait]
    with a_screen(poster) as screen:
        screen.follow(A)
        shown(poster, A.id, 1)
        closing = Thread(target=screen.close)
        closing.start()
        assert closing.is_alive()
        poster.go.set()
        closing.join(LIMIT)

        assert not closing.is_alive()


def test_a_closed_screen_shows_nothing_more(poster: ScriptedPoster) -> None:
    poster.script[A.id] = [OSError()]
    with a_screen(poster, edit=3600, retry=3600) as screen:
        screen.follow(A)
        shown(poster, A.id, 1)
    screen.follow(B)

    assert [A.id] == [s.order for s in poster.shown]
