"""Slack's markup as a person reads it."""

import re

from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.wire import Json

_REFERENCE = re.compile(r"<([^<>]*)>")
_CODE = re.compile(r"(```.*?```|`[^`\n]+`)", re.DOTALL)
_STYLES = [
    re.compile(rf"(?<![\w{m}])[{m}](?=\S)([^{m}\n]+?)(?<=\S)[{m}](?![\w{m}])") for m in "*_~"
]


def plain(text: str) -> str:
    """Give the text with entities resolved and invisible characters gone."""
    text = text.replace("\u200b", "")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def read_text(world: World, text: Json) -> str:
    """Give a text object, plain or mrkdwn, as it reads."""
    if text["type"] == "mrkdwn":
        return read_mrkdwn(world, text["text"])
    return plain(text["text"])


def read_mrkdwn(world: World, text: str) -> str:
    """Give mrkdwn as it reads: names for mentions, labels for links, no markup."""
    parts = _CODE.split(text)
    for number, part in enumerate(parts):
        parts[number] = part.strip("`") if number % 2 else _without_styles(part)
    whole = "".join(parts)
    return plain(_REFERENCE.sub(lambda found: _referred(world, found[1]), whole))


def _without_styles(text: str) -> str:
    for style in _STYLES:
        text = style.sub(r"\1", text)
    return text


def _referred(world: World, inside: str) -> str:
    target, _, label = inside.partition("|")
    match target[:1]:
        case "@":
            user = world.users.get(target[1:])
            return f"@{user.handle if user else label or target[1:]}"
        case "#":
            channel = world.channels.get(target[1:])
            return f"#{channel.name if channel else label or target[1:]}"
        case "!":
            return _special(world, target[1:], label)
        case _:
            return label or target


def _special(world: World, target: str, label: str) -> str:
    kind, _, name = target.partition("^")
    if kind == "subteam":
        group = world.usergroups.get(name)
        return f"@{group.handle if group else label or name}"
    return label or f"@{kind}"
