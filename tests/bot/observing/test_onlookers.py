import subprocess
import sys
from pathlib import Path

import pytest

from bot.observing import Act, Kind, unwatched, watched_by
from bot.observing.onlookers import onlookers
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.settings import Settings
from tests.guards.sources import ROOT

WITHOUT = """
import logging, sys
for name in ("prometheus_client", "opentelemetry"):
    sys.modules[name] = None
logging.basicConfig(format="%(message)s")
from bot.observing import Act, Kind
from bot.observing.onlookers import onlookers
from bot.settings import Settings
with onlookers(Settings()) as seen, seen.watch(Act(Kind.RUN, "keep")):
    print(seen.meters)
"""
ALONE = """
import sys
import bot.app
print([n for n in sys.modules if n.startswith(("prometheus_client", "opentelemetry"))])
"""


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(Workspace(), Local3yourmind(), "http://127.0.0.1", tmp_path)


def settings_of(stage: Stage, **changes: object) -> Settings:
    return stage.settings(slack_api_url="http://127.0.0.1/", **changes)


def python(stage: Stage, *arguments: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    settings = {**stage.environment, "SLACK_API_URL": "http://127.0.0.1/", **changes}
    # Our own interpreter, with our own modules.
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", *arguments],
        cwd=stage.data_dir,
        env={"PYTHONPATH": str(ROOT), **settings},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )


@pytest.mark.parametrize(
    ("setting", "value", "extra"),
    [
        ("METRICS", "true", "metrics"),
        ("METRICS_PORT", "0", "metrics"),
        ("TRACES_URL", "http://127.0.0.1:9/", "tracing"),
    ],
)
def test_what_is_wanted_but_not_installed_is_said_in_one_line(
    stage: Stage, setting: str, value: str, extra: str
) -> None:
    done = python(stage, WITHOUT, **{setting: value})

    (line,) = done.stderr.splitlines()
    assert line.startswith(f"{setting} is set, but")
    assert f"pip install 'printdesk[{extra}]'" in line
    assert "None\n" == done.stdout


def test_a_bot_without_metrics_and_traces_never_loads_their_libraries(stage: Stage) -> None:
    assert "[]\n" == python(stage, ALONE).stdout


def test_nobody_but_the_log_looks_on_unless_the_operator_wants_it(stage: Stage) -> None:
    with onlookers(settings_of(stage)) as seen:
        assert seen.meters is None


def test_every_bot_counts_for_itself(stage: Stage) -> None:
    wanted = settings_of(stage, metrics=True)
    counted = b'printdesk_run_seconds_count{outcome="ok",run="keep"} 1.0'
    with onlookers(wanted) as one, onlookers(wanted) as other:
        with one.watch(Act(Kind.RUN, "keep")) as act:
            act.outcome = "ok"
        assert one.meters is not None
        assert other.meters is not None

        assert counted in one.meters.page()
        assert counted not in other.meters.page()


def test_what_breaks_off_is_counted_as_that(stage: Stage) -> None:
    with onlookers(settings_of(stage, metrics=True)) as seen:
        with pytest.raises(ValueError, match="no luck"), seen.watch(Act(Kind.RUN, "keep")):
            raise ValueError("no luck")

        assert seen.meters is not None
        assert b'{outcome="broken off",run="keep"} 1.0' in seen.meters.page()


@pytest.mark.parametrize("watch", [unwatched, watched_by([])])
def test_without_anybody_who_looks_on_things_are_done_all_the_same(watch: object) -> None:
    assert callable(watch)
    with watch(Act(Kind.RUN, "keep")) as act:
        assert "keep" == act.name
