"""What is swept every day: each a page at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

from bot.rounds.upkeep import Sweep
from handlers.floor import SharedFloor
from handlers.seen import Seen
from handlers.shelf import Shelf
from state.orders import Orders, UnknownOrder
from state.over import over_since

PAGE = 100
KEPT = timedelta(days=7)
"""For so long it can be looked up how runs ended, and who showed an order last."""


class Runs(Protocol):
    """What the sweep needs of the engine."""

    def forget_finished(self, before: datetime, limit: int) -> int:
        """Forget runs that ended before; fewer than `limit` means that it was all."""
        ...


@dataclass(frozen=True, slots=True)
class Brooms:
    """What is swept, and `keep`: for how long orders that are over stay; `None` is for ever."""

    runs: Runs
    seen: Seen
    shelf: Shelf
    floor: SharedFloor
    orders: Orders
    keep: timedelta | None
    now: Callable[[], datetime]

    def all(self) -> list[Sweep]:
        """Give every sweep, those last that follow from others."""
        by_age: list[Callable[[int], int]] = [
            self._ended_runs,
            self.seen.forget_old,
            self.shelf.forget_old,
        ]
        sweeps = [partial(_until_all, forget) for forget in by_age]
        return [*sweeps, self.old_orders, self.floors]

    def old_orders(self) -> Iterator[None]:
        """Remove the orders that have been over for long enough."""
        after = ""
        while self.keep is not None and (page := self.orders.page(after, PAGE)):
            after = page[-1].id
            for order in page:
                since = over_since(order)
                if since is not None and since + self.keep <= self.now():
                    self.orders.remove(order)
            yield

    def floors(self) -> Iterator[None]:
        """Remove the floors on which nothing is shown any more."""
        after = ""
        while after := self.floor.forget(self._is_long_over, after, PAGE):
            yield

    def _ended_runs(self, limit: int) -> int:
        return self.runs.forget_finished(self.now() - KEPT, limit)

    def _is_long_over(self, order_id: str) -> bool:
        try:
            since = over_since(self.orders.get(order_id))
        except UnknownOrder:
            return True
        return since is not None and since + KEPT <= self.now()


def _until_all(forget: Callable[[int], int]) -> Iterator[None]:
    while forget(PAGE) == PAGE:
        yield
