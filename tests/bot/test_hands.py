import threading
from queue import SimpleQueue

from bot.hands import Hands


def test_so_many_things_are_done_at_once_and_the_others_after_them() -> None:
    begun, go = SimpleQueue[int](), threading.Event()

    def work(thing: int) -> None:
        begun.put(thing)
        go.wait(10.0)

    hands = Hands("hands", 2, work)
    for thing in (1, 2, 3):
        hands.give(thing)
    assert {1, 2} == {begun.get(timeout=5.0) for _ in range(2)}
    assert begun.empty()

    go.set()
    hands.close()

    assert 3 == begun.get_nowait()


def test_closing_waits_for_all_that_was_given() -> None:
    done: list[int] = []
    hands = Hands("hands", 3, done.append)
    for thing in range(1, 101):
        hands.give(thing)

    hands.close()

    assert list(range(1, 101)) == sorted(done)


def test_whoever_was_given_nothing_can_close() -> None:
    Hands("hands", 3, print).close()
