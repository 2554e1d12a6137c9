"""Whether 3YOURMIND answers, noticed from the requests that are made anyway."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus

from bot.observing import Act, Kind
from state.ports import DeskHealth


class Reach:
    """The `Health` port: remembers how the last request went, and since when they go like that."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._health = DeskHealth()

    @contextmanager
    def observe(self, act: Act) -> Iterator[None]:
        """Note how a request of the block goes, unless it was broken off on purpose."""
        begun_with = act.outcome
        try:
            yield
        finally:
            if act.kind is Kind.CALL and act.outcome != begun_with:
                self.note(int(act.outcome) if act.outcome.isdigit() else None)

    def note(self, status: int | None) -> None:
        """Note the HTTP status of an answer, `None` when none came; a refusal is an answer, too."""
        answered = status is not None and status < HTTPStatus.INTERNAL_SERVER_ERROR
        with self._lock:
            at, before = self._now(), self._health
            as_before = before.since is not None and before.answers == answered
            since = before.since if as_before else at
            self._health = DeskHealth(answers=answered, since=since, asked=at)

    def desk(self) -> DeskHealth:
        """Tell how 3YOURMIND is, without asking it."""
        return self._health
