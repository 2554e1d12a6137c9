"""The tables of `docs/reliability.md` are what happens."""

import pytest

from tests.torture.killpoints import PANELS, calls_of, outcomes, rows
from tests.torture.table import stands

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.mark.parametrize("panel", PANELS)
def test_at_every_point_of_every_call_it_comes_out_as_the_table_says(panel: str) -> None:
    calls = calls_of(panel)

    assert rows(calls, outcomes(panel, calls)) == stands(panel)
