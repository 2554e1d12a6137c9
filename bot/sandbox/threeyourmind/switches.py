"""Lets a test make the local 3YOURMIND misbehave while it runs."""

import asyncio
from fnmatch import fnmatchcase
from threading import Condition, RLock

from bot.sandbox.threeyourmind.faults import Fault


class Switch:
    """One fault that is on for some requests, until its number of times is used up.

    Attributes:
        fault: what happens.
        hits: how many requests it happened to.
    """

    def __init__(self, fault: Fault, method: str, path: str, times: int | None) -> None:
        self.fault = fault
        self.hits = 0
        self._method, self._path, self._left = method, path, times
        self._changed = Condition()
        self._released = False
        self._held: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def take(self, method: str, path: str) -> bool:
        """Whether this request is concerned; if so, it counts."""
        if not (fnmatchcase(method, self._method) and fnmatchcase(path, self._path)):
            return False
        with self._changed:
            if self._left == 0:
                return False
            self._left = None if self._left is None else self._left - 1
            self.hits += 1
            return True

    @property
    def is_on(self) -> bool:
        """Whether it will concern further requests."""
        with self._changed:
            return self._left != 0

    def off(self) -> None:
        """Concerns no further requests, and releases those it holds."""
        with self._changed:
            self._left = 0
        self.release()

    def wait(self, limit: float = 5.0) -> None:
        """Returns once a request is held here.

        Raises:
            TimeoutError: none came within `limit` seconds.
        """
        with self._changed:
            if not self._changed.wait_for(lambda: self._held, limit):
                raise TimeoutError(f"no request to hold: {self._method} {self._path}")

    def release(self) -> None:
        """Lets every held request go on, and later ones pass."""
        with self._changed:
            self._released = True
            for event, loop in self._held.items():
                loop.call_soon_threadsafe(event.set)

    async def hold(self) -> None:
        """Returns when the switch is released."""
        event = asyncio.Event()
        with self._changed:
            if self._released:
                return
            self._held[event] = asyncio.get_running_loop()
            self._changed.notify_all()
        try:
            await event.wait()
        finally:
            with self._changed:
                del self._held[event]


class Switches:
    """The switches that are on, from any thread.

    For example `switches.on(Drop(Moment.AFTER), method="POST", path="*/orders/", times=1)` breaks
    the connection of one request after it was handled.
    """

    def __init__(self) -> None:
        self._switches: list[Switch] = []
        self._lock = RLock()

    def on(
        self,
        fault: Fault,
        *,
        method: str | None = None,
        path: str | None = None,
        times: int | None = None,
    ) -> Switch:
        """The switch, on from now on.

        Args:
            fault: what happens.
            method: the requests concerned, `*` for any; unset: those the fault is meant for.
            path: the same for the path, where `*` stands for any text, slashes included.
            times: for how many requests; unset: for every one until it is turned off.
        """
        usual_method, usual_path = fault.concerns
        switch = Switch(fault, method or usual_method, path or usual_path, times)
        with self._lock:
            self._switches.append(switch)
        return switch

    def off(self) -> None:
        """Turns every switch off and releases every held request."""
        with self._lock:
            for switch in self._switches:
                switch.off()
            self._switches.clear()

    def take(self, method: str, path: str) -> tuple[Switch, ...]:
        """The switches that concern this request, each counted once."""
        with self._lock:
            return tuple(switch for switch in self._switches if switch.take(method, path))
