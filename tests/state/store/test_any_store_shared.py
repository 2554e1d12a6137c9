import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from threading import Barrier

import pytest

from state.store import Conflict, Row, Store
from tests.state.store.places import Place, increment, line, tell


def test_threads_lose_no_update(store: Store) -> None:
    store.create("a", {"n": 0})

    with ThreadPoolExecutor(8) as pool:
        reached = list(pool.map(lambda _: increment(store, "a"), range(400)))

    assert set(range(1, 401)) == set(reached)
    assert Row("a", 401, {"n": 400}) == store.get("a")


def test_of_many_threads_that_create_a_key_one_wins(store: Store) -> None:
    start = Barrier(8)

    def create(n: int) -> int:
        start.wait(10)
        try:
            return store.create("a", {"n": n}).version
        except Conflict:
            return 0

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(create, range(8)))

    assert 1 == sum(won)
    assert Row("a", 1, {"n": won.index(1)}) == store.get("a")


def test_processes_lose_no_update(place: Place, store: Store) -> None:
    store.create("a", {"n": 0})

    with ExitStack() as stack:
        processes = [stack.enter_context(place.process("increments", "a", "100")) for _ in range(4)]
        ends = [process.wait(60) for process in processes]

    assert [0, 0, 0, 0] == ends
    assert Row("a", 401, {"n": 400}) == store.get("a")


@pytest.mark.slow
@pytest.mark.parametrize("size", [10, 200_000])
def test_a_killed_process_loses_nothing_that_returned(place: Place, size: int) -> None:
    with place.open() as store:
        store.create("a", {"n": 0})

    for _ in range(3):
        with place.process("replaces", "a", str(size)) as process:
            seen = [line(process) for _ in range(10)]
            process.send_signal(signal.SIGKILL)
            assert process.stdout is not None
            # The kill may cut the last line short.
            seen += [rest.strip() for rest in process.stdout if rest.endswith("\n")]

        with place.open() as store:
            row = store.get("a")
            assert row is not None
            assert int(seen[-1]) <= row.version <= int(seen[-1]) + 1
            assert size == len(row.doc["filling"])


def test_processes_may_open_a_fresh_place_at_the_same_time(place: Place) -> None:
    with ExitStack() as stack:
        processes = [stack.enter_context(place.process("opens", f"{n}")) for n in range(6)]
        assert ["ready"] * 6 == [line(process) for process in processes]
        for process in processes:
            tell(process)
        ends = [process.wait(60) for process in processes]

    assert [0] * 6 == ends
    with place.open() as store:
        assert [f"{n}" for n in range(6)] == [row.key for row in store.page()]


def test_threads_may_open_a_fresh_place_at_the_same_time(place: Place) -> None:
    start = Barrier(8)

    def create(n: int) -> None:
        start.wait(10)
        with place.open() as store:
            store.create(f"{n}", {})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(create, range(8)))

    with place.open() as store:
        assert [f"{n}" for n in range(8)] == [row.key for row in store.page()]
