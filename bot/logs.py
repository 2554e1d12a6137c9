"""Log lines for people or machines, without secrets."""

import json
import logging
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal

from bot.observing import Act

SECRET = re.compile(
    r"(xox[a-z]-|xapp-|xoxe\.)[\w-]+"
    r"|(?<=Token )[\w-]{8,}"
    r"|(?<=Bearer )[\w.-]{8,}"
    r"|https://hooks\.slack\.com/\S+"
)
OURS = frozenset({"bot", "handlers", "state"})
"""The packages whose DEBUG lines are written: libraries put whole requests there."""


_DOING: ContextVar[Mapping[str, str]] = ContextVar("doing", default=MappingProxyType({}))
"""What the thread is doing: a line can be written from anywhere, so nobody could hand it over."""


class Noted(AbstractContextManager[None]):
    """Has every line that is written in the block tell an act's order, user, team and request."""

    __slots__ = ("_token", "_told")

    def __init__(self, act: Act) -> None:
        told = {"order": act.order, "user": act.user, "team": act.team, "request": act.request}
        self._told = {name: said for name, said in told.items() if said}

    def __enter__(self) -> None:
        self._token = _DOING.set({**_DOING.get(), **self._told})

    def __exit__(self, *_: object) -> None:
        _DOING.reset(self._token)


def _told(record: logging.LogRecord) -> Mapping[str, str]:
    order = getattr(record, "order", "")
    return {**_DOING.get(), "order": order} if order else _DOING.get()


class Masked(logging.Formatter):
    """One line of text per record, exceptions below it; secrets are masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Render a record."""
        return mask(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """Render the line itself, and what was done meanwhile."""
        told = " ".join(f"{name}={said}" for name, said in _told(record).items())
        return super().formatMessage(record) + (f" [{told}]" if told else "")


class JsonLines(logging.Formatter):
    """One JSON object per record; secrets are masked."""

    def format(self, record: logging.LogRecord) -> str:
        """Render a record."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_told(record),
        }
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        # Masked before they are quoted: a secret's end is not to be told from JSON's own signs.
        return json.dumps({name: mask(value) for name, value in line.items()})


def mask(text: str) -> str:
    """Give the text with everything that looks like a token replaced."""
    return SECRET.sub("[secret]", text)


def discreet(record: logging.LogRecord) -> bool:
    """Pass a record unless it may hold customer data: a library's, below INFO."""
    return record.levelno >= logging.INFO or record.name.partition(".")[0] in OURS


def configure(level: str, form: Literal["text", "json"]) -> None:
    """Send the program's log to standard error."""
    handler = logging.StreamHandler()
    text = Masked("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
    handler.setFormatter(JsonLines() if form == "json" else text)
    # Levels of the libraries' loggers would not do: Bolt sets its own to the root's.
    handler.addFilter(discreet)
    logging.basicConfig(level=level, handlers=[handler], force=True)
