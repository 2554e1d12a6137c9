"""What the bot wants to say: checked against Slack's limits before anybody sees it."""

import re
from typing import Any

from bot.sandbox.slack.api.call import ApiError, Call
from bot.sandbox.slack.blockkit.surfaces import Surface, block_problems, problems
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.wire import Json

LONGEST_TEXT = 40_000
_LARGEST_VIEW = 250_000


def checked_view(view: Any) -> Json:
    """Give a view of a call.

    Raises:
        ApiError: invalid_arguments with the complaints, or view_too_large.
    """
    if not isinstance(view, dict):
        raise ApiError("invalid_arguments", response_metadata=_metadata([("/view", "is missing")]))
    if found := problems(view):
        raise ApiError(
            "invalid_arguments",
            response_metadata=_metadata([(f"/view{at}", text) for at, text in found]),
        )
    if len(str(view)) > _LARGEST_VIEW:
        raise ApiError("view_too_large")
    return view


def checked_blocks(world: World, blocks: Any) -> list[Json]:
    """Give the blocks of a message.

    Raises:
        ApiError: invalid_blocks with the complaints.
    """
    if blocks is None:
        return []
    found = block_problems(blocks, Surface.MESSAGE)
    found = found or _missing_images(world, blocks)
    if found:
        lines = _metadata([(f"/blocks{at}", text) for at, text in found])
        raise ApiError("invalid_blocks", errors=lines["messages"], response_metadata=lines)
    return list(blocks)


def checked_text(call: Call, blocks: list[Json], *, required: bool) -> str:
    """Give the text of a message.

    Slack cuts a posted text above 40,000 characters; here that is an error, so that nobody
    loses the end of it unnoticed.

    Raises:
        ApiError: no_text or msg_too_long.
    """
    text = call.text("text")
    if required and not text and not blocks:
        raise ApiError("no_text")
    if len(text) > LONGEST_TEXT:
        raise ApiError("msg_too_long")
    return text


def checked_metadata(call: Call) -> Json | None:
    """Give what the bot attaches to a message for itself.

    Raises:
        ApiError: invalid_metadata_format.
    """
    metadata = call.json("metadata")
    if metadata is None:
        return None
    shape = isinstance(metadata, dict) and set(metadata) <= {"event_type", "event_payload"}
    if not (
        shape and metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)
    ):
        raise ApiError("invalid_metadata_format")
    return dict(metadata)


def _missing_images(world: World, blocks: list[Json]) -> list[tuple[str, str]]:
    found = []
    for number, block in enumerate(blocks):
        if block["type"] == "image" and "slack_file" in block:
            file = world.file_of(block["slack_file"])
            if file is None or file.deleted or not re.search(r"\.(png|jpe?g|gif)$", file.name):
                found.append((f"/{number}/slack_file", "invalid slack file"))
    return found


def _metadata(found: list[tuple[str, str]]) -> Json:
    return {"messages": [f"[ERROR] {text} [json-pointer:{at}]" for at, text in found]}
