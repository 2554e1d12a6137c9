"""The search for customers: processor time from the cache, and the wait when nothing is cached."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import staged
from bot.sandbox.threeyourmind.catalogue import Customer
from bot.sandbox.threeyourmind.faults import Slow
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.world import World
from tests.bench.ack_http import ROUNDS, Street
from tests.bench.asked import ROOMY, Asked
from tests.bench.contest import Runner
from tests.bench.figures import Bar, Row, sized, worst
from tests.bench.processes import Watched
from tests.crashes.http_bot import http_bot

CUSTOMERS = sized(10_000, 500)
ANSWERS = sized(400, 100)
"""How many answers one figure of processor time is about: the kernel counts in hundredths."""
TYPING = 6
"""People who type at the same time."""
API = 1.0
"""Seconds that 3YOURMIND takes for each answer."""


def rows() -> Iterator[Row]:
    """Measure both."""
    slack, vendor = Workspace(conditions=ROOMY), Local3yourmind()
    _fill(vendor.world)
    with (
        ExitStack() as stack,
        TemporaryDirectory() as folder,
        staged(slack, vendor, Path(folder)) as stage,
        http_bot(stage, {}) as bot,
    ):
        street, asked = Street(stage, bot, stack), Asked(slack)
        whole, plain = street.whole(b"Family99,"), street.bare("search", "plain dictionaries")
        watched = Watched(bot.process.pid), street.bares["search"]
        asked.search("family")
        own, theirs = list[float](), list[float]()
        for number in range(ROUNDS + 1):
            for runner, process, found in zip((whole, plain), watched, (own, theirs), strict=True):
                cost = _cost(runner, process, asked)
                if number:
                    found.append(cost)
        bar = Bar("median", 1.0)
        yield Row(
            "customer search, 100 of 10,000 from the cache, processor time",
            "ms",
            own,
            bar,
            plain.name,
            theirs,
        )
        vendor.switches.on(Slow(API), method="GET", path="*")
        yield Row(
            f"customer search, cold cache, API of 1 s, {TYPING} people",
            "ms",
            [_wait(street.whole(b"Family"), asked, number) for number in range(ROUNDS)],
            worst(2_000),
        )


def _cost(runner: Runner, process: Watched, asked: Asked) -> float:
    """Give the milliseconds of processor time of an answer."""
    process.settle()
    before = process.cpu
    runner.send([asked.search("family") for _ in range(ANSWERS)], 1)
    return 1000 * (process.cpu - before) / ANSWERS


def _wait(runner: Runner, asked: Asked, number: int) -> float:
    """Give the milliseconds of the slowest of some answers that nobody had before."""
    texts = [f"family{10 * number + n}" for n in range(TYPING)]
    return runner.send([asked.search(text) for text in texts], TYPING).worst


def _fill(world: World) -> None:
    for n in range(CUSTOMERS):
        world.add_customer(
            Customer(
                id=world.new_id(),
                first_name=f"Person{n}",
                last_name=f"Family{n}",
                email=f"p{n}@works.example",
                company=f"Works {n}",
            )
        )
