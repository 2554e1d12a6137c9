"""What the bot does, for whoever looks on from outside: metrics, traces, and lines of the log."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from types import TracebackType


class Kind(StrEnum):
    """What is watched."""

    REQUEST = "request"
    """Something of Slack's, until it is acknowledged."""
    CALL = "call"
    """A request to 3YOURMIND's API."""
    TRANSFER = "transfer"
    """A file on its way from Slack to 3YOURMIND."""
    RUN = "run"
    """A run of the background work."""


@dataclass(slots=True)
class Act:
    """Something that takes time; whoever does it says at the end what came of it.

    The name is one of few, and neither it nor the outcome tells of a customer.
    """

    kind: Kind
    name: str
    order: str = ""
    user: str = ""
    team: str = ""
    request: str = ""
    outcome: str = "broken off"
    size: int = 0
    """Bytes that were moved."""

    @property
    def is_good(self) -> bool:
        """Whether it came out well; an HTTP status below 400 counts as that."""
        return self.outcome == "ok" or self.outcome[:1] in {"2", "3"}


Observer = Callable[[Act], AbstractContextManager[object]]
"""Looks on while an act is done; must not raise."""
Watch = Callable[[Act], AbstractContextManager[Act]]
"""Gives an act to do it in the block."""


@contextmanager
def unwatched(act: Act) -> Iterator[Act]:
    """Have nobody look on."""
    yield act


def watched_by(observers: Sequence[Observer]) -> Watch:
    """Have several look on: the last one begins last and ends first."""
    return partial(_Watched, observers)


class _Watched(AbstractContextManager[Act]):
    """No generator, since every request and every call passes here."""

    __slots__ = ("_act", "_observers", "_stack")

    def __init__(self, observers: Sequence[Observer], act: Act) -> None:
        self._observers, self._act, self._stack = observers, act, ExitStack()

    def __enter__(self) -> Act:
        for observer in self._observers:
            self._stack.enter_context(observer(self._act))
        return self._act

    def __exit__(
        self,
        kind: type[BaseException] | None,
        raised: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, raised, trace)
