"""Where it leads what people do: a table, however many listeners there are.

Bolt would try one listener after another, and gathers all that a listener can be given for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from re import Pattern
from typing import Any, Generic, TypeVar

Payload = Mapping[str, Any]
Name = str | Pattern[str]
Goal = TypeVar("Goal")
COMMAND, OPTIONS, ACTION, VIEW, SHORTCUT = "command", "options", "action", "view", "shortcut"


@dataclass(frozen=True, slots=True)
class Routes(Generic[Goal]):
    """Goals by the kind of what comes, and by its name or a pattern that the whole name fits."""

    _named: dict[tuple[str, str], Goal] = field(default_factory=dict)
    _fitting: list[tuple[str, Pattern[str], Goal]] = field(default_factory=list)

    def add(self, kind: str, name: Name, goal: Goal) -> None:
        """Lead to a goal; of several patterns that fit, the first one counts."""
        if isinstance(name, str):
            self._named[kind, name] = goal
        else:
            self._fitting.append((kind, name, goal))

    def find(self, body: Payload) -> Goal | None:
        """Give the goal of what came; none for events and for what nobody waits for."""
        if (address := _address(body)) is None:
            return None
        if (goal := self._named.get(address)) is not None:
            return goal
        kind, name = address
        fitting = (
            goal for of, pattern, goal in self._fitting if of == kind and pattern.fullmatch(name)
        )
        return next(fitting, None)


def _address(body: Payload) -> tuple[str, str] | None:
    match body:
        case {"command": str(name)}:
            return COMMAND, name
        case {"type": "block_suggestion", "action_id": str(name)}:
            return OPTIONS, name
        case {"type": "block_actions", "actions": [{"action_id": str(name)}, *_]}:
            return ACTION, name
        case {"type": "view_submission", "view": {"callback_id": str(name)}}:
            return VIEW, name
        case {"type": "shortcut" | "message_action", "callback_id": str(name)}:
            return SHORTCUT, name
    return None
