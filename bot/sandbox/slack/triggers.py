"""Trigger ids and response URLs: short-lived permissions that come with an interaction."""

import time
from dataclasses import dataclass

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.model.ids import Ids

_MOST_USES = 5


class Refused(Exception):
    """The permission is unknown, used up or too old; `code` is Slack's word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Trigger:
    """Leave to open one modal on the screen of the person who did something."""

    user: str
    given: float
    in_modal: bool = False
    used: bool = False


class Triggers:
    """The trigger ids handed out with payloads: for one use, within three seconds."""

    def __init__(self, ids: Ids, conditions: Conditions) -> None:
        self._ids = ids
        self._conditions = conditions
        self._given: dict[str, Trigger] = {}

    def issue(self, user: str, *, in_modal: bool = False) -> str:
        """Give a fresh trigger id for a person."""
        trigger_id = f"{self._ids.new('')}.{self._ids.secret()}"
        self._given[trigger_id] = Trigger(user, time.monotonic(), in_modal)
        return trigger_id

    def redeem(self, trigger_id: str) -> Trigger:
        """Use a trigger id up.

        Raises:
            Refused: invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self._given.get(trigger_id)
        if trigger is None:
            raise Refused("invalid_trigger_id")
        if trigger.used:
            raise Refused("exchanged_trigger_id")
        if time.monotonic() - trigger.given > self._conditions.trigger_life:
            raise Refused("expired_trigger_id")
        trigger.used = True
        return trigger


@dataclass
class Hook:
    """Leave to answer one interaction up to five times."""

    user: str
    channel: str
    given: float
    message_ts: str | None = None
    uses: int = 0


class Hooks:
    """The response URLs handed out with payloads: five uses within thirty minutes."""

    def __init__(self, ids: Ids, conditions: Conditions) -> None:
        self._ids = ids
        self._conditions = conditions
        self._given: dict[str, Hook] = {}

    def issue(self, user: str, channel: str, message_ts: str | None = None) -> str:
        """Give the secret part of a fresh response URL."""
        secret = self._ids.secret()
        self._given[secret] = Hook(user, channel, time.monotonic(), message_ts)
        return secret

    def redeem(self, secret: str) -> Hook:
        """Count one use of a response URL.

        Raises:
            Refused: expired_url or used_url.
        """
        hook = self._given.get(secret)
        if hook is None or time.monotonic() - hook.given > self._conditions.response_url_life:
            raise Refused("expired_url")
        if hook.uses >= _MOST_USES:
            raise Refused("used_url")
        hook.uses += 1
        return hook
