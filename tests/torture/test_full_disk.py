"""The disk is full for a while, in the midst of placing an order."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.sandbox.threeyourmind.faults import Hold, Moment
from tests.torture.integrity import damage_of_files
from tests.torture.scene import START, Scene, scene
from tests.torture.variables import SETTLE

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
FULL_FOR = 3.0
"""Seconds, in which every answer that came is acted upon."""
CALLS = (
    ("POST", "*/baskets/"),
    ("POST", "*/lines/"),
    ("PATCH", "*/lines/*"),
    ("POST", "*/files/"),
    ("GET", "*/file-status/"),
    ("POST", "*/orders/"),
)


@pytest.fixture(scope="module")
def set_up() -> Iterator[Scene]:
    with scene(changes={"TAKE_OVER_SECONDS": "4", SETTLE: "3"}) as opened:
        yield opened


@pytest.mark.parametrize(("method", "path"), CALLS)
def test_an_answer_that_cannot_be_written_down_costs_no_order_and_doubles_none(
    set_up: Scene, method: str, path: str
) -> None:
    (process,), switches = set_up.house.processes, set_up.stage.vendor.switches
    held = switches.on(Hold(Moment.AFTER), method=method, path=path, times=1)
    with ThreadPoolExecutor(1) as pool:
        placing = pool.submit(set_up.placed)
        held.wait(START)
        process.fill_disk(full=True)
        held.off()
        set_up.stop.wait(FULL_FOR)
        process.fill_disk(full=False)
        wish = placing.result()

    assert {} == {kind: what for kind, what in set_up.findings(wish).wrong.items() if what}
    assert [] == process.ends
    assert [] == damage_of_files(set_up.stage.data_dir)
