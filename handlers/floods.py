"""How much one person may do at once: whoever does more is slowed down, and nobody else."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from threading import Lock

MOST_PEOPLE = 1_000
"""Of whom more is remembered only until somebody is calm again."""


class Verdict(Enum):
    """What becomes of something that somebody does."""

    DONE = "done"
    FIRST_REFUSED = "the first that is refused in this flood"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many deeds at once, and as many again within `seconds`."""

    deeds: float = 20
    seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is left of somebody's allowance at a time; pure."""

    left: float
    at: float
    told: bool = False

    def after(self, now: float, allowance: Allowance) -> "Bucket":
        """Let time pass; a flood is over when the whole allowance is there again."""
        gained = (now - self.at) * allowance.deeds / allowance.seconds
        left = min(allowance.deeds, self.left + gained)
        return Bucket(left, now, self.told and left < allowance.deeds)

    def taken(self) -> tuple["Bucket", Verdict]:
        """Take one deed, if there is one left."""
        if self.left >= 1:
            return replace(self, left=self.left - 1), Verdict.DONE
        return replace(self, told=True), Verdict.REFUSED if self.told else Verdict.FIRST_REFUSED


class Floods:
    """Counts what people do, each for themselves; in this process only."""

    def __init__(self, allowance: Allowance, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance = allowance
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}
        self._lock = Lock()

    def verdict(self, user: str) -> Verdict:
        """Count something that somebody does, and say what becomes of it."""
        with self._lock:
            now = self._clock()
            if len(self._buckets) >= MOST_PEOPLE:
                self._forget_calm(now)
            full = Bucket(self._allowance.deeds, now)
            bucket = self._buckets.get(user, full).after(now, self._allowance)
            self._buckets[user], verdict = bucket.taken()
        return verdict

    def _forget_calm(self, now: float) -> None:
        filled = {user: b.after(now, self._allowance) for user, b in self._buckets.items()}
        self._buckets = {u: b for u, b in filled.items() if b.left < self._allowance.deeds}
