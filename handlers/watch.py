"""Threads that have nothing to do: one of them looks after what comes, the others sleep."""

from threading import Condition, Lock

NEVER = float("inf")


class Watch:
    """Wakes one thread for what is due, where to wake all of them would cost more than the work.

    Every method is called with the lock held. Times are those of a monotonic clock, in seconds.
    """

    def __init__(self, lock: Lock) -> None:
        self._on_watch, self._asleep = Condition(lock), Condition(lock)
        self._until: float | None = None
        self.idle = 0
        """How many threads wait."""

    def wait(self, now: float, until: float) -> None:
        """Wait until something changes or is due, or for as long as another one looks after it."""
        self.idle += 1
        try:
            if self._until is None:
                self._look_out(now, until)
            else:
                if until < self._until:
                    self._on_watch.notify()
                self._asleep.wait()
        finally:
            self.idle -= 1

    def call(self) -> None:
        """Have the one on watch see what has changed."""
        self._on_watch.notify()

    def leave(self) -> None:
        """Have another one on watch, where somebody is about to work."""
        if self._until is None:
            self._asleep.notify()

    def end(self) -> None:
        """Wake everybody."""
        self._on_watch.notify_all()
        self._asleep.notify_all()

    def _look_out(self, now: float, until: float) -> None:
        self._until = until
        try:
            self._on_watch.wait(None if until == NEVER else until - now)
        finally:
            self._until = None
