"""What a watcher is told: whether the process serves, and whether it can do its work."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.pulse import Pulse
from state.ports import DeskHealth

Start = Callable[..., Any]


@dataclass(slots=True)
class Sign:
    """How something answered when it was asked last, and when that was."""

    good: bool | None = None
    at: float = 0.0

    def note(self, *, good: bool) -> None:
        """Note an answer, or that there was none."""
        self.good, self.at = good, time.monotonic()

    def told(self) -> Mapping[str, Any]:
        """Say it, with its age in seconds; nothing but `null` when it was never asked."""
        age = None if self.good is None else round(time.monotonic() - self.at, 1)
        return {"ok": self.good, "age": age}


@dataclass(frozen=True, slots=True)
class Health:
    """The signs of what the bot works with; asking for them asks nobody else.

    The bot is ready while store and engine answered within `ttl` seconds, and Slack's socket lives,
    if it has one. It takes orders without 3YOURMIND, too, so that is only told.
    """

    ttl: float
    desk: Callable[[], DeskHealth]
    pulse: Pulse | None = None
    store: Sign = field(default_factory=Sign)
    engine: Sign = field(default_factory=Sign)

    def is_ready(self) -> bool:
        """Tell whether the process can do its work."""
        late = time.monotonic() - self.ttl
        kept = all(sign.good is True and sign.at >= late for sign in (self.store, self.engine))
        return kept and (self.pulse is None or self.pulse.beat().alive)

    def told(self) -> Mapping[str, Any]:
        """Say everything."""
        return {
            "ready": self.is_ready(),
            "store": self.store.told(),
            "engine": self.engine.told(),
            "3yourmind": _told(self.desk()),
            **({} if self.pulse is None else {"slack": _heard(self.pulse)}),
        }


def _told(desk: DeskHealth) -> Mapping[str, Any]:
    if desk.asked is None:
        return {"ok": None, "age": None}
    age = (datetime.now(desk.asked.tzinfo) - desk.asked).total_seconds()
    return {"ok": desk.answers, "age": round(age, 1)}


def _heard(pulse: Pulse) -> Mapping[str, Any]:
    beat = pulse.beat()
    return {"ok": beat.alive, "age": round(beat.silence, 1), "reconnects": beat.reconnects}


class Page(Protocol):
    """The metrics as a page."""

    @property
    def content_type(self) -> str:
        """What kind of text it is."""
        ...

    def page(self) -> bytes:
        """Give all of it."""
        ...


@dataclass(frozen=True, slots=True)
class Watched:
    """Answers `/healthz` and `/readyz` with JSON, and `/metrics` if there are some; a WSGI app.

    Everything else is the business of the app behind it.
    """

    health: Health
    metrics: Page | None
    behind: Callable[..., Iterable[bytes]]

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer one request."""
        match environ["PATH_INFO"]:
            case "/healthz":
                return _json(start_response, {"alive": True}, good=True)
            case "/readyz":
                told, ready = self.health.told(), self.health.is_ready()
                return _json(start_response, told, good=ready)
            case "/metrics" if self.metrics is not None:
                start_response("200 OK", [("Content-Type", self.metrics.content_type)])
                return [self.metrics.page()]
            case _:
                return self.behind(environ, start_response)


def nothing(_: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    """Be the app that has nothing anywhere."""
    start_response("404 Not Found", [("Content-Type", "text/plain")])
    return [b"Not Found"]


def _json(start_response: Start, content: Mapping[str, Any], *, good: bool) -> Iterable[bytes]:
    status = "200 OK" if good else "503 Service Unavailable"
    start_response(status, [("Content-Type", "application/json")])
    return [json.dumps(content).encode() + b"\n"]
