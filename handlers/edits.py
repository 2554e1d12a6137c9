"""When the card of an order is edited next."""

from dataclasses import dataclass, field

from state.order import Order
from state.part import Analysing, Uploading, Waiting

PASSING = frozenset({"upload_begun", "file_uploaded", "part_measured"})
"""While files are on their way, entries after which the one that people wait for soon follows."""
ARRIVING = frozenset(
    {
        "file_shared",
        "file_identified",
        "basket_opened",
        "customer_assigned",
        "line_opened",
        "line_described",
    }
)
"""Entries that are such unless they can be shown at once."""
ON_ITS_WAY = Waiting | Uploading | Analysing
_EVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """In seconds: between two edits of one card, and before trying again after a failure.

    A card that changes by itself is looked at after `look`: Slack takes some 50 edits a minute.
    What soon passes is shown after `passing`, so that the edit is free for what comes of it: a
    little more than the wait between two looks at an analysis. What passes again and again is shown
    after twice that.
    Source: https://docs.slack.dev/reference/methods/chat.update
    """

    edit: float = 1.0
    retry: float = 5.0
    look: float = 2.0
    passing: float = 1.25


@dataclass(slots=True)
class Edits:
    """Spends the one edit in each `Rhythm.edit`; whoever shares it between threads locks it."""

    rhythm: Rhythm
    _begun: dict[str, float] = field(default_factory=dict)
    _calm: dict[str, tuple[float, float]] = field(default_factory=dict)
    """When things began to change on a card that soon pass, and when one last did."""
    _news: set[str] = field(default_factory=set)
    """Orders on whose cards something is missing that stays."""

    def note(self, order: Order, now: float) -> None:
        """Take into account that an order has changed."""
        if not self._passes(order, now):
            self._news.add(order.id)
            self._calm.pop(order.id, None)
        elif order.id not in self._news:
            since, _ = self._calm.get(order.id, (now, now))
            self._calm[order.id] = since, now

    def _passes(self, order: Order, now: float) -> bool:
        if not any(isinstance(part.upload, ON_ITS_WAY) for part in order.parts):
            return False
        kind = order.history[-1].event["kind"]
        return kind in PASSING or (kind in ARRIVING and now < self.due(order.id))

    def due(self, order_id: str) -> float:
        """Tell from when on the card may be edited."""
        since, last = self._calm.get(order_id, (_EVER, _EVER))
        calm = min(last + self.rhythm.passing, since + 2 * self.rhythm.passing)
        return max(self._begun.get(order_id, _EVER) + self.rhythm.edit, calm)

    def begin(self, order_id: str, now: float) -> bool:
        """Tell whether the card may be edited now, which is then taken to happen."""
        if now < self.due(order_id):
            return False
        self._begun = {o: at for o, at in self._begun.items() if at > now - self.rhythm.edit}
        self._begun[order_id] = now
        self._calm.pop(order_id, None)
        self._news.discard(order_id)
        return True
