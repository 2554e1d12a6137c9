"""What is let in by HTTP: what Slack signed, once, and only if it can be read."""

import logging
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from threading import Lock
from typing import Any

from slack_bolt import BoltRequest, BoltResponse
from slack_sdk.signature import Clock, SignatureVerifier

from bot.slack_body import read

log = logging.getLogger(__name__)
PATH = "/slack/events"
VALID = 300
"""Seconds for which Slack's signature is good, before and after the time that it tells.

Source: https://docs.slack.dev/authentication/verifying-requests-from-slack
"""
_STAMP = re.compile("[0-9]{1,12}")
_ODD = (ValueError, TypeError, KeyError, AttributeError, RecursionError)

Dispatch = Callable[[BoltRequest], BoltResponse]
Start = Callable[[str, list[tuple[str, str]]], object]


class Refused(Exception):
    """A request is not let in; `status` is what its sender is answered."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class Signatures:
    """The signatures that were let in, for as long as each is good; those of this process only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: set[str] = set()
        self._order: deque[tuple[float, str]] = deque()
        self._lock = Lock()

    def take(self, signature: str) -> bool:
        """Remember a signature; false when it is known."""
        with self._lock:
            now = self._clock.now()
            while self._order and self._order[0][0] < now:
                self._known.discard(self._order.popleft()[1])
            if signature in self._known:
                return False
            self._known.add(signature)
            # A clock that is behind Slack's takes what was signed in its future for longer.
            self._order.append((now + 2 * VALID, signature))
            return True

    def give_back(self, signature: str) -> None:
        """Forget a signature whose request failed: Slack may send it again in the same second."""
        with self._lock:
            self._known.discard(signature)


class Gate:
    """Answers `POST /slack/events` with what `dispatch` says, which is Bolt; a WSGI app.

    What is refused costs one line of the log, which holds nothing of the request's content.
    """

    def __init__(self, dispatch: Dispatch, secret: str, clock: Clock | None = None) -> None:
        self._dispatch = dispatch
        self._verifier = SignatureVerifier(secret, clock or Clock())
        self._signatures = Signatures(self._verifier.clock)

    def __call__(self, environ: Mapping[str, Any], start: Start) -> Iterable[bytes]:
        """Answer one request."""
        try:
            answer = self._let_in(environ)
        except Refused as refused:
            log.warning("refused a request from %s: %s", environ.get("REMOTE_ADDR"), refused)
            answer = BoltResponse(status=refused.status, body={"error": str(refused)})
        return _sent(answer, start)

    def _let_in(self, environ: Mapping[str, Any]) -> BoltResponse:
        if (environ["REQUEST_METHOD"], environ["PATH_INFO"]) != ("POST", PATH):
            return BoltResponse(status=404, body="Not Found")
        body, signature = _body(environ), environ.get("HTTP_X_SLACK_SIGNATURE", "")
        if not self._is_signed(body, environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", ""), signature):
            raise Refused(401, "its signature is missing, wrong or too old")
        request = _readable(body, environ.get("CONTENT_TYPE", ""))
        if not _changes_nothing(request) and not self._signatures.take(signature):
            raise Refused(409, "it came before")
        answer = self._dispatch(request)
        if answer.status >= 500:  # noqa: PLR2004 - HTTP's own number
            self._signatures.give_back(signature)
        return answer

    def _is_signed(self, body: str, stamp: str, signature: str) -> bool:
        plain = _STAMP.fullmatch(stamp) and signature.isascii()
        return bool(plain) and self._verifier.is_valid(body, stamp, signature)


def _body(environ: Mapping[str, Any]) -> str:
    read: bytes = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        return read.decode()
    except UnicodeDecodeError:
        raise Refused(400, "it is no text") from None


def _readable(body: str, content_type: str) -> BoltRequest:
    try:
        # Bolt's name for a request that has been read, and whose sender is known.
        return BoltRequest(mode="socket_mode", body=read(body, content_type))
    except _ODD:
        raise Refused(400, "it cannot be read") from None


def _changes_nothing(request: BoltRequest) -> bool:
    """Tell whether it asks for the entries of a list.

    Slack puts nothing into it that would tell two of a second apart, and people do type the same
    twice in a second.
    """
    return request.body.get("type") == "block_suggestion"


def _sent(answer: BoltResponse, start: Start) -> Iterable[bytes]:
    content = answer.body.encode()
    several = answer.headers.items()
    headers = [(n, v) for n, vs in several for v in vs if n.lower() != "content-length"]
    status = HTTPStatus(answer.status)
    start(f"{status.value} {status.phrase}", [*headers, ("Content-Length", str(len(content)))])
    return [content]
