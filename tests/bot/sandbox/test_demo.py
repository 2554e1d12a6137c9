import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from bot.sandbox.parts.samples import sample
from tests.guards.sources import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def recipe(*variables: str) -> list[str]:
    """Give what `make demo` would run, without the set-up before it."""
    asked = ["make", "--no-print-directory", "--dry-run", "demo", *variables]
    said = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    return shlex.split(said.stdout.splitlines()[-1])


@pytest.mark.parametrize("panel", ["", "user"])
def test_make_demo_with_ones_own_file_ends_with_an_order_number(tmp_path: Path, panel: str) -> None:
    part = tmp_path / "my part.stl"
    sample("bracket.stl").write(part)

    printdesk, *words = recipe(f"PANEL={panel}", f"FILE={part}")
    assert ".venv/bin/printdesk" == printdesk
    told = subprocess.run(  # noqa: S603 - the recipe of our own Makefile
        [sys.executable, "-m", "bot", *words], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert "The order number: 100001" == told.splitlines()[-1]
    assert "my part.stl is ready" in told
    assert (panel == "user") == ("3YOURMIND's price" in told)
