"""Remembers every request in the order of arrival."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from threading import Condition
from typing import Any

ANSWERS_KEPT = 500
"""Answers to what was only read are dropped behind so many later requests: a bot that watches its
orders over a night reads the same list thousands of times."""


@dataclass(frozen=True, kw_only=True)
class LoggedFile:
    """The file part of an upload."""

    name: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class LoggedRequest:
    """One request as it arrived, and what became of it.

    Attributes:
        headers: names in lower case; of the authorization only the scheme is kept.
        body: the parsed JSON; None without one.
        form: the text parts of an upload.
        status: what the request was answered with, also when the connection broke before the
            answer could leave; None while it is not handled.
        answer: the parsed JSON of the answer; None without one, or when it is long ago.
        at: when it arrived, in seconds of a monotonic clock.
        took: how many seconds until it was handled.
    """

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any = None
    form: Mapping[str, str] | None = None
    file: LoggedFile | None = None
    status: int | None = None
    answer: Any = None
    at: float = field(default_factory=time.monotonic)
    took: float | None = None

    def matches(self, method: str, path: str) -> bool:
        """Whether method and path fit the patterns, in which `*` stands for any text."""
        return fnmatchcase(self.method, method) and fnmatchcase(self.path, path)


class RequestLog:
    """Every request so far, readable from any thread.

    `listeners` are called after each change of the log, in the thread that made it.
    """

    def __init__(self) -> None:
        self.listeners: list[Callable[[], None]] = []
        self._records: list[LoggedRequest] = []
        self._changed = Condition()
        self.revision = 0

    @property
    def records(self) -> tuple[LoggedRequest, ...]:
        """The requests until now."""
        with self._changed:
            return tuple(self._records)

    def matching(self, method: str = "*", path: str = "*") -> tuple[LoggedRequest, ...]:
        """The requests until now that fit the patterns."""
        return tuple(record for record in self.records if record.matches(method, path))

    def wait_for(
        self, method: str = "*", path: str = "*", *, count: int = 1, limit: float = 5.0
    ) -> LoggedRequest:
        """The `count`-th request that fits the patterns, as soon as it has arrived.

        Raises:
            TimeoutError: it did not arrive within `limit` seconds.
        """
        with self._changed:
            if self._changed.wait_for(lambda: len(self.matching(method, path)) >= count, limit):
                return self.matching(method, path)[count - 1]
            seen = "\n".join(f"{record.method} {record.path}" for record in self._records)
        raise TimeoutError(f"no {method} {path} arrived, only:\n{seen}")

    def arrived(self, record: LoggedRequest) -> int:
        """The place of a new request in the log."""
        with self._changed:
            self._records.append(record)
            place = len(self._records) - 1
            self._forget_answer(place - ANSWERS_KEPT)
        self._tell()
        return place

    def handled(self, place: int, **facts: Any) -> None:
        """Adds what is known about a request only now."""
        with self._changed:
            self._records[place] = replace(self._records[place], **facts)
        self._tell()

    def _forget_answer(self, place: int) -> None:
        if place >= 0 and self._records[place].method == "GET":
            self._records[place] = replace(self._records[place], answer=None)

    def _tell(self) -> None:
        with self._changed:
            self.revision += 1
            self._changed.notify_all()
        for listener in self.listeners:
            listener()
