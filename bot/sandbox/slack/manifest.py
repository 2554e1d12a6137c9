"""What the app's manifest grants and declares."""

import json
from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.slack.wire import Json


@dataclass(frozen=True)
class Shortcut:
    """One entry of the shortcut menus."""

    name: str
    callback_id: str
    type: str
    description: str


@dataclass(frozen=True)
class Manifest:
    """An app's manifest, read once; see https://docs.slack.dev/reference/app-manifest."""

    name: str
    bot_name: str
    scopes: frozenset[str]
    events: frozenset[str]
    commands: dict[str, Json]
    shortcuts: tuple[Shortcut, ...]

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """Give the manifest in a file of JSON."""
        return cls.parse(json.loads(path.read_text(encoding="utf-8")))

    @classmethod
    def parse(cls, raw: Json) -> "Manifest":
        """Give the manifest in a parsed JSON object."""
        features = raw["features"]
        return cls(
            name=raw["display_information"]["name"],
            bot_name=features["bot_user"]["display_name"],
            scopes=frozenset(raw["oauth_config"]["scopes"]["bot"]),
            events=frozenset(raw["settings"]["event_subscriptions"]["bot_events"]),
            commands={c["command"]: c for c in features.get("slash_commands", ())},
            shortcuts=tuple(
                Shortcut(s["name"], s["callback_id"], s["type"], s["description"])
                for s in features.get("shortcuts", ())
            ),
        )

    def shortcut(self, name: str, kind: str) -> Shortcut | None:
        """Give the shortcut of that name in the `global` or `message` menu, if there is one."""
        found = (s for s in self.shortcuts if s.name == name and s.type == kind)
        return next(found, None)
