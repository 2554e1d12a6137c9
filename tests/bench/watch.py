"""What watching costs: a thousand placed orders, all due in one round of the real bot."""

import math
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.rounds.watching import PER_CALL
from bot.sandbox.bot_process import BotProcess, bot_process
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.purchases import Order as Ordered
from state.order import Order
from state.orders import INDEXED
from state.phase import Placed
from state.store.sqlitedict_store import SqliteDictStore
from tests.bench.figures import Part, Row, report, sized, worst
from tests.bench.turns import becomes_quiet
from tests.bot.waiting import wait_for
from tests.builders import a_ready_part, an_entry, an_order_in
from tests.purchases import a_purchase
from tests.state.samples import SAMPLES

ORDERS = sized(1_000, 100)
PAUSE = 60
"""Seconds between two rounds, as in production."""
CPU_BAR = 10.0
"""Per cent of one core, over the time from round to round."""
CALLS_BAR = math.ceil(ORDERS / PER_CALL)
LIST = "*/services/1/orders/"


def main() -> int:
    """Measure one round, and fail when a bar is missed."""
    busy = not becomes_quiet()
    with tempfile.TemporaryDirectory() as folder:
        vendor = Local3yourmind()
        with staged(Workspace(), vendor, Path(folder)) as stage:
            _fill(stage)
            with bot_process(stage) as bot:
                waiting, round_ = _measured(bot, stage)
    calls = len(vendor.log.matching("GET", LIST))
    share = waiting + round_ / PAUSE
    rows = [
        Row("calls in a round", "", [calls], worst(CALLS_BAR)),
        Row("a round, processor time", "s", [round_]),
        Row("between two rounds, processor", "% of a core", [100 * waiting]),
        Row("rounds and waiting, processor", "% of a core", [100 * share], worst(CPU_BAR)),
    ]
    return report(Part(f"Watching {ORDERS:,} orders: `make bench-watch`", rows, busy))


def _measured(bot: BotProcess, stage: Stage) -> tuple[float, float]:
    """Give the share of a core until the first round, and the processor time of that round."""
    at_start, begun = bot.cpu, time.monotonic()
    stage.vendor.log.wait_for("GET", LIST, limit=2 * PAUSE)
    at_round = bot.cpu
    waiting = (at_round - at_start) / (time.monotonic() - begun)
    with _orders(stage) as store:
        due_until = datetime.now(UTC).isoformat()
        wait_for(lambda: not store.due("due", due_until, 1), limit=PAUSE)
    return waiting, bot.cpu - at_round


def _fill(stage: Stage) -> None:
    now = datetime.now(UTC)
    with _orders(stage) as store:
        for n in range(ORDERS):
            at = now - timedelta(minutes=10 + 60 * (ORDERS - n))
            order = _order(_ordered(stage.vendor, at), at)
            store.create(order.id, order.model_dump(mode="json"))


def _order(there: Ordered, at: datetime) -> Order:
    """Build a placed order of three parts with a history, due since long."""
    placed = Placed(number=f"{there.number}", key=f"{there.id}", at=at, by="U0ADA")
    known = {"status": "Pending", "status_at": at, "status_since": at}
    return an_order_in(
        "placed",
        id=f"PD-{there.number}",
        phase=placed.but(**known),
        parts=tuple(a_ready_part(id=f"P{n}") for n in range(3)),
        history=tuple(an_entry(sample.event, at=at) for sample in SAMPLES[:25]),
        told=25,
        due=at,
    )


def _ordered(vendor: Local3yourmind, at: datetime) -> Ordered:
    world = vendor.world
    customer = next(iter(world.customers.values()))
    order = a_purchase(world.new_number(), customer, at, id=world.new_id())
    world.orders[order.id] = order
    return order


def _orders(stage: Stage) -> "closing[SqliteDictStore]":
    return closing(SqliteDictStore(stage.data_dir / "state.sqlite", "orders", INDEXED))


if __name__ == "__main__":
    sys.exit(main())
