"""What a run of the tests does on a machine without a browser."""

import os
import subprocess
import sys

import pytest

from tests.browser.presence import DEMANDED, MISSING
from tests.guards.sources import ROOT

pytestmark = pytest.mark.slow

OTHERS = ("bench", "bot", "crashes", "guards", "handlers", "scenarios", "state")
CHOSEN = "test_browser_watch or test_page_sources"
LIMIT = 100


def run(**demands: str) -> "subprocess.CompletedProcess[str]":
    """Run a few tests in processes of their own, as `make test` does, where there is no browser."""
    ignored = [f"--ignore=tests/{name}" for name in OTHERS]
    options = ["--numprocesses=1", "--dist=loadfile", "-p", "no:cacheprovider", "-k", CHOSEN]
    clean = {k: v for k, v in os.environ.items() if k != DEMANDED and not k.startswith("PYTEST_")}
    # Our own interpreter, with our own tests.
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "pytest", "tests", *ignored, *options],
        cwd=ROOT,
        env=clean | {"CHROMIUM": "/nowhere/chromium"} | demands,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )


def test_without_a_browser_its_tests_are_left_out_and_one_line_says_so() -> None:
    done = run()

    assert (0, 1) == (done.returncode, done.stdout.count(MISSING)), done.stdout
    assert "passed" in done.stdout
    assert "test_browser" not in done.stdout


def test_where_a_browser_is_demanded_the_run_fails_without_one() -> None:
    done = run(**{DEMANDED: "1"})

    assert 1 == done.returncode, done.stdout
    assert MISSING in done.stdout
    assert "ERROR tests/browser/test_browser_watch.py" in done.stdout
    assert "passed" in done.stdout


def test_the_checks_of_a_change_demand_a_browser() -> None:
    checks = (ROOT / ".ci" / "run").read_text(encoding="utf-8")

    assert f"export {DEMANDED}=1" in checks
    assert checks.index(DEMANDED) < checks.index("make test")
