from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from blake3 import blake3

from bot.placing.counted import Counted
from bot.placing.turns import Turns


def test_runs_of_one_order_take_turns_and_other_orders_do_not_wait() -> None:
    turns, entered, go = Turns(), Event(), Event()
    seen: list[str] = []

    def run(order: str, word: str) -> None:
        with turns.of(order):
            entered.set()
            if word == "first":
                assert go.wait(10)
            seen.append(word)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(run, "PD-1", "first")
        assert entered.wait(10)
        second = pool.submit(run, "PD-1", "second")
        run("PD-2", "other")
        go.set()
        first.result(10)
        second.result(10)

    assert ["other", "first", "second"] == seen


def test_a_run_that_fails_leaves_the_turn_to_the_next() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="no luck"), turns.of("PD-1"):
        raise ValueError("no luck")
    with turns.of("PD-1"):
        pass


def test_nothing_is_kept_of_orders_that_nobody_works_on() -> None:
    turns = Turns()
    with turns.of("PD-1"), turns.of("PD-2"):
        assert {"PD-1", "PD-2"} == set(turns._locks)

    assert not turns._locks
    assert not turns._waiting


def test_what_passes_is_counted_and_hashed() -> None:
    counted = Counted(iter([b"ab", b"", b"c"]))

    assert (0, blake3().hexdigest()) == (counted.size, counted.digest)
    assert [b"ab", b"", b"c"] == list(counted)
    assert (3, blake3(b"abc").hexdigest()) == (counted.size, counted.digest)
