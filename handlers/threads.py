"""Which order a thread belongs to; an order's thread is that of its card."""

import time
from dataclasses import dataclass
from datetime import timedelta

from handlers.office import Office
from state.order import Order

LOOKS, PAUSE = 20, 0.02
"""How often, and seconds apart, a card is looked for that is seen but not yet on record."""
POSTING = timedelta(seconds=30)
"""How long after its start an order's card may be on its way to Slack."""


class CardOnItsWay(Exception):
    """Nobody can say yet: a card is being posted, and the thread may be its own."""


@dataclass(frozen=True, slots=True)
class Threads:
    """Finds orders by their threads, also in the moment in which a card appears."""

    office: Office

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
        since = self.office.now() - POSTING
        return any(o.spot.card is None and o.started > since for o in self.office.orders.untold())
