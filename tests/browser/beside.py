"""The record of a bot that runs, read and changed beside it, as another program would."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.rounds.bell import Bell
from bot.sandbox.stage import Stage
from bot.tempo import utc
from state.basket import in_line
from state.events import Event, OutcomeUnsettled, PlaceRequested, SubmissionClaimed
from state.order import Order
from state.orders import INDEXED, Orders
from state.phase import Placing
from state.store import Conflict, Store
from state.store.home import open_home
from state.terms import VOCABULARY
from tests.bot.waiting import wait_for


@dataclass(frozen=True)
class Record:
    """Brings about in no time what would take minutes or days; the bot shows it within seconds."""

    orders: Orders
    store: Store
    bell: Bell

    def put(self, *orders: Order) -> None:
        """Have orders that nobody saw begin; the bot shows none of them."""
        for order in orders:
            self.store.create(order.id, order.model_dump(mode="json"))

    def doubt(self, order_id: str, by: str) -> None:
        """Let the order have been sent and looked for, in vain, until nobody knows any more."""
        wait_for(lambda: in_line(self.orders.get(order_id)))
        order = self.orders.get(order_id)
        order = self._apply(order, PlaceRequested(by=by, amount=order.total), by)
        assert isinstance(order.phase, Placing)
        attempt, now = order.phase.attempt, utc()
        order = self._apply(order, SubmissionClaimed(worker="gone", attempt=attempt, at=now), by)
        self._apply(order, OutcomeUnsettled(attempt=attempt, at=now, looks=7), by)
        self.bell.ring(order_id)

    def age(self, order_id: str, **by: float) -> None:
        """Let so much time have passed since all that has happened to the order."""
        earlier = timedelta(**by)
        while True:
            row = self.store.get(order_id)
            assert row is not None
            order = aged(Order.model_validate(row.doc), lambda at: at - earlier)
            try:
                self.store.replace(row, order.model_dump(mode="json"))
            except Conflict:
                continue
            self.orders.set_due(order_id)
            return

    def _apply(self, order: Order, event: Event, by: str) -> Order:
        return self.orders.apply(order.id, event, by)


@contextmanager
def beside(stage: Stage) -> Iterator[Record]:
    """Open the record of the bot of a stage until the end of the block."""
    with closing(open_home(None, stage.data_dir)) as home:
        store = home.store("orders", INDEXED, VOCABULARY)
        yield Record(Orders(store, utc, lambda _: None), store, Bell(home.store("bell")))


def aged(order: Order, earlier: Callable[[datetime], datetime]) -> Order:
    """Give the order as if it had begun and gone on earlier."""
    history = (entry.but(at=earlier(entry.at)) for entry in order.history)
    return order.but(started=earlier(order.started), history=tuple(history))
