"""The clock jumps in the midst of placing an order."""

from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest

from tests.torture.scene import scene
from tests.torture.variables import SETTLE
from tests.torture.weather import JUMPS

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.mark.parametrize("panel", ["service", "user"])
def test_an_order_is_placed_once_while_the_clocks_of_two_processes_jump(panel: str) -> None:
    with scene(panel, 2, {SETTLE: "3"}) as set_up, ThreadPoolExecutor(1) as pool:
        placing = pool.submit(set_up.placed)
        for process, jump in zip(cycle(set_up.house.processes), cycle(JUMPS), strict=False):
            process.set_clock(jump)
            if placing.done() or set_up.stop.wait(0.2):
                break
        findings = set_up.findings(placing.result())

    assert {} == {kind: what for kind, what in findings.wrong.items() if what}
