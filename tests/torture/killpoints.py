"""Kills the bot at every call of placing an order, before and after it: what becomes of it."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

from state.order import Order
from tests.torture.calls import Call, calls_in
from tests.torture.scene import START, Scene, scene
from tests.torture.snare import Trap, When, set_everywhere
from tests.torture.variables import FRESH, SETTLE

PANELS = ("service", "user")
AT_ONCE = 4
"""Stages on which points are tried at the same time: they mostly wait."""
QUICK = {"TAKE_OVER_SECONDS": "8", SETTLE: "3", FRESH: "0"}
"""Nothing is kept that an earlier order asked for: every order makes every call."""


class Point(NamedTuple):
    """A call, and where in its life the process is killed that makes it."""

    call: Call
    when: When


@dataclass(frozen=True)
class Calls:
    """The calls of placing an order, and those that are made only when its answer gets lost."""

    usual: tuple[Call, ...]
    doubting: tuple[Call, ...]

    @property
    def every(self) -> tuple[Call, ...]:
        """All of them."""
        return (*self.usual, *self.doubting)

    @property
    def points(self) -> list[Point]:
        """Where the bot can be killed."""
        return [Point(call, when) for call in self.every for when in When]

    @property
    def order(self) -> Call:
        """The call that places the order."""
        return next(c for c in self.usual if c.changes and c.place.endswith("orders/"))


def calls_of(panel: str) -> Calls:
    """Name every call that a bot makes from its start until an order is placed, and in doubt."""
    with scene(panel, 1, QUICK) as set_up:
        log = set_up.stage.vendor.log
        first, usual = set_up.placed(), calls_in(log.records)
        # What is only read may come in any order: much of it is asked for at the same time.
        reads = sorted(call for call in usual if not call.changes)
        known = Calls((*reads, *(call for call in usual if call.changes)), ())
        _lose_the_next(known.order, set_up)
        second, every = set_up.placed(), calls_in(log.records)
        assert not first.stuck + second.stuck
        return Calls(known.usual, tuple(call for call in every if call not in known.usual))


def outcomes(panel: str, calls: Calls) -> Mapping[Point, str]:
    """Try every point, several at the same time, and say what came of each."""
    shares = [calls.points[n::AT_ONCE] for n in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda share: _tried(panel, share, calls), shares))
    return {point: outcome for share in found for point, outcome in share.items()}


def rows(calls: Calls, came: Mapping[Point, str]) -> list[str]:
    """Give the rows of a panel's table."""
    cells = ((call, *(came[Point(call, when)] for when in When)) for call in calls.every)
    return [f"| `{call}` | {before} | {after} |" for call, before, after in cells]


def _tried(panel: str, points: Sequence[Point], calls: Calls) -> Mapping[Point, str]:
    with scene(panel, 2, QUICK) as set_up:
        return {point: _shot(point, calls, set_up) for point in points}


def _shot(point: Point, calls: Calls, set_up: Scene) -> str:
    """Place an order while whoever makes the call is killed over it; say what came of it."""
    if point.call in calls.doubting:
        _lose_the_next(calls.order, set_up)
    trap = Trap(*point)
    set_everywhere(set_up.house.snares, trap)
    with ThreadPoolExecutor(1) as pool:
        killed = pool.submit(_kill, trap, set_up)
        wish = set_up.placed()
        if not killed.done():
            # Some calls are only made by a bot that starts.
            set_up.house.processes[0].kill()
        assert killed.result(), f"{point.call} did not come"
    set_up.all_are_there()
    found = set_up.findings(wish)
    return _said(set_up.record(wish)) if found.is_clean else f"WRONG: {found.wrong}"


def _kill(trap: Trap, set_up: Scene) -> bool:
    caught = trap.wait(START)
    if caught is not None:
        set_up.house.of(caught).kill()
    trap.release()
    for snare in set_up.house.snares:
        snare.unset(trap)
    return caught is not None


def _lose_the_next(order: Call, set_up: Scene) -> None:
    """Have the answer to the next order get lost."""
    lost = Trap(order, When.AFTER)
    lost.release_when_caught()
    set_everywhere(set_up.house.snares, lost)


def _said(order: Order) -> str:
    kinds = {entry.event["kind"] for entry in order.history}
    if "outcome_unsettled" in kinds:
        return "a person is asked, who looks: placed"
    if "outcome_unknown" in kinds:
        return "placed: looked up by its reference"
    if order.basket.number > 1:
        return "placed, from a fresh basket"
    return "placed"
