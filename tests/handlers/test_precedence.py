import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from handlers.precedence import Precedence

LIMIT = 20.0


def test_other_work_waits_until_the_last_request_is_answered() -> None:
    first, begun, done = Precedence(LIMIT), Event(), Event()

    def work() -> None:
        begun.set()
        first.give_way()
        done.set()

    with ThreadPoolExecutor(1) as pool:
        with first:
            with first:
                working = pool.submit(work)
                assert begun.wait(LIMIT)
            assert not done.is_set()
        working.result(LIMIT)

    assert done.is_set()


def test_other_work_goes_on_at_once_while_nobody_asks() -> None:
    first, begun = Precedence(LIMIT), time.monotonic()
    with first:
        pass
    first.give_way()

    assert time.monotonic() - begun < LIMIT


def test_other_work_does_not_wait_for_ever() -> None:
    first = Precedence(0.01)
    with first:
        first.give_way()
