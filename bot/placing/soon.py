"""Work that is begun soon, on a thread of its own: whoever asks for it goes on at once."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

from handlers.precedence import Precedence

log = logging.getLogger(__name__)


class Soon:
    """Calls `begin` with each order that it is asked about, once for all who ask before it begins.

    What cannot be begun is tried again every `pause` seconds, until this is closed.
    """

    def __init__(
        self, begin: Callable[[str], object], first: Precedence, pause: float = 1.0
    ) -> None:
        self._begin = begin
        self._first = first
        self._pause = pause
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="soon")
        self._waiting: set[str] = set()
        self._lock = Lock()
        self._closing = Event()

    def ask(self, order_id: str) -> None:
        """Have work on an order begun; returns at once. Once this is closed, begins it itself."""
        with self._lock:
            if order_id in self._waiting:
                return
            if not self._closing.is_set():
                self._waiting.add(order_id)
                self._pool.submit(self._next, order_id)
                return
        self._begin(order_id)

    def close(self) -> None:
        """Begin what was asked for, and end."""
        with self._lock:
            self._closing.set()
        self._pool.shutdown()

    def _next(self, order_id: str) -> None:
        self._first.give_way()
        with self._lock:
            self._waiting.discard(order_id)
        while not self._has_begun(order_id) and not self._closing.wait(self._pause):
            pass

    def _has_begun(self, order_id: str) -> bool:
        try:
            self._begin(order_id)
        except Exception:
            log.exception("work on order %s could not be begun", order_id)
            return False
        return True
