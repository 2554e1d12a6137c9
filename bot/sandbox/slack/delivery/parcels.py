"""What is delivered to the bot, and what became of it."""

import time
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.sandbox.slack.wire import Json

Kind = Literal["slash_commands", "interactive", "events_api"]


@dataclass(frozen=True)
class Parcel:
    """One payload on its way; `name` is its command, callback_id, action_id or event type."""

    kind: Kind
    type: str
    name: str
    payload: Json
    attempt: int = 0
    retry_reason: str | None = None

    def again(self, reason: str) -> "Parcel":
        """Give the same payload as Slack redelivers it."""
        return replace(self, attempt=self.attempt + 1, retry_reason=reason)


@dataclass(frozen=True)
class Reply:
    """The bot's acknowledgement, with the JSON object it may carry."""

    payload: Json | None = None


@dataclass(frozen=True)
class Delivery:
    """What became of a parcel: `latency` in seconds when acknowledged, else Slack's error.

    `at` is when it was sent, in seconds of a monotonic clock.
    """

    parcel: Parcel
    latency: float | None = None
    answer: Json | None = None
    error: str | None = None
    reason: str = ""
    no_retry: bool = False
    at: float = field(default_factory=time.monotonic)


class Undelivered(Exception):
    """A parcel did not arrive or was not acknowledged.

    `code` is the word Slack shows to people, `reason` the one it gives with a redelivery.
    """

    def __init__(self, code: str, reason: str, *, no_retry: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.no_retry = no_retry
