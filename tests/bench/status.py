"""How soon `/order-status` is answered while 3YOURMIND takes questions and answers none."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.sandbox.bot_process import bot_process
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from state.orders import INDEXED
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.bench.figures import Part, Row, report, sized, worst
from tests.bench.turns import becomes_quiet
from tests.builders import an_order_in

ORDER = "PD-WAITING"
TIMES = sized(10, 2)
PEOPLE = ("ada", "ben", "olga")
BAR = worst(2.0)
"""Seconds from the command to its answer on the screen."""
UNHURRIED = Conditions(tier_scale=100.0, posts_per_second=1000.0, post_burst=1000)


def main() -> int:
    """Measure one person after another, then all at once, and fail when the bar is missed."""
    busy = not becomes_quiet()
    with tempfile.TemporaryDirectory() as folder, _town(Path(folder)) as stage:
        answering = [_seconds(stage, PEOPLE[:1]) for _ in range(TIMES)]
        stage.vendor.switches.on(Hold(Moment.BEFORE))
        alone = [_seconds(stage, PEOPLE[:1]) for _ in range(TIMES)]
        together = [_seconds(stage, PEOPLE) for _ in range(TIMES)]
        stage.vendor.switches.off()
    what, peer = "/order-status, 3YOURMIND hangs", "it answers"
    rows = [
        Row(what, "s", alone, BAR, peer, answering),
        Row(f"{what}, {len(PEOPLE)} people at once", "s", together, BAR),
    ]
    return report(Part("While 3YOURMIND hangs: `make bench-status`", rows, busy))


@contextmanager
def _town(folder: Path) -> Iterator[Stage]:
    """Run the real bot with the waits of every day; it has one order, which was placed."""
    slack, vendor = Workspace(conditions=UNHURRIED), Local3yourmind()
    with staged(slack, vendor, folder) as stage:
        path = folder / "state.sqlite"
        with closing(SqliteDictStore(path, "orders", INDEXED, VOCABULARY)) as store:
            order = an_order_in("placed", id=ORDER, started=datetime.now(UTC))
            store.create(ORDER, order.model_dump(mode="json"))
        with bot_process(stage):
            yield stage


def _seconds(stage: Stage, handles: tuple[str, ...]) -> float:
    """Let people ask one right after another; give the seconds until the last has its answer."""
    people = [stage.slack.person(handle) for handle in handles]
    before = [_answers(stage, handle) for handle in handles]
    begun = time.monotonic()
    for person in people:
        person.command("/order-status", ORDER)
    stage.slack.wait_for(
        lambda: all(_answers(stage, h) > n for h, n in zip(handles, before, strict=True)), 30
    )
    return time.monotonic() - begun


def _answers(stage: Stage, handle: str) -> int:
    screen = stage.slack.person(handle).screen("#print-orders")
    return sum(message.is_ephemeral and ORDER in message.text for message in screen)


if __name__ == "__main__":
    sys.exit(main())
