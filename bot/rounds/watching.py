"""Asks for the status of placed orders, many at a time: a page of the list tells a hundred."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.rounds.wanted import Wanted
from bot.telling import tell
from state.aftercare import Aftercare
from state.events import StatusLooked, StatusSeen
from state.order import Order
from state.orders import Orders
from state.ports import PlacedOrder

log = logging.getLogger(__name__)
PER_CALL = 25
"""A round makes at most one call for so many orders; for fewer it makes one."""
DEEPEST = 100
"""Pages; an order further down is as good as gone."""


class Watcher:
    """Goes through the list from the top, where new orders are, down to the oldest that is due.

    A round that may not go so deep is continued by the next ones; they look at the top in between.
    """

    def __init__(
        self,
        orders: Orders,
        desk: Aftercare,
        now: Callable[[], datetime],
        may_go_on: Callable[[], bool],
    ) -> None:
        self._orders = orders
        self._desk = desk
        self._now = now
        self._may_go_on = may_go_on
        self._page = 1
        self._begun = now()
        self._deep = False

    def look(self, due: Sequence[Order]) -> None:
        """Write down what 3YOURMIND says of these orders; raises `DeskError`."""
        if not due:
            return
        wanted = Wanted(due)
        for page in self._pages(-(-len(due) // PER_CALL)):
            is_last = self._read(page, wanted) or page >= DEEPEST
            if is_last:
                self._miss(wanted)
            if is_last or not wanted.left:
                self._page = 1
                return
            if page >= self._page:
                self._page = page + 1
            if not self._may_go_on():
                return

    def _pages(self, calls: int) -> Sequence[int]:
        if self._page == 1:
            self._begun = self._now()
            return range(1, calls + 1)
        if calls > 1:
            return [1, *range(self._page, self._page + calls - 1)]
        self._deep = not self._deep
        return [self._page if self._deep else 1]

    def _read(self, page: int, wanted: Wanted) -> bool:
        listed = self._desk.placed_orders(page)
        for entry in listed.orders:
            if (order := wanted.take(entry)) is not None:
                self._note(order, entry.order)
        return listed.is_last

    def _note(self, order: Order, said: PlacedOrder) -> None:
        at = self._now()
        known = getattr(order.phase, "status", "")
        status = said.status or known
        if said.final or status != known:
            tell(self._orders, order.id, StatusSeen(status=status, final=said.final, at=at))
        else:
            tell(self._orders, order.id, StatusLooked(found=bool(said.status), at=at))

    def _miss(self, wanted: Wanted) -> None:
        """Put off the orders that were due all along and are nowhere in the list."""
        for order in wanted.left.values():
            if order.due is not None and order.due <= self._begun:
                log.info("order %s is not in the list of 3YOURMIND", order.id)
                tell(self._orders, order.id, StatusLooked(found=False, at=self._now()))
