"""Orders a minute with one and several processes, and what many orders leave behind in memory."""

import os
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from itertools import pairwise
from statistics import median

from bot.threeyourmind.service_panel import ServicePanel
from bot.threeyourmind.transport import Transport
from handlers.views.reading import read
from state.basket import line_spec
from state.completeness import order_request
from state.form import Answers
from state.order import Basket
from state.part import Ready
from state.ports import Download, FileStatus, LineTarget
from tests import postgres
from tests.bench.asked import Payload
from tests.bench.figures import Bar, Part, Row, report, sized
from tests.bench.fleet import Fleet, Template, Vendor, a_fleet, a_template
from tests.bench.plain_slack import content
from tests.bench.processes import line, program
from tests.bench.turns import becomes_quiet
from tests.builders import AT, a_file, a_part, an_order

PARTS = 10
ROUNDS = sized(5, 2)
GROUPS, GROUP = ROUNDS, sized(6, 2)
"""The orders between two marks give one figure."""
AT_ONCE = sized(12, 4)
WARM_UP = sized(6, 2)
"""Orders of each process before anything is measured."""
PROCESSES = (1, 2, 4)
NO_STEP_BACK = Bar("ratio", 0.9, at_least=True)
FEW, MANY = 10, int(os.environ.get("BENCH_ORDERS", sized(300, 20)))
"""Orders of one part each after which memory is looked at."""
GROWTH = Bar("ratio", 1.1)
PER_MINUTE = "/min"
ALONE = "API double alone"


def main() -> int:
    """Measure all of it, and fail when a bar is missed."""
    busy = not becomes_quiet()
    template = a_template()
    rows = [*_rates(template), *_memory(template)]
    return report(Part("Many orders: `make bench-scale`", rows, busy))


def _rates(template: Template) -> Iterator[Row]:
    with program("vendor") as process:
        vendor = Vendor(*line(process).split())
        alone = _grouped(_directly(vendor, template.form))
        yield Row(f"orders of {PARTS} parts: {ALONE}", PER_MINUTE, alone, more_is_better=True)
        with a_fleet(vendor, template, 1, PARTS, {}) as fleet:
            rates = _grouped(fleet.place(*_HOW_MANY))
        yield _row("1 process, SQLite", rates, ALONE, [median(alone)] * len(rates))
        yield from _on_postgres(vendor, template, alone)


_HOW_MANY = (AT_ONCE + GROUPS * GROUP, AT_ONCE)


def _on_postgres(vendor: Vendor, template: Template, alone: Sequence[float]) -> Iterator[Row]:
    if postgres.is_left_out():
        return
    with ExitStack() as stack:
        rates = _in_turn({n: _fleet_on_postgres(stack, vendor, template, n) for n in PROCESSES})
    before, peer = [median(alone)] * ROUNDS, ALONE
    for number, ours in rates.items():
        what = f"{number} process{'es' * (number > 1)}, PostgreSQL"
        yield _row(what, ours, peer, before, None if peer == ALONE else NO_STEP_BACK)
        before, peer = ours, what


def _fleet_on_postgres(stack: ExitStack, vendor: Vendor, template: Template, number: int) -> Fleet:
    # A server each: one with the usual settings has not enough connections for all of them.
    server = stack.enter_context(postgres.served(settings=()))
    settings = {"DATABASE_URL": server.empty_database()}
    return stack.enter_context(a_fleet(vendor, template, number, PARTS, settings))


def _in_turn(fleets: Mapping[int, Fleet]) -> Mapping[int, list[float]]:
    """Have all of them place as many orders in each round, one fleet after the other.

    The machine's speed changes from minute to minute, so only what meets in a round is compared;
    and nobody's turn begins before the last one's files have been looked at.
    """
    for number, fleet in fleets.items():
        fleet.place(number * WARM_UP, AT_ONCE)
    rates: dict[int, list[float]] = {number: [] for number in fleets}
    for _ in range(ROUNDS):
        for number, fleet in fleets.items():
            becomes_quiet()
            begun = time.monotonic()
            ended = fleet.place(AT_ONCE, AT_ONCE)[-1]
            rates[number].append(60 * AT_ONCE / (ended - begun))
    return rates


def _row(
    what: str, rates: Sequence[float], peer: str, theirs: Sequence[float], bar: Bar | None = None
) -> Row:
    figure = f"orders of {PARTS} parts: {what}"
    return Row(figure, PER_MINUTE, rates, bar, peer, theirs, more_is_better=True)


def _grouped(stamps: Sequence[float]) -> list[float]:
    """Give orders a minute, group by group, from when as many are under way as may be."""
    marks = stamps[AT_ONCE - 1 :: GROUP]
    return [60 * GROUP / (late - early) for early, late in pairwise(marks)]


def _directly(vendor: Vendor, form: Payload) -> list[float]:
    """Place orders by the same calls without the bot, and give the times at which they stood."""
    answers = read(Answers, form["view"]["state"]["values"], AT.date())
    assert isinstance(answers, Answers)
    with closing(Transport(vendor.url, vendor.token)) as transport:
        desk = ServicePanel(transport, 1)

        def place(number: int) -> float:
            _place(desk, answers, number)
            return time.monotonic()

        with ThreadPoolExecutor(AT_ONCE) as people:
            return sorted(people.map(place, range(_HOW_MANY[0])))


def _place(desk: ServicePanel, answers: Answers, number: int) -> None:
    parts = tuple(a_part(id=f"P{n}", file=a_file(id=f"F{n}")) for n in range(PARTS))
    order = an_order(id=f"PD-ALONE{number}", answers=answers, parts=parts)
    basket, customer = desk.open_basket(), answers.customer
    assert customer is not None
    desk.assign_customer(basket, customer.key)
    for part in parts:
        name, row, spec = f"{number}-{part.id}", desk.open_line(basket), line_spec(order, part)
        assert spec is not None
        desk.describe_line(basket, row, spec)
        whole = content(name)
        desk.upload(
            LineTarget(basket, row, "mm"), Download(f"{name}.step", len(whole), iter([whole]))
        )
        assert desk.file_status(basket, row) is FileStatus.FINISHED
        order = order.with_part(part.but(line=row, described=spec, upload=Ready()))
    desk.submit(order_request(order.but(basket=Basket(id=basket, customer=customer.key))))


def _memory(template: Template) -> Iterator[Row]:
    with program("vendor") as process:
        vendor = Vendor(*line(process).split())
        with a_fleet(vendor, template, 1, 1, {}) as fleet:
            fleet.place(FEW, AT_ONCE)
            few = fleet.memory
            fleet.place(MANY - FEW, AT_ONCE)
            many = fleet.memory
    figure = f"memory after {MANY:,} orders of one part"
    yield Row(figure, "MiB", [many], GROWTH, f"after {FEW}", [few])


if __name__ == "__main__":
    sys.exit(main())
