"""Start, get, apply and find orders: load, reduce, save with compare-and-set."""

import logging
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from threading import Lock

from state.duties import next_duty
from state.events import Event, NotNow, OrderStarted
from state.form import Unit
from state.machine import reduce
from state.nearest import nearest
from state.order import Entry, Order
from state.phase import KINDS
from state.plan import Plan
from state.recent import Recent
from state.store import Conflict, Row, Store
from state.sweeping import remove
from state.terms import (
    UNFINISHED,
    asked,
    can_take,
    folded,
    made_for,
    numbered,
    open_with,
    placed_by,
    placed_for,
)

log = logging.getLogger(__name__)
INDEXED = ("due", "telling", "spot.card", "phase.kind")
MOST_TRIES = 200
MOST_TIMED = 1_000
USUAL_PLAN = Plan()
BATCH = 500
MOST_AT_ONCE = 64
"""Orders that are changed at the same moment; some that are not the same share a turn."""


class UnknownOrder(LookupError):
    """There is no order with this id."""


class Orders:
    """All orders of the bot; `changed` is called after changes that are seen, in the same thread.

    With every change an order is given the time at which it is `due` next, by the plan.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        changed: Callable[[Order], None],
        plan: Plan = USUAL_PLAN,
    ) -> None:
        self._store = store
        self._now = now
        self._changed = changed
        self._plan = plan
        self._recent = Recent()
        # Within a process those who change one order wait for each other: of fifty files that are
        # on their way, most would try in vain otherwise, and a person with them.
        self._turns = [Lock() for _ in range(MOST_AT_ONCE)]

    def start(self, order: Order) -> Order:
        """Keep a new order; one that exists under this id is left as it is and given back."""
        begun = reduce(order, OrderStarted(), self._now(), order.owner) or order
        started = self._timed(begun)
        try:
            self._store.create(order.id, started.model_dump(mode="json"))
        except Conflict:
            return self.get(order.id)
        _write_down(started)
        self._changed(started)
        return started

    def get(self, order_id: str) -> Order:
        """Read an order; raises `UnknownOrder`."""
        known = self._recent.known(order_id)
        row = self._row(order_id, known[0].version if known else 0)
        return known[1] if known and known[0].version == row.version else self._recent.order(row)

    def apply(self, order_id: str, event: Event, by: str) -> Order:
        """Let the event happen and give the order after it; raises `NotNow` and `UnknownOrder`.

        An event that has happened before changes nothing. Of two that meet, one waits.
        """
        return self.apply_all(order_id, (event,), by)

    def apply_all(self, order_id: str, events: Sequence[Event], by: str) -> Order:
        """Let events happen one after the other, in one write: all of them, or none."""
        with self._turns[hash(order_id) % len(self._turns)]:
            before, after = self._written(order_id, events, by)
        if after is not before:
            _write_down(after, before.history)
            if not all(event.unseen for event in events):
                self._changed(after)
        return after

    def _written(self, order_id: str, events: Sequence[Event], by: str) -> tuple[Order, Order]:
        """Give the order before and after; of other processes that meet this one, one waits."""
        if (known := self._recent.known(order_id)) is not None:
            # Nobody need read what the write compares: only that nothing happens is to be seen.
            with suppress(Conflict, NotNow):
                before, after = self._attempt(*known, events, by)
                if after is not before:
                    return before, after
        for attempt in range(MOST_TRIES):
            row = self._row(order_id)
            try:
                return self._attempt(row, self._recent.order(row), events, by)
            except Conflict:
                time.sleep(random.uniform(0, 0.002 * min(attempt + 1, 10)))  # noqa: S311 - jitter
        raise Conflict(order_id)

    def _attempt(
        self, row: Row, before: Order, events: Sequence[Event], by: str
    ) -> tuple[Order, Order]:
        after = before
        for event in events:
            after = reduce(after, event, self._now(), by) or after
        if after is not before:
            after = self._timed(after)
            self._recent.changed(self._store.replace(row, after.model_dump(mode="json")), after)
        return before, after

    def due(self, limit: int) -> list[Order]:
        """Give the orders that are due now, longest due first."""
        until = self._now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return [_order(row) for row in self._store.due("due", until, limit)]

    def lag(self) -> float:
        """Tell for how many seconds the order has been due that is due longest."""
        waiting = (order.due for order in self.due(1) if order.due is not None)
        return max(((self._now() - due).total_seconds() for due in waiting), default=0.0)

    def by_phase(self) -> dict[str, int]:
        """Count the orders in each phase."""
        return {kind: self._store.count("phase.kind", kind) for kind in KINDS}

    def set_due(self, order_id: str) -> None:
        """Give an order the time at which it is due by today's plan, whatever it had before."""
        row = self._row(order_id)
        order = _order(row)
        timed = self._timed(order)
        if timed == order:
            return
        try:
            self._store.replace(row, timed.model_dump(mode="json"))
        except Conflict:
            # Whoever was first has set it.
            return

    def set_all_due(self) -> None:
        """Give every order its time that was kept before orders had one, as far as it matters."""
        for order in (*self.unfinished(), *self.latest(MOST_TIMED)):
            if order.due is None:
                self.set_due(order.id)

    def by_card(self, channel: str, card: str) -> Order | None:
        """Find the order whose card is this message."""
        hits = (_order(row) for row in self._store.find("spot.card", card))
        return next((order for order in hits if order.spot.channel == channel), None)

    def with_part(self, part: str) -> list[Order]:
        """Give the orders that can still be changed and have this part."""
        return [_order(row) for row in self._store.search([can_take(part)])]

    def of_owner(self, owner: str, limit: int = 20) -> list[Order]:
        """Give somebody's unfinished orders, newest first."""
        return [_order(row) for row in self._store.search([open_with(owner)], limit)]

    def placed_by(self, owner: str, limit: int) -> list[Order]:
        """Give the orders that somebody started and that were placed, newest first."""
        return [_order(row) for row in self._store.search([placed_by(owner)], limit)]

    def in_doubt(self, limit: int) -> list[Order]:
        """Give the orders of which nobody knows whether they were placed, newest first."""
        return [_order(row) for row in self._store.find("phase.kind", "needs_human", limit)]

    def open_around(self, owner: str, channel: str, limit: int, *, skip: int = 0) -> list[Order]:
        """Give the unfinished orders of somebody and of a channel, newest first."""
        there = [open_with(owner), open_with(channel)]
        rows = [row for term in there for row in self._store.search([term], skip + limit)]
        orders = [_order(row) for row in {row.key: row for row in rows}.values()]
        orders.sort(key=lambda order: (order.started, order.id), reverse=True)
        return orders[skip : skip + limit]

    def last_of_customer(self, customer: str) -> Order | None:
        """Give the newest order that was placed for a customer."""
        return next(map(_order, self._store.search([placed_for(customer)], 1)), None)

    def last_unit(self, customer: str) -> Unit | None:
        """Give the unit that was last said of a part for a customer, in any of its orders."""
        hits = (_order(row) for row in self._store.search([made_for(customer)], 20))
        said = (part.answers.unit for order in hits for part in reversed(order.parts))
        return next((unit for unit in said if unit is not None), None)

    def named(self, text: str) -> list[Order]:
        """Find orders by order number or our id; of a number there should be one."""
        return [_order(row) for row in self._store.search([numbered(text)], 10)]

    def matching(self, text: str, limit: int, *, skip: int = 0) -> list[Order]:
        """Find orders by what people know them by, newest first: the whole text, else its words."""
        whole = [folded(text)]
        rows = self._store.search(whole, limit, skip=skip)
        # Behind the last page there is nothing either, but no words are looked for then.
        if not rows and not (skip and self._store.search(whole, 1)):
            rows = self._store.search(asked(text), limit, skip=skip)
        return [_order(row) for row in rows]

    def like(self, text: str, limit: int) -> list[Order]:
        """Give orders that are known by something that begins like the text, most alike first."""
        return [_order(row) for row in nearest(self._store, text)[:limit]]

    def latest(self, limit: int) -> list[Order]:
        """Give the orders placed last."""
        return [_order(row) for row in self._store.find("phase.kind", "placed", limit)]

    def unfinished(self) -> Iterator[Order]:
        """Give every order that is not placed, cancelled or expired."""
        for kind in UNFINISHED:
            yield from self._all("phase.kind", kind)

    def untold(self) -> Iterator[Order]:
        """Give every order of which something has happened that its thread or card does not say."""
        for telling in ("due", "begun"):
            yield from self._all("telling", telling)

    def announce(self, order_id: str) -> None:
        """Have an order shown that another program has changed, if it is still there."""
        if (row := self._store.get(order_id)) is not None:
            self._changed(_order(row))

    def page(self, after: str, limit: int) -> list[Order]:
        """Give orders of any kind in the order of their ids, from behind `after`."""
        return [_order(row) for row in self._store.page(after, limit)]

    def remove(self, order: Order) -> None:
        """Keep an order no longer, unless something has happened to it meanwhile."""
        row = self._store.get(order.id)
        if row is not None and _order(row) == order:
            remove(self._store, row)
            self._recent.forget(row.key)

    def _all(self, field: str, value: str) -> Iterator[Order]:
        rows = self._store.find(field, value, BATCH)
        while rows:
            yield from map(_order, rows)
            rows = self._store.find(field, value, BATCH, after=rows[-1].key)

    def _timed(self, order: Order) -> Order:
        due = next_duty(order, self._plan)
        return order.but(due=due.at if due else None)

    def _row(self, order_id: str, known: int = 0) -> Row:
        if (row := self._store.get(order_id, known)) is None:
            raise UnknownOrder(order_id)
        return row


def _write_down(order: Order, known: Sequence[Entry] = ()) -> None:
    """Write lines of the log: what happened and who did it, nothing of what it says."""
    for entry in order.history[len(known) :]:
        log.info(
            "order %s: %s by %s", order.id, entry.event["kind"], entry.by, extra={"order": order.id}
        )


def _order(row: Row) -> Order:
    return Order.model_validate(row.doc)
