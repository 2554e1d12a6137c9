"""Modals and Home tabs, with what somebody has typed into them."""

import copy
from dataclasses import dataclass, field

from bot.sandbox.slack.wire import Json

STACK_LIMIT = 3

_DEFAULTS: Json = {
    "callback_id": "",
    "private_metadata": "",
    "clear_on_close": False,
    "notify_on_close": False,
    "close": None,
    "submit": None,
    "external_id": "",
}


@dataclass
class View:
    """One view on somebody's screen; `given` is what the bot sent, `values` what is filled in.

    It is busy while a submission waits for the bot's answer.
    """

    id: str
    user: str
    given: Json
    hash: str
    values: dict[str, dict[str, Json]] = field(default_factory=dict)
    root_id: str = ""
    previous_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    trouble: str = ""
    is_busy: bool = False

    @property
    def blocks(self) -> list[Json]:
        """The blocks, each with its block_id."""
        blocks: list[Json] = self.given["blocks"]
        return blocks

    @property
    def external_id(self) -> str:
        """The bot's own name for the view, or nothing."""
        return str(self.given.get("external_id") or "")

    def to_json(self, team_id: str, app_id: str, bot_id: str) -> Json:
        """Give the view object of payloads and of views.open."""
        return {
            **_DEFAULTS,
            **copy.deepcopy(self.given),
            "id": self.id,
            "team_id": team_id,
            "state": {"values": copy.deepcopy(self.values)},
            "hash": self.hash,
            "previous_view_id": self.previous_id,
            "root_view_id": self.root_id or self.id,
            "app_id": app_id,
            "app_installed_team_id": team_id,
            "bot_id": bot_id,
        }
