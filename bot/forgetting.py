"""Forgets customers who ask for it, in every order of theirs that is done."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from bot import wishes
from bot.rounds.bell import Bell
from bot.settings import Settings
from bot.tempo import utc
from handlers.shelf import Shelf
from handlers.views.phases import standing
from state.events import CustomerForgotten, NotNow
from state.forgetting import REMOVED, customers, forgotten, is_known_as
from state.order import BOT, Order
from state.orders import INDEXED, Orders, UnknownOrder
from state.record import Choice
from state.store.home import open_home
from state.sweeping import INDEXED as BY_AGE
from state.terms import VOCABULARY

PAGE = 200
STILL_OPEN = (
    "These are still open and stay as they are. Place, settle or cancel them, then do this again:"
)


@dataclass(slots=True)
class Traces:
    """Where a customer is found: by key, the orders that can be cleared, and those still open."""

    keys: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    done: list[Order] = field(default_factory=list)
    still_open: list[Order] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Archive:
    """What is kept of customers, beside a bot that may run meanwhile."""

    orders: Orders
    shelf: Shelf
    bell: Bell

    def traces(self, text: str) -> Traces:
        """Find the orders of a customer by key, whole label or e-mail address; reads every order.

        Whoever has such a label or address in one order is found by key in all the others.
        """
        traces, had = Traces(), dict[str, set[str]]()
        for order in self._every():
            known = set(customers(order))
            had[order.id] = {customer.key for customer in known}
            self._note(traces, known, text)
        for order_id in (order for order, keys in had.items() if keys & traces.keys):
            order = self.orders.get(order_id)
            if forgotten(order, traces.keys) != order:
                is_done = order.phase.kind in CustomerForgotten.allowed
                (traces.done if is_done else traces.still_open).append(order)
        return traces

    def forget(self, traces: Traces, by: str) -> int:
        """Clear the orders that are done, and tell how many were."""
        event = CustomerForgotten(customers=tuple(sorted(traces.keys)), by=by)
        # First: whoever is stopped in between finds the orders, and not these, when trying again.
        self.shelf.forget({order.id for order in traces.done})
        return sum(self._clear(order.id, event) for order in traces.done)

    def _clear(self, order_id: str, event: CustomerForgotten) -> bool:
        try:
            self.orders.apply(order_id, event, BOT)
        except (NotNow, UnknownOrder):
            return False
        self.bell.ring(order_id)
        return True

    def _every(self) -> Iterator[Order]:
        after = ""
        while page := self.orders.page(after, PAGE):
            after = page[-1].id
            yield from page

    def _note(self, traces: Traces, known: set[Choice], text: str) -> None:
        for customer in known:
            if is_known_as(customer, text):
                traces.keys.add(customer.key)
                traces.labels |= {customer.label} - {REMOVED}


def report(traces: Traces) -> list[str]:
    """Say what would be changed and what cannot be, in lines for a terminal."""
    if not traces.done and not traces.still_open:
        return ["Nothing is kept of this customer."]
    lines = [f"Customer: {label}" for label in sorted(traces.labels)]
    lines += [f"  {order.id}: {standing(order)}" for order in traces.done]
    if traces.still_open:
        lines += [STILL_OPEN, *(f"  {o.id}: {standing(o)}" for o in traces.still_open)]
    return lines


@contextmanager
def archive(settings: Settings) -> Iterator[Archive]:
    """Open what a bot with these settings keeps; raises `StoreFailed`."""
    with closing(open_home(wishes.database(settings), settings.data_dir)) as kept:
        store = kept.store("orders", INDEXED, VOCABULARY)
        orders = Orders(store, utc, lambda _: None, wishes.plan(settings))
        shelf = Shelf(kept.store("bundles", BY_AGE), utc)
        yield Archive(orders, shelf, Bell(kept.store("bell")))
