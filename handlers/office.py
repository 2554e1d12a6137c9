"""What every listener works with."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from handlers.talk import Talk
from state.acceptance import FileRules
from state.form import Unit
from state.order import Terms
from state.orders import Orders
from state.ports import Catalogue, Work

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that nobody mistakes for one another, on the phone or on paper."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is settled at the start: terms of every order, files, who may make them, and where."""

    terms: Terms
    default_unit: Unit
    rules: FileRules
    team: str
    """The workspace whose members may make orders."""
    channels: tuple[str, ...] = ()
    """Where orders may be made; empty means everywhere."""


@dataclass(frozen=True, slots=True)
class Office:
    """The record, the background work, the lists, and the rules; shared by all listeners."""

    orders: Orders
    work: Work
    catalogue: Catalogue
    talk: Talk
    policy: Policy
    now: Callable[[], datetime]

    @property
    def today(self) -> date:
        """The day by the bot's clock."""
        return self.now().date()

    def is_outsider(self, body: Mapping[str, Any]) -> bool:
        """Tell whether somebody of another organisation did this, in a channel shared with it.

        Source: the interaction payloads' `team.id` and `user.team_id`; for an outsider Slack puts
        the other organisation in both or in one of them.
        """
        told = {(body.get("team") or {}).get("id"), body["user"].get("team_id")}
        return told - {None} != {self.policy.team}

    @staticmethod
    def new_id() -> str:
        """Make an order id: short enough to be said aloud, and practically never made twice."""
        return "PD-" + "".join(secrets.choice(ALPHABET) for _ in range(7))
