"""Answers that reshape an open form: followed one after another, each on top of the one before."""

from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Condition
from typing import Any, Self, TypeVar

from state.form import Answers, PartAnswers

F = TypeVar("F", Answers, PartAnswers)
MOST_WINDOWS = 200
PATIENCE = 5.0
"""Seconds to wait for the answer before; what is lost then is only what that one brings."""


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of a window since somebody saw it, as far as this process has changed it."""

    now: str
    """Its hash, as Slack calls it."""
    proposed: Mapping[str, Decimal] | None = None
    """The prices that it proposes; `None` when it has not changed."""
    brought: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    """The answers that were filled in, each with what it was when it was seen."""

    def on(self, seen: F) -> F:
        """Give answers that were seen with what was filled in since, unless somebody changed it."""
        brought = self.brought.items()
        return seen.but(**{name: now for name, (was, now) in brought if getattr(seen, name) == was})

    def without_answers(self) -> Self:
        """Give the same for somebody who begins anew, such as with another customer."""
        return type(self)(self.now, self.proposed)


def brought(seen: F, now: F) -> Mapping[str, tuple[Any, Any]]:
    """Give the answers in which two differ."""
    pairs = ((name, getattr(seen, name), getattr(now, name)) for name in type(seen).model_fields)
    return {name: (old, new) for name, old, new in pairs if old != new}


class Following:
    """Keeps who is next to change a window, and how it was changed last.

    Two answers can be given before the form has followed the first. Slack would refuse to change a
    window for the second, which has not seen what became of the first.
    """

    def __init__(self, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._changed = Condition()
        self._lines: defaultdict[str, deque[object]] = defaultdict(deque)
        self._earlier: dict[str, set[str]] = {}
        self._followed: OrderedDict[str, Followed] = OrderedDict()

    def line_up(self, window: str) -> object:
        """Give a place behind everybody who wants to change the window."""
        place = object()
        with self._changed:
            self._lines[window].append(place)
        return place

    @contextmanager
    def turn(self, window: str, place: object) -> Iterator[None]:
        """Wait until it is the place's turn, and let the next one go on after the block."""
        line = self._lines[window]
        with self._changed:
            self._changed.wait_for(lambda: line[0] is place, self._patience)
        try:
            yield
        finally:
            with self._changed:
                line.remove(place)
                if not line:
                    del self._lines[window]
                self._changed.notify_all()

    def since(self, window: str, seen: str) -> Followed:
        """Tell what became of a window since it had the hash `seen`."""
        if seen in self._earlier.get(window, ()):
            return self._followed[window]
        return Followed(seen)

    def note(self, window: str, seen: str, followed: Followed) -> None:
        """Keep how a window is now that was `seen` otherwise."""
        with self._changed:
            before = self._followed.get(window)
            self._earlier.setdefault(window, set()).update({seen, before.now if before else seen})
            self._followed[window] = followed
            self._followed.move_to_end(window)
            while len(self._followed) > MOST_WINDOWS:
                gone, _ = self._followed.popitem(last=False)
                del self._earlier[gone]
