"""Background runs by the words they are known by, and which of them this process has."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from threading import Condition
from typing import NamedTuple, Self


class Words(NamedTuple):
    """What a run is known by: its name, its order, and a detail."""

    name: str
    order: str
    detail: str

    @property
    def id(self) -> str:
        """The same as one text."""
        return "/".join(self)

    @classmethod
    def of(cls, run_id: str) -> Self:
        """Read that text."""
        return cls(*run_id.split("/", 2))


class Running:
    """Knows the runs that this process has under way, and those that it has ended."""

    def __init__(self) -> None:
        self._now = Counter[str]()
        self._ended = set[str]()
        self._changed = Condition()

    @contextmanager
    def noting(self, run_id: str) -> Iterator[None]:
        """Note a run for the time of the block."""
        with self._changed:
            self._now[run_id] += 1
        try:
            yield
        finally:
            with self._changed:
                self._now -= Counter([run_id])
                self._ended.add(run_id)
                self._changed.notify_all()

    def has(self, run_id: str) -> bool:
        """Tell whether a run is under way here."""
        with self._changed:
            return run_id in self._now

    def wait_for_none(self, limit: float) -> None:
        """Return when no run is under way, or after `limit` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: not self._now, limit)

    def ended_among(self, run_ids: AbstractSet[str]) -> set[str]:
        """Give those of the runs that have ended and are not under way again; forget all others."""
        with self._changed:
            self._ended &= run_ids
            return self._ended - self._now.keys()
