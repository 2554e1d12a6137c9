from pathlib import Path

import pytest

from bot.sandbox.demo import rehearse
from bot.sandbox.parts.samples import sample

pytestmark = pytest.mark.slow


def test_the_demo_of_the_user_panel_ends_with_an_order_number(tmp_path: Path) -> None:
    part = tmp_path / "bracket.stl"
    sample(part.name).write(part)

    assert "100001" == rehearse(part, tmp_path, "user").number
