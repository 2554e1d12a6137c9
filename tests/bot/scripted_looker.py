"""A looker that sees what a test tells it, when the test lets it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from state.ports import Look, Looker

LIMIT = 10.0


@dataclass
class ScriptedLooker:
    """Gives `looks[name]`, and of other files what `behind` sees; `seen` keeps names and contents.

    While `open` is not set it looks and looks. `script` is worked off before that: an error is
    raised, as if the looker did not keep its word, anything else is called.
    """

    looks: dict[str, Look] = field(default_factory=dict)
    seen: list[tuple[str, bytes]] = field(default_factory=list)
    script: list[Exception | Callable[[], object]] = field(default_factory=list)
    open: threading.Event = field(default_factory=threading.Event)
    behind: Looker | None = None

    def __post_init__(self) -> None:
        self.open.set()

    def look(self, file: Path, name: str) -> Look:
        self.seen.append((name, file.read_bytes()))
        assert self.open.wait(LIMIT)
        if self.script:
            happening = self.script.pop(0)
            if isinstance(happening, Exception):
                raise happening
            happening()
        if name in self.looks or self.behind is None:
            return self.looks.get(name, Look())
        return self.behind.look(file, name)

    def calm(self) -> None:
        """See nothing, at once."""
        self.looks.clear()
        self.seen.clear()
        self.script.clear()
        self.behind = None
        self.open.set()
