"""Which deliveries of Slack have been handled: it delivers an event again when in doubt."""

from collections.abc import Callable
from datetime import datetime, timedelta

from state.store import Conflict, Store
from state.sweeping import sweep

KEPT = timedelta(hours=25)
"""Slack delivers again for up to a day."""


class Seen:
    """Remembers handled event ids, across restarts; `store` is indexed for sweeping.

    An event is remembered only after it is written down: a crash in between repeats it, which the
    record bears.
    """

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self._store = store
        self._now = now

    def has(self, event_id: str) -> bool:
        """Tell whether the event was handled."""
        return self._store.get(event_id) is not None

    def remember(self, event_id: str) -> None:
        """Keep that the event is handled."""
        try:
            self._store.create(event_id, {"at": self._now().isoformat()})
        except Conflict:
            return

    def forget_old(self, limit: int) -> int:
        """Drop what Slack will not deliver again; fewer than `limit` means that it was all."""
        return sweep(self._store, (self._now() - KEPT).isoformat(), limit)
