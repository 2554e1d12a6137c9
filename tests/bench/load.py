"""Signed requests, sent over many connections as fast as they are answered."""

import hashlib
import hmac
import json
import selectors
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"content-length: "
PATIENCE = 30.0
"""Seconds after which a connection counts as dead."""


@dataclass(frozen=True)
class Took:
    """How long each answer took, and all of them, in seconds."""

    each: list[float]
    whole: float

    @property
    def p50(self) -> float:
        """The answer in the middle, in milliseconds."""
        return 1000 * quantiles(self.each, n=100)[49]

    @property
    def p99(self) -> float:
        """The answer than which one in a hundred took longer, in milliseconds."""
        return 1000 * quantiles(self.each, n=100)[98]

    @property
    def worst(self) -> float:
        """The slowest answer, in milliseconds."""
        return 1000 * max(self.each)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.each) / self.whole


@dataclass(frozen=True)
class Signer:
    """Makes requests as Slack sends them, each with a signature of its own."""

    secret: str

    def form(self, fields: Mapping[str, Any]) -> bytes:
        """Give the request of a slash command."""
        return self._signed(urlencode(fields).encode())

    def payload(self, payload: Mapping[str, Any]) -> bytes:
        """Give the request of anything done in a message or in a window."""
        return self.form({"payload": json.dumps(payload)})

    def _signed(self, body: bytes) -> bytes:
        stamp = str(int(time.time()))
        base = b"v0:" + stamp.encode() + b":" + body
        digest = hmac.new(self.secret.encode(), base, hashlib.sha256).hexdigest()
        head = (
            "POST /slack/events HTTP/1.1",
            "Host: localhost",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"X-Slack-Request-Timestamp: {stamp}",
            f"X-Slack-Signature: v0={digest}",
        )
        return "\r\n".join(head).encode() + END_OF_HEAD + body


@dataclass
class _Line:
    """A connection and what has come over it."""

    connection: socket.socket
    begun: float = 0.0
    come: bytes = field(default=b"")

    def send(self, request: bytes) -> None:
        self.begun, self.come = time.perf_counter(), b""
        self.connection.sendall(request)

    def answered(self, expected: bytes) -> float | None:
        """Take what has come, and give the seconds to the answer when it is complete."""
        piece = self.connection.recv(1 << 16)
        if not piece:
            raise ConnectionError("the bot closed a connection")
        self.come += piece
        head, mark, body = self.come.partition(END_OF_HEAD)
        if not mark or len(body) < _length(head):
            return None
        if not head.startswith(b"HTTP/1.1 200 ") or expected not in body:
            raise ConnectionError(f"the answer was {self.come[:400]!r}")
        return time.perf_counter() - self.begun


def drive(port: int, requests: Iterable[bytes], connections: int, answer: bytes = b"") -> Took:
    """Send all requests, each as soon as one of the connections has had its answer.

    Raises `ConnectionError` when an answer does not hold what is expected.
    """
    waiting, each = iter(requests), list[float]()
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        lines = [stack.enter_context(_connected(port)) for _ in range(connections)]
        begun = time.perf_counter()
        under_way = sum(_next(_Line(line), waiting, selector.register) for line in lines)
        while under_way:
            for key, _ in _ready(selector):
                seconds = key.data.answered(answer)
                if seconds is not None:
                    each.append(seconds)
                    under_way -= not _next(key.data, waiting, selector.modify)
        return Took(each, time.perf_counter() - begun)


def _ready(selector: selectors.BaseSelector) -> list[tuple[selectors.SelectorKey, int]]:
    found = selector.select(PATIENCE)
    if not found:
        raise TimeoutError("the bot does not answer")
    return found


def _next(line: _Line, waiting: Iterator[bytes], watch: Callable[..., object]) -> bool:
    request = next(waiting, None)
    if request is None:
        return False
    watch(line.connection, selectors.EVENT_READ, line)
    line.send(request)
    return True


def _connected(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), PATIENCE)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return connection


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(LENGTH)
    return int(rest.split(b"\r\n", 1)[0])
