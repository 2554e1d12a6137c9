from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from threading import Event, Lock

import pytest

from bot.placing.slots import Slots
from tests.bot.waiting import wait_for
from tests.builders import ADA, BEN


class Files:
    """Files that wait for a slot, and are let go one by one; `begun` names them in that order."""

    def __init__(self, slots: Slots, pool: ThreadPoolExecutor) -> None:
        self.begun: list[str] = []
        self._slots = slots
        self._pool = pool
        self._lock = Lock()
        self._go: dict[str, Event] = {}

    def share(self, person: str, name: str) -> None:
        """Let a file wait; returns when it does, or has begun."""
        self._go[name] = Event()
        self._pool.submit(self._carry, person, name)
        wait_for(lambda: name in self.begun or self._waits(len(self._go)))

    def has_begun(self, name: str) -> bool:
        return name in self.begun

    def end(self, name: str) -> None:
        self._go[name].set()

    def end_all(self) -> None:
        for go in self._go.values():
            go.set()

    def _waits(self, count: int) -> bool:
        return len(self.begun) + len(self._slots._waiting) == count

    def _carry(self, person: str, name: str) -> None:
        with self._slots.of(person):
            with self._lock:
                self.begun.append(name)
            assert self._go[name].wait(20)


def shared(slots: Slots, stack: ExitStack) -> Files:
    files = Files(slots, stack.enter_context(ThreadPoolExecutor(20)))
    stack.callback(files.end_all)
    return files


def test_so_many_are_on_their_way_at_once() -> None:
    with ExitStack() as stack:
        files = shared(Slots(2), stack)
        for name in "abc":
            files.share(ADA, name)

        assert {"a", "b"} == set(files.begun)
        files.end("a")
        wait_for(lambda: "c" in files.begun)


def test_the_files_of_one_person_come_in_their_order() -> None:
    with ExitStack() as stack:
        files = shared(Slots(1), stack)
        for name in "abcd":
            files.share(ADA, name)
        for ending, name in zip("abc", "bcd", strict=True):
            files.end(ending)
            wait_for(partial(files.has_begun, name))

        assert list("abcd") == files.begun


def test_whoever_has_none_is_next_however_many_others_wait() -> None:
    with ExitStack() as stack:
        files = shared(Slots(2), stack)
        for number in range(10):
            files.share(ADA, f"a{number}")
        files.share(BEN, "b0")
        files.share(BEN, "b1")

        files.end("a0")
        wait_for(lambda: len(files.begun) == 3)
        assert "b0" == files.begun[-1]
        files.end("a1")
        wait_for(lambda: len(files.begun) == 4)
        assert "a2" == files.begun[-1]


def broken_off(slots: Slots) -> None:
    with slots.of(ADA):
        raise ValueError("no luck")


def test_a_slot_is_free_again_when_what_had_it_broke_off() -> None:
    slots = Slots(1)
    for _ in range(3):
        with pytest.raises(ValueError, match="no luck"):
            broken_off(slots)
