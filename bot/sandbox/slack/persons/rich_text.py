"""Rich text as the lines a person reads."""

from collections.abc import Iterable

from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.persons.mrkdwn import plain, read_mrkdwn
from bot.sandbox.slack.wire import Json


def read_rich_text(world: World, block: Json) -> list[str]:
    """Give the lines of a rich_text block."""
    lines: list[str] = []
    for element in block["elements"]:
        if element["type"] == "rich_text_list":
            lines += [f"• {_run(world, item['elements'])}" for item in element["elements"]]
        else:
            lines += _run(world, element["elements"]).splitlines()
    return lines


def _run(world: World, pieces: Iterable[Json]) -> str:
    return "".join(_piece(world, piece) for piece in pieces)


def _piece(world: World, piece: Json) -> str:
    match piece:
        case {"type": "text" | "link", "text": text} | {"type": "link", "url": text}:
            return plain(str(text))
        case {"type": "emoji", "name": name}:
            return f":{name}:"
        case {"user_id": name}:
            return read_mrkdwn(world, f"<@{name}>")
        case {"channel_id": name}:
            return read_mrkdwn(world, f"<#{name}>")
        case {"usergroup_id": name}:
            return read_mrkdwn(world, f"<!subteam^{name}>")
        case _:
            return f"‹{piece['type']}›"
