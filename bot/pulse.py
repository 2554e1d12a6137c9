"""Whether Slack's socket lives: when something was heard on it last."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Beat:
    """Whether the socket lives, its silence in seconds, and how often it was replaced."""

    alive: bool
    silence: float
    reconnects: int


class Pulse:
    """Remembers what was heard: messages of Slack's, answers to pings, and each new connection.

    A socket that has been silent for `limit` seconds counts as dead, open or not.
    """

    def __init__(self, limit: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._lock = Lock()
        self._session: str | None = None
        self._open = False
        self._heard = clock()
        self._sockets = 0
        self._pong: float | None = None

    def hear(self) -> None:
        """Note that Slack said something."""
        with self._lock:
            self._heard = self._clock()

    def look(self, session: str | None, pong: float | None, *, is_open: bool) -> Beat:
        """Note which connection there is and when it answered a ping last; tell how it is."""
        with self._lock:
            if session != self._session:
                self._session, self._sockets = session, self._sockets + 1
                self._heard = self._clock()
            if pong != self._pong:
                self._pong, self._heard = pong, self._clock()
            self._open = is_open
        return self.beat()

    def beat(self) -> Beat:
        """Tell how the socket is."""
        with self._lock:
            silence = self._clock() - self._heard
            alive = self._open and silence < self.limit
            return Beat(alive, silence, max(0, self._sockets - 1))
