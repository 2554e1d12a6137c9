import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Thread

from handlers.watch import NEVER, Watch
from tests.bot.waiting import wait_for

SOON = 0.1


class Guards:
    """Threads that wait until there is something to do, or due for them, do one thing, and go."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.watch = Watch(self.lock)
        self.to_do, self.open = 0, True
        self.done: list[str] = []
        self.woken: list[str] = []
        self.threads: list[Thread] = []

    def post(self, name: str, until: float = NEVER) -> None:
        """Have one more wait, behind those that wait."""
        before = self.watch.idle
        self.threads.append(Thread(target=self._guard, args=(name, until)))
        self.threads[-1].start()
        wait_for(lambda: self.watch.idle == before + 1)

    def bring(self) -> None:
        """Give them something to do, and see it done."""
        with self.lock:
            self.to_do, before = self.to_do + 1, len(self.done)
            self.watch.call()
        wait_for(lambda: len(self.done) > before)

    def _guard(self, name: str, until: float) -> None:
        with self.lock:
            while self.open and not self.to_do and time.monotonic() < until:
                self.watch.wait(time.monotonic(), until)
                self.woken.append(name)
            self.to_do = max(0, self.to_do - 1)
            self.watch.leave()
            self.done.append(name)


@contextmanager
def guards(*names: str) -> Iterator[Guards]:
    guards = Guards()
    for name in names:
        guards.post(name)
    yield guards
    with guards.lock:
        guards.open = False
        guards.watch.end()
    for thread in guards.threads:
        thread.join()


def test_a_change_wakes_who_is_on_watch_and_who_is_on_watch_then() -> None:
    with guards("one", "two", "three", "four") as four:
        four.bring()
        wait_for(lambda: four.woken == ["one", "two"])

        assert ["one"] == four.done


def test_all_have_their_turn() -> None:
    with guards("one", "two", "three") as three:
        for _ in range(3):
            three.bring()

    assert ["one", "two", "three"] == three.done


def test_who_is_on_watch_wakes_when_something_is_due() -> None:
    with guards() as two:
        two.post("one", time.monotonic() + SOON)
        two.post("two")
        wait_for(lambda: two.done == ["one"])


def test_what_is_due_sooner_is_seen_by_who_is_on_watch() -> None:
    with guards("one") as two:
        two.post("two", time.monotonic() + SOON)
        wait_for(lambda: two.woken == ["one"])


def test_at_the_end_everybody_wakes() -> None:
    with guards("one", "two", "three") as three:
        pass

    assert {"one", "two", "three"} == set(three.done)
