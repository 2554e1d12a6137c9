"""What a watcher is told: whether the process serves, and whether it can do its work."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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

    The bot is ready while store and engine answered within `ttl` seconds. It takes orders without
    3YOURMIND, too, so that counts for nothing here, and is only told.
    """

    ttl: float
    desk: Callable[[], DeskHealth]
    store: Sign = field(default_factory=Sign)
    engine: Sign = field(default_factory=Sign)

    def is_ready(self) -> bool:
        """Tell whether the process can do its work."""
        late = time.monotonic() - self.ttl
        return all(sign.good is True and sign.at >= late for sign in (self.store, self.engine))

    def told(self) -> Mapping[str, Any]:
        """Say everything."""
        return {
            "ready": self.is_ready(),
            "store": self.store.told(),
            "engine": self.engine.told(),
            "3yourmind": _told(self.desk()),
        }


def _told(desk: DeskHealth) -> Mapping[str, Any]:
    if desk.asked is None:
        return {"ok": None, "age": None}
    age = (datetime.now(desk.asked.tzinfo) - desk.asked).total_seconds()
    return {"ok": desk.answers, "age": round(age, 1)}


def watched(app: Callable[..., Iterable[bytes]], health: Health) -> Callable[..., Iterable[bytes]]:
    """Answer `/healthz` and `/readyz` with JSON in front of a WSGI app."""

    def answer(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        match environ["PATH_INFO"]:
            case "/healthz":
                status, content = "200 OK", {"alive": True}
            case "/readyz":
                status = "200 OK" if health.is_ready() else "503 Service Unavailable"
                content = dict(health.told())
            case _:
                return app(environ, start_response)
        start_response(status, [("Content-Type", "application/json")])
        return [json.dumps(content).encode() + b"\n"]

    return answer
