import logging
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.runs import Words
from tests import postgres
from tests.bot.databases import Database
from tests.bot.waiting import wait_for

PICKLED = "gA"
"""How every pickle begins in base64."""


class Bench:
    """An engine with runs: noted, waiting to be let go, failing, and starting another, waiting."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.ran: Counter[tuple[str, str]] = Counter()
        self.go = threading.Event()
        self.engine = database.engine("one")
        self.engine.register("note", self._note)
        self.engine.register("wait", self._wait)
        self.engine.register("fail", self._fail)
        self.engine.register("branch", self._branch)

    def _note(self, order: str, detail: str) -> None:
        self.ran[order, detail] += 1

    def _wait(self, order: str, detail: str) -> None:
        self._note(order, detail)
        assert self.go.wait(10)

    def _branch(self, order: str, detail: str) -> None:
        self._note(order, detail)
        self.engine.start("note", order, f"from run {self.ran[order, detail]}")
        assert self.go.wait(10)

    def _fail(self, order: str, detail: str) -> None:
        self._note(order, detail)
        raise ValueError(f"no luck with {order}")


@pytest.fixture(scope="module", params=postgres.kinds())
def bench(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Bench]:
    url = None
    if request.param == "postgres":
        server: postgres.Server = request.getfixturevalue("postgres_server")
        url = server.empty_database()
    bench = Bench(Database(tmp_path_factory.mktemp("engine"), url))
    bench.engine.launch()
    yield bench
    bench.go.set()
    bench.engine.close()


@pytest.fixture
def engine_log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What the engine logs, which keeps it to itself."""
    logger = logging.getLogger("dbos")
    logger.addHandler(caplog.handler)
    yield caplog
    logger.removeHandler(caplog.handler)


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


def test_a_run_that_goes_on_here_is_not_looked_up(
    bench: Bench, engine_log: pytest.LogCaptureFixture
) -> None:
    bench.go.clear()
    bench.engine.start("wait", "PD-13", "once")
    wait_for(lambda: bench.ran["PD-13", "once"])
    with bench.database.refusing_changes("workflow_status"):
        bench.engine.start("wait", "PD-13", "once")
        assert not bench.engine.has_ended(Words("wait", "PD-13", "once"))
    bench.go.set()
    wait_for(lambda: set() == bench.engine.under_way())

    assert (1, "") == (bench.ran["PD-13", "once"], engine_log.text)
    assert bench.engine.has_ended(Words("wait", "PD-13", "once"))


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


def test_its_file_survives_a_crash_and_is_quick_about_it(bench: Bench) -> None:
    if bench.database.url is None:
        assert [("wal",)] == bench.database.rows("PRAGMA journal_mode")


def test_nothing_is_pickled(bench: Bench) -> None:
    bench.engine.start("note", "PD-5", "once")
    bench.engine.start("fail", "PD-5", "fails")
    wait_for(lambda: bench.ran["PD-5", "fails"])
    wait_for(lambda: any("no luck with PD-5" in text for text in texts(bench.database)))

    kinds = bench.database.rows("SELECT DISTINCT serialization FROM workflow_status")
    assert [("portable_json",)] == kinds
    assert not [text for text in texts(bench.database) if text.startswith(PICKLED)]


def texts(database: Database) -> list[str]:
    """Give every text in every table of the engine."""
    listed = "SELECT name FROM sqlite_master WHERE type = 'table'"
    if database.url is not None:
        listed = "SELECT tablename FROM pg_tables WHERE schemaname = 'dbos'"
    tables = database.rows(listed)
    found = [row for (name,) in tables for row in database.rows(f'SELECT * FROM "{name}"')]  # noqa: S608 - the engine's own tables
    return [str(value) for row in found for value in row if value is not None]


def test_runs_that_are_under_way_are_known_with_their_orders(bench: Bench) -> None:
    bench.go.clear()
    bench.engine.start("wait", "PD-6", "a/b")
    bench.engine.start("note", "PD-7", "once")
    wait_for(lambda: bench.ran["PD-6", "a/b"])

    wait_for(lambda: {("wait", "PD-6", "a/b")} == bench.engine.under_way())
    assert {"one"} == bench.engine.executors()
    bench.go.set()
    wait_for(lambda: set() == bench.engine.under_way())
    assert set() == bench.engine.executors()


def test_the_work_of_nobody_is_taken_over_without_harm(bench: Bench) -> None:
    bench.engine.take_over("nobody")

    assert set() == bench.engine.under_way()


def test_a_run_that_begins_again_may_start_another_one_than_before(bench: Bench) -> None:
    bench.go.clear()
    bench.engine.start("branch", "PD-10", "once")
    wait_for(lambda: bench.ran["PD-10", "from run 1"])
    bench.engine.take_over("one")
    wait_for(lambda: bench.ran["PD-10", "from run 2"])

    bench.go.set()
    wait_for(lambda: set() == bench.engine.under_way())


def test_a_run_whose_end_could_not_be_written_down_begins_again(
    bench: Bench, engine_log: pytest.LogCaptureFixture
) -> None:
    bench.go.clear()
    bench.engine.start("wait", "PD-11", "once")
    wait_for(lambda: bench.ran["PD-11", "once"])
    with bench.database.refusing_changes("workflow_status"):
        bench.go.set()
        wait_for(lambda: "the disk is full" in engine_log.text)
    assert [] == bench.engine.begin_again()
    assert ["wait/PD-11/once"] == bench.engine.begin_again()
    wait_for(lambda: bench.ran["PD-11", "once"] == 2)

    wait_for(lambda: set() == bench.engine.under_way())
    assert [] == bench.engine.begin_again()


def test_a_run_that_goes_on_does_not_begin_again(bench: Bench) -> None:
    bench.go.clear()
    bench.engine.start("wait", "PD-12", "once")
    wait_for(lambda: bench.ran["PD-12", "once"])

    assert [[], []] == [bench.engine.begin_again() for _ in range(2)]
    bench.go.set()
    wait_for(lambda: set() == bench.engine.under_way())


def test_runs_that_ended_are_forgotten_in_batches_and_those_under_way_stay(bench: Bench) -> None:
    bench.go.clear()
    bench.engine.start("wait", "PD-8", "stays")
    for number in range(5):
        bench.engine.start("note", "PD-8", str(number))
    wait_for(lambda: bench.engine.under_way() == {("wait", "PD-8", "stays")})
    later = datetime.now(UTC) + timedelta(seconds=1)

    while (forgotten := bench.engine.forget_finished(later, 2)) == 2:
        pass

    assert forgotten in {0, 1}
    assert {("wait", "PD-8", "stays")} == bench.engine.under_way()
    assert [(1,)] == bench.database.rows("SELECT count(*) FROM workflow_status")
    bench.go.set()
    wait_for(lambda: bench.engine.under_way() == set())


def test_runs_that_ended_lately_are_remembered(bench: Bench) -> None:
    bench.engine.start("note", "PD-9", "once")
    wait_for(lambda: bench.engine.under_way() == set())
    bench.engine.forget_finished(datetime.now(UTC) - timedelta(minutes=1), 100)
    bench.engine.start("note", "PD-9", "once")
    bench.engine.start("note", "PD-9", "last")
    wait_for(lambda: bench.ran["PD-9", "last"])

    assert 1 == bench.ran["PD-9", "once"]
