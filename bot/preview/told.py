"""What is told of a file, as it goes to the parent, which checks it."""

from collections.abc import Iterable
from typing import Any

from bot.preview.findings import Found
from state.oddity import Format

Told = dict[str, Any]


def told(kind: Format, *, findings: Iterable[Found] = (), **known: Any) -> Told:
    """Write facts down."""
    said = [{"oddity": found.oddity, "count": found.times} for found in findings]
    return {"format": kind, "findings": said, **known}
