"""Requests to 3YOURMIND: authorised, within time limits, repeated where that is safe."""

import json
import logging
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from bot.observing import Act, Kind, Watch, unwatched
from bot.threeyourmind.decipher import decipher
from bot.threeyourmind.multipart import MultipartFile
from bot.threeyourmind.patience import USUAL, Patience
from bot.threeyourmind.session import DeskSession, TokenAuth, certainly_unsent
from state.problems import Busy, DeskError, Unreachable

log = logging.getLogger(__name__)
_ID = re.compile(r"(?<=/)(?![a-z]+(?:-[a-z]+)*/)[^/]+(?=/)")
"""Whatever in a path is no word of the API's."""

Query = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Call:
    """One request; a path with a leading slash begins at the host, any other at the API."""

    method: str
    path: str
    timeout: tuple[float, float]
    query: Query | None = None
    body: bytes | MultipartFile | None = None
    content_type: str = "application/json"


class Transport:
    """Gives the JSON of answers, or raises a `DeskError`; safe for any number of threads.

    Args:
        url: the instance, such as `https://print.example.com/`.
        token: an API token of the instance.
        patience: time limits.
        sleep: waits for so many seconds.
        watch: looks on at every try; its outcome is the HTTP status, or why there was none.
    """

    def __init__(
        self,
        url: str,
        token: str,
        *,
        patience: Patience = USUAL,
        sleep: Callable[[float], None] = time.sleep,
        watch: Watch = unwatched,
    ) -> None:
        self._root = f"{_web_address(url)}/api/v2.0/"
        self._session = DeskSession(TokenAuth(token))
        self._patience = patience
        self._sleep = sleep
        self._watch = watch
        self._limits = (patience.connect, patience.read)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections that are kept open."""
        self._session.close()

    def get(self, path: str, query: Query | None = None) -> Any:
        """Read; repeated when that may help."""
        return self._repeated(Call("GET", path, self._limits, query=query))

    def patch(self, path: str, body: Any) -> Any:
        """Change; repeated when that may help, since it sets the same values again."""
        return self._repeated(Call("PATCH", path, self._limits, body=_json(body)))

    def post(self, path: str, body: Any = None) -> Any:
        """Make something: sent once, and without a body unless there is one."""
        content = None if body is None else _json(body)
        return self._once(Call("POST", path, self._limits, body=content))

    def delete(self, path: str) -> None:
        """Remove something: sent once, for nobody waits for it."""
        self._once(Call("DELETE", path, self._limits))

    def upload(self, path: str, form: MultipartFile) -> Any:
        """Send a file once, as long as it moves; also raises what its chunks or `going` raise."""
        # While a body is sent, its connection is held to the limit for connecting.
        limits = (self._patience.send, self._patience.upload_read)
        return self._once(Call("POST", path, limits, body=form, content_type=form.content_type))

    def _repeated(self, call: Call) -> Any:
        begun = time.monotonic()
        for pause in self._patience.pauses():
            try:
                return self._once(call)
            except DeskError as error:
                wait = max(pause, error.retry_after) if isinstance(error, Busy) else pause
                late = time.monotonic() - begun + wait > self._patience.persist
                if late or not error.passing:
                    raise
            self._sleep(wait)
        return self._once(call)

    def _once(self, call: Call) -> Any:
        begun = time.monotonic()
        with self._watch(Act(Kind.CALL, _named(call))) as act:
            try:
                answer = self._send(call)
                act.outcome = str(answer.status_code)
                return decipher(answer.status_code, answer.headers, answer.content)
            except (requests.RequestException, HTTPError) as error:
                act.outcome = type(error).__name__
                # The library's message holds the whole address, with the names searched for.
                raise Unreachable(act.outcome, sent=not certainly_unsent(error)) from None
            finally:
                _note(act, time.monotonic() - begun)

    def _send(self, call: Call) -> requests.Response:
        return self._session.request(
            call.method,
            urljoin(self._root, call.path.rstrip("/") + "/"),
            params=call.query,
            data=call.body,
            headers={"Content-Type": call.content_type},
            timeout=call.timeout,
        )


def _named(call: Call) -> str:
    path = "/{}/".format(call.path.strip("/"))
    return f"{call.method} {_ID.sub('{id}', path)}"


def _note(act: Act, seconds: float) -> None:
    level = logging.DEBUG if act.name.startswith("GET ") else logging.INFO
    log.log(level, "3YOURMIND %s: %s in %.0f ms", act.name, act.outcome, seconds * 1000)


def _json(body: Any) -> bytes:
    return json.dumps(body).encode()


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("the address of 3YOURMIND must begin with https:// and name a host")
    return url.rstrip("/")
