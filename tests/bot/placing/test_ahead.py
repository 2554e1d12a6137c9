import threading
from collections.abc import Iterator

import pytest

from bot.placing.ahead import MOST, Ahead
from bot.placing.going import Going
from tests.bot.waiting import wait_for

TICK = 0.01
LIMIT = 10.0


def nothing() -> None:
    """Go on."""


def readers() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "read-ahead"]


def test_chunks_come_as_they_are_and_in_order() -> None:
    chunks = [bytes([number]) * number for number in range(50)]
    with Ahead() as ahead:
        assert chunks == list(ahead.read(iter(chunks), nothing, TICK))
    assert [] == readers()


def test_what_the_chunks_raise_comes_after_the_chunks_before_it() -> None:
    def breaks() -> Iterator[bytes]:
        yield b"a"
        raise ConnectionResetError

    with Ahead() as ahead:
        chunks = ahead.read(breaks(), nothing, TICK)
        assert b"a" == next(chunks)
        with pytest.raises(ConnectionResetError):
            next(chunks)
    assert [] == readers()


def test_only_a_few_chunks_are_read_ahead() -> None:
    taken: list[int] = []

    def many() -> Iterator[bytes]:
        for number in range(100):
            taken.append(number)
            yield b"x"

    with Ahead() as ahead:
        next(ahead.read(many(), nothing, TICK))
        # One is out, some wait, and the reader holds the next.
        wait_for(lambda: len(taken) == 1 + MOST + 1)
    assert 1 + MOST + 1 == len(taken)
    assert [] == readers()


def test_leaving_closes_what_was_read() -> None:
    closed = threading.Event()

    def many() -> Iterator[bytes]:
        try:
            while True:
                yield b"x"
        finally:
            closed.set()

    with Ahead() as ahead:
        next(ahead.read(many(), nothing, TICK))
    assert closed.is_set()


def test_leaving_without_having_read_is_nothing() -> None:
    with Ahead():
        pass
    assert [] == readers()


def test_whether_to_go_on_is_asked_while_nothing_comes() -> None:
    come, asked = threading.Event(), []

    def late() -> Iterator[bytes]:
        come.wait(LIMIT)
        yield b"x"

    def going() -> None:
        asked.append(1)
        if len(asked) == 5:
            come.set()

    with Ahead() as ahead:
        assert [b"x"] == list(ahead.read(late(), going, TICK))
    assert len(asked) >= 5


def test_whether_to_go_on_is_asked_at_most_once_in_a_while() -> None:
    asked: list[int] = []
    going = Going(lambda: asked.append(1), 3600)
    for _ in range(100):
        going()

    assert [1] == asked


def test_it_is_asked_again_after_a_while() -> None:
    asked: list[int] = []
    going = Going(lambda: asked.append(1), 0.001)

    def asked_again() -> bool:
        going()
        return len(asked) > 1

    wait_for(asked_again)
