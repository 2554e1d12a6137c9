"""Connections that hold an upload to its limit by what moves, not by how long it takes."""

import math
import time
from collections.abc import Callable
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.util.wait import wait_for_read

from bot.threeyourmind.multipart import MultipartFile

PIECE = 1 << 18
"""Bytes that are given to a connection at a time. Over TLS nothing shorter is seen to move."""
TICK = 0.2
"""Seconds after which somebody who waits for the other side asks whether to go on."""


class _Steady(HTTPConnection):
    """Sends the body of an upload piece by piece, and waits for its answer tick by tick.

    The library would hold each chunk as a whole to the limit, so that a slow line would break off.
    The upload's `going` is called at least every `TICK`, and may end it by raising.
    """

    _going: Callable[[], object] | None = None

    def request(self, method: str, url: str, body: Any = None, *more: Any, **options: Any) -> None:
        self._going = body.going if isinstance(body, MultipartFile) else None
        super().request(method, url, body, *more, **options)

    def send(self, data: Any) -> None:
        if self._going is None or self.sock is None:
            super().send(data)
            return
        limit = self.sock.gettimeout()
        self.sock.settimeout(min(TICK, _seconds(limit)))
        left = memoryview(data)
        try:
            while left:
                left = left[self._moved(left[:PIECE], _seconds(limit), self._going) :]
        finally:
            self.sock.settimeout(limit)

    def _moved(self, piece: memoryview, limit: float, going: Callable[[], object]) -> int:
        begun = time.monotonic()
        while True:
            going()
            try:
                return int(self.sock.send(piece))
            except TimeoutError:
                if time.monotonic() - begun >= limit:
                    raise

    def getresponse(self) -> Any:
        if self._going is not None:
            self._await_answer(self._going)
        return super().getresponse()

    def _await_answer(self, going: Callable[[], object]) -> None:
        begun, limit = time.monotonic(), _seconds(self.timeout)
        while not wait_for_read(self.sock, min(TICK, limit)):
            if time.monotonic() - begun >= limit:
                raise TimeoutError
            going()


def _seconds(limit: float | None) -> float:
    return math.inf if limit is None else limit


class _SteadyTls(_Steady, HTTPSConnection):
    """The same, over TLS."""


class SteadyPool(HTTPConnectionPool):
    """Connections over plain HTTP."""

    ConnectionCls = _Steady


class SteadyTlsPool(HTTPSConnectionPool):
    """Connections over TLS."""

    ConnectionCls = _SteadyTls
