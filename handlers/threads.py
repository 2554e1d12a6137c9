"""Which order a thread belongs to; an order's thread is that of its card."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from handlers.office import Office
from state.order import Order

LOOKS, PAUSE = 20, 0.02
"""How often, and seconds apart, a card is looked for that is seen but not yet on record."""
POSTING = 60.0
"""Seconds for which the card of an order may be on its way to Slack, and be taken over."""


class CardOnItsWay(Exception):
    """Nobody can say yet: a card is being posted, and the thread may be its own."""


@dataclass(frozen=True, slots=True)
class Threads:
    """Finds orders by their threads, also in the moment in which a card appears.

    No time of day counts: the clock of whoever started the order may be another, and wrong.
    """

    office: Office
    clock: Callable[[], float] = time.monotonic
    _bare: dict[str, float] = field(default_factory=dict)
    """Orders without a card, and when they were first seen to have none."""

    def order_of(self, channel: str, thread: str) -> Order | None:
        """Find the order of a thread; raises `CardOnItsWay` when that cannot be told in time."""
        for _ in range(LOOKS):
            # Asked first: the card may be written down between the two questions.
            posting = self._is_a_card_being_posted()
            if (order := self.office.orders.by_card(channel, thread)) is not None or not posting:
                return order
            time.sleep(PAUSE)
        raise CardOnItsWay

    def _is_a_card_being_posted(self) -> bool:
        now = self.clock()
        bare = {order.id for order in self.office.orders.untold() if order.spot.card is None}
        for gone in self._bare.keys() - bare:
            self._bare.pop(gone, None)
        return any(now - self._bare.setdefault(order, now) < POSTING for order in bare)
