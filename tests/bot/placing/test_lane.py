import threading
from queue import Empty

import pytest

from bot.placing.lane import Lane
from tests.bot.waiting import wait_for


def test_things_come_in_their_order() -> None:
    lane = Lane[int](3)
    for thing in (1, 2, 3):
        lane.put(thing)

    assert [1, 2, 3] == [lane.get() for _ in range(3)]


def test_whoever_puts_one_more_waits_for_room() -> None:
    lane, put = Lane[int](1), list[int]()

    def fill() -> None:
        for thing in (1, 2, 3):
            lane.put(thing)
            put.append(thing)

    thread = threading.Thread(target=fill)
    thread.start()
    wait_for(lambda: put == [1])
    assert 1 == lane.get()
    wait_for(lambda: put == [1, 2])
    lane.make_room(1)
    thread.join(10.0)

    assert [1, 2, 3] == put


def test_a_wait_for_what_does_not_come_ends() -> None:
    with pytest.raises(Empty):
        Lane[int](1).get(timeout=0.001)
