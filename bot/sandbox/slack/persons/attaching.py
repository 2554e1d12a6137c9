"""Files in a file field of a modal."""

from collections.abc import Sequence
from pathlib import Path

from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.persons.outcomes import NotAllowed
from bot.sandbox.slack.wire import Json

LARGEST_ATTACHMENT = 10 * 1024 * 1024
MOST_ATTACHMENTS = 10


def attached(files: Sequence[SlackFile], element: Json, world: World) -> list[Json]:
    """Give the value of a file field that holds these files.

    Raises:
        NotAllowed: a file above 10 MB, too many, or of a kind the field does not take.
    """
    most = element.get("max_files", MOST_ATTACHMENTS)
    if len(files) > most:
        raise NotAllowed(f"this field takes not more than {most} files")
    for file in files:
        _check(file, element)
        file.is_handed_in = True
    return [file.to_event_json(world.base_url, world.team.id) for file in files]


def _check(file: SlackFile, element: Json) -> None:
    if file.size > LARGEST_ATTACHMENT:
        raise NotAllowed(f"{file.name} is larger than the 10 MB a file field takes")
    kinds = element.get("filetypes")
    if kinds and Path(file.name).suffix.lstrip(".").lower() not in kinds:
        raise NotAllowed(f"this field takes {', '.join(kinds)}, not {file.name}")
