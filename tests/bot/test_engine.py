import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from bot.engine import DataDirInUse, Engine
from tests.bot.waiting import wait_for

ROOT = Path(__file__).parents[2]
PICKLED = "gA"
"""How every pickle begins in base64."""


class Bench:
    """An engine with a run that is noted, one that waits to be let go, and one that fails."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.ran: Counter[tuple[str, str]] = Counter()
        self.go = threading.Event()
        self.engine = Engine(directory)
        self.engine.register("note", self._note)
        self.engine.register("wait", self._wait)
        self.engine.register("fail", self._fail)

    def _note(self, order: str, detail: str) -> None:
        self.ran[order, detail] += 1

    def _wait(self, order: str, detail: str) -> None:
        self._note(order, detail)
        assert self.go.wait(10)

    def _fail(self, order: str, detail: str) -> None:
        self._note(order, detail)
        raise ValueError(f"no luck with {order}")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("engine"))
    bench.engine.launch()
    yield bench
    bench.go.set()
    bench.engine.close()


def rows(directory: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(directory / "engine.sqlite")) as file:
        return file.execute(sql).fetchall()


@contextmanager
def process(directory: Path, does: str, *words: str) -> Iterator["Popen[str]"]:
    command = [sys.executable, "-m", "tests.bot.engine_process", str(directory), does, *words]
    # Our own program with words that the test wrote.
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as running:  # noqa: S603
        try:
            yield running
        finally:
            running.kill()


def line(running: "Popen[str]") -> str:
    assert running.stdout is not None
    return running.stdout.readline().strip()


def test_a_run_is_given_its_two_words(bench: Bench) -> None:
    bench.engine.start("note", "PD-1", "once")
    wait_for(lambda: bench.ran["PD-1", "once"])


def test_the_same_words_never_run_twice(bench: Bench) -> None:
    for _ in range(3):
        bench.engine.start("wait", "PD-2", "same")
    bench.engine.start("wait", "PD-2", "other")
    wait_for(lambda: bench.ran["PD-2", "other"])
    bench.go.set()
    bench.engine.start("wait", "PD-2", "same")
    bench.engine.start("note", "PD-2", "last")
    wait_for(lambda: bench.ran["PD-2", "last"])

    assert 1 == bench.ran["PD-2", "same"]


def test_the_same_words_of_another_run_are_another_run(bench: Bench) -> None:
    bench.engine.start("note", "PD-3", "same")
    bench.engine.start("fail", "PD-3", "same")

    wait_for(lambda: bench.ran["PD-3", "same"] == 2)


def test_a_run_that_failed_is_over_and_the_others_go_on(bench: Bench) -> None:
    bench.engine.start("fail", "PD-4", "fails")
    wait_for(lambda: bench.ran["PD-4", "fails"])
    bench.engine.start("fail", "PD-4", "fails")
    bench.engine.start("note", "PD-4", "goes on")
    wait_for(lambda: bench.ran["PD-4", "goes on"])

    assert 1 == bench.ran["PD-4", "fails"]


def test_the_files_of_a_running_engine_are_its_own(bench: Bench) -> None:
    with pytest.raises(DataDirInUse):
        Engine(bench.directory)
    with process(bench.directory, "share") as other:
        assert "in use" == line(other)


def test_its_file_survives_a_crash_and_is_quick_about_it(bench: Bench) -> None:
    assert [("wal",)] == rows(bench.directory, "PRAGMA journal_mode")


def test_nothing_is_pickled(bench: Bench) -> None:
    bench.engine.start("note", "PD-5", "once")
    bench.engine.start("fail", "PD-5", "fails")
    wait_for(lambda: bench.ran["PD-5", "fails"])
    wait_for(lambda: any("no luck with PD-5" in text for text in texts(bench.directory)))

    kinds = rows(bench.directory, "SELECT DISTINCT serialization FROM workflow_status")
    assert [("portable_json",)] == kinds
    assert not [text for text in texts(bench.directory) if text.startswith(PICKLED)]


def texts(directory: Path) -> list[str]:
    """Give every text in every table of the engine's file."""
    tables = rows(directory, "SELECT name FROM sqlite_master WHERE type = 'table'")
    found = [row for (name,) in tables for row in rows(directory, f'SELECT * FROM "{name}"')]  # noqa: S608 - the file's own tables
    return [str(value) for row in found for value in row if value is not None]


@pytest.mark.slow
def test_a_killed_run_runs_again_and_a_finished_one_does_not(tmp_path: Path) -> None:
    with process(tmp_path, "hang", "PD-1", "PD-2") as killed:
        assert {"hangs PD-1", "hangs PD-2"} == {line(killed), line(killed)}
        ended = "SELECT count(*) FROM workflow_status WHERE status = 'SUCCESS'"
        wait_for(lambda: rows(tmp_path, ended) == [(2,)])
        killed.kill()
    with process(tmp_path, "resume") as resumed:
        assert {"runs PD-1 hangs", "runs PD-2 hangs"} == {line(resumed), line(resumed)}
        assert resumed.stdin is not None
        resumed.stdin.write("stop\n")
        resumed.stdin.flush()
        assert "closed" == line(resumed)
    with process(tmp_path, "share") as last:
        assert "free" == line(last)
