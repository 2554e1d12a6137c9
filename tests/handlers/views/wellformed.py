"""What is wrong with a view or message, by Slack's own classes and the sandbox's strict rules."""

from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.sandbox.slack.blockkit.surfaces import problems


def flaws(thing: Mapping[str, Any]) -> list[object]:
    """List everything that Slack would turn down, misspelled keywords included."""
    return [*problems(dict(thing)), *_lost_in_slack_sdk(thing)]


def _lost_in_slack_sdk(thing: Mapping[str, Any]) -> list[object]:
    """Slack's classes drop the keywords they do not know, and raise over the limits."""
    if "type" in thing:
        return [] if View(**thing).to_dict() == thing else [thing]
    return [block for block in thing["blocks"] if _reread(block) != block]


def _reread(block: Mapping[str, Any]) -> Any:
    parsed = Block.parse(dict(block))
    return parsed.to_dict() if parsed is not None else None


def texts(thing: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Give every text object of a kind (`mrkdwn`, `plain_text`) in reading order."""
    if isinstance(thing, list):
        for item in thing:
            yield from texts(item, kind)
    elif isinstance(thing, dict):
        if thing.get("type") == kind:
            yield thing
        for item in thing.values():
            yield from texts(item, kind)


def marked(message: Mapping[str, Any]) -> list[str]:
    """Give every string of a message that Slack reads as mrkdwn, the notification included."""
    inside = [text["text"] for text in texts(message["blocks"], "mrkdwn")]
    return [*inside, *([message["text"]] if "text" in message else [])]


def reading(thing: Mapping[str, Any]) -> str:
    """Give all words of a view or message, one text object a line."""
    return "\n".join(text["text"] for text in _all(thing))


def _all(thing: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict) and thing.get("type") in {"mrkdwn", "plain_text"}:
        yield thing
        return
    for item in thing.values() if isinstance(thing, dict) else thing:
        if isinstance(item, dict | list):
            yield from _all(item)  # type: ignore[arg-type]  # lists are walked like dicts


def block(message: Mapping[str, Any], block_id: str) -> dict[str, Any]:
    """Find a block by its id."""
    found: dict[str, Any] = next(b for b in message["blocks"] if b.get("block_id") == block_id)
    return found


def buttons(message: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Give the buttons of a card by their action id."""
    rows = [b["elements"] for b in message["blocks"] if b["type"] == "actions"]
    return {element["action_id"]: element for row in rows for element in row}
