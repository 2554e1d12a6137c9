"""What is done again and again, by a thread that waits for all of it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from bot.every import Every
from tests.bot.waiting import wait_for

SOON, LATE = 0.005, 60.0
ENOUGH = 5


@pytest.fixture
def every() -> Iterator[Every]:
    before = set(threading.enumerate())
    yield Every()
    wait_for(lambda: set(threading.enumerate()) <= before)


def noting(done: SimpleQueue[str], word: str) -> bool:
    """Note that it was done, and go on."""
    done.put(word)
    return True


def test_it_is_done_again_and_again_until_it_says_that_it_is_enough(every: Every) -> None:
    done = SimpleQueue[int]()

    def count() -> bool:
        done.put(1)
        return done.qsize() < ENOUGH

    every.begin("counting", SOON, count)

    wait_for(lambda: "every" not in {thread.name for thread in threading.enumerate()})
    assert ENOUGH == done.qsize()


def test_the_first_time_may_be_at_once(every: Every) -> None:
    done = SimpleQueue[str]()
    regular = every.begin("soon", LATE, lambda: noting(done, "soon"), first=0.0)

    assert "soon" == done.get(timeout=5.0)
    regular.close()


def test_what_takes_long_holds_up_nothing_else_and_is_not_begun_twice(every: Every) -> None:
    begun, done, go = SimpleQueue[str](), SimpleQueue[str](), threading.Event()
    slow = every.begin("slow", SOON, lambda: noting(begun, "slow") and go.wait(10.0))
    quick = every.begin("quick", SOON, lambda: noting(done, "quick"), quick=True)

    for _ in range(20):
        assert "quick" == done.get(timeout=5.0)
    assert 1 == begun.qsize()
    go.set()
    for regular in (quick, slow):
        regular.close()


def test_closing_waits_for_the_end_of_what_is_being_done(every: Every) -> None:
    begun, go, ended = threading.Event(), threading.Event(), threading.Event()

    def work() -> bool:
        begun.set()
        go.wait(10.0)
        ended.set()
        return True

    regular = every.begin("work", SOON, work)
    assert begun.wait(5.0)
    regular.close(patience=0.0)
    assert not ended.is_set()
    go.set()
    regular.close()

    assert ended.is_set()


def test_no_thread_stays_for_what_is_done_between_the_times(every: Every) -> None:
    done = SimpleQueue[str]()
    regular = every.begin("rare", LATE, lambda: noting(done, "rare"), first=0.0)
    assert "rare" == done.get(timeout=5.0)

    wait_for(lambda: "rare" not in {thread.name for thread in threading.enumerate()})
    assert "every" in {thread.name for thread in threading.enumerate()}
    regular.close()


def test_what_breaks_off_ends_and_the_others_go_on(
    every: Every, caplog: pytest.LogCaptureFixture
) -> None:
    def break_off() -> bool:
        raise ConnectionResetError

    every.begin("broken", SOON, break_off, quick=True)
    wait_for(lambda: "broken broke off and is done no more" in caplog.messages)
    done = SimpleQueue[str]()
    others = every.begin("others", SOON, lambda: noting(done, "others"))

    assert ["others"] * 2 == [done.get(timeout=5.0) for _ in range(2)]
    others.close()
    assert 1 == len(caplog.messages)


CROWDED = """
import logging, sys, threading
from queue import SimpleQueue
from bot.every import Every

logging.basicConfig(stream=sys.stdout, format="%(message)s")
every, beats = Every(), SimpleQueue()
every.begin("heart", 0.005, lambda: beats.put(1) or True, quick=True)
threading.stack_size(1 << 46)
every.begin("slow", 0.005, lambda: True)
for _ in range(10):
    beats.get(timeout=10)
"""
"""No thread can be started that wants so much memory."""


def test_the_heart_goes_on_when_the_system_gives_no_more_threads() -> None:
    told = subprocess.check_output([sys.executable, "-c", CROWDED], text=True, timeout=60)  # noqa: S603 - ourselves

    assert "slow is put off: can't start new thread" in told.splitlines()
