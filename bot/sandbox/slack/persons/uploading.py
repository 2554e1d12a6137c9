"""Files that people bring into the workspace."""

import time
from pathlib import Path

from bot.sandbox.slack.model.files import SlackFile
from bot.sandbox.slack.persons.sight import Sight


def new_file(sight: Sight, content: bytes | Path, name: str) -> SlackFile:
    """Give a fresh file of this person. Hold the world's `changes`."""
    world = sight.slack.world
    file = SlackFile(
        id=world.ids.new("F"),
        name=name,
        content=content,
        user=sight.user.id,
        created=int(time.time()),
        fault=sight.slack.faults.file.take(name),
    )
    world.files[file.id] = file
    return file
