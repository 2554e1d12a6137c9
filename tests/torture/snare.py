"""A way in to the local 3YOURMIND that can catch one call, before or after it is carried out."""

import asyncio
from collections.abc import Sequence
from enum import Enum
from threading import Event, Lock

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.serving import drop
from tests.torture.calls import Call, call_of


class When(Enum):
    """Where in the life of a call it is caught."""

    BEFORE = "before"
    """It has arrived and is never carried out."""
    AFTER = "after"
    """It is carried out, and its answer never leaves."""


class Trap:
    """Catches the first of certain calls, in whichever snare it is set; the answer never comes."""

    def __init__(self, call: Call, when: When) -> None:
        self.call = call
        self.when = when
        self.caught: Snare | None = None
        self._lock = Lock()
        self._shut = self._lets_go = False
        self._sprung = Event()
        self._waiting: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None

    def springs(self, snare: "Snare", call: Call) -> bool:
        """Tell whether this call is caught, which happens once."""
        with self._lock:
            if call != self.call or self.caught is not None or self._shut:
                return False
            self.caught = snare
            return True

    def wait(self, limit: float) -> "Snare | None":
        """Give where a call is held, as soon as it is; nothing when none came in time."""
        self._sprung.wait(limit)
        if not self._sprung.is_set():
            self.release()
        # One that came just then is held no longer, but caught all the same.
        return self.caught

    def release_when_caught(self) -> None:
        """Break the connection of the call as soon as it is caught, without anybody waiting."""
        self._lets_go = True

    def release(self) -> None:
        """Catch nothing any more, and break the connection of the call that is held."""
        with self._lock:
            self._shut = True
            if self._waiting is not None:
                loop, event = self._waiting
                loop.call_soon_threadsafe(event.set)

    async def hold(self) -> None:
        """Return when the trap is released."""
        event = asyncio.Event()
        with self._lock:
            if self._shut or self._lets_go:
                self._sprung.set()
                return
            self._waiting = asyncio.get_running_loop(), event
        self._sprung.set()
        await event.wait()


class Snare:
    """Wraps the application for one client; traps that are set catch calls of this client."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._traps: list[Trap] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        trap = self._sprung_by(scope) if scope["type"] == "http" else None
        if trap is None:
            await self._app(scope, receive, send)
            return
        if trap.when is When.AFTER:
            await self._app(scope, receive, _unheard)
        await trap.hold()
        await drop(scope, receive)

    def _sprung_by(self, scope: Scope) -> Trap | None:
        call = call_of(scope["method"], scope["path"])
        for trap in list(self._traps):
            if trap.springs(self, call):
                self._traps.remove(trap)
                return trap
        return None

    def set(self, trap: Trap) -> None:
        """Put a trap up here."""
        self._traps.append(trap)

    def unset(self, trap: Trap) -> None:
        """Take a trap away."""
        if trap in self._traps:
            self._traps.remove(trap)


def set_everywhere(snares: Sequence[Snare], trap: Trap) -> None:
    """Put one trap up in several snares."""
    for snare in snares:
        snare.set(trap)


async def _unheard(_: Message) -> None:
    """Let an answer go nowhere."""
