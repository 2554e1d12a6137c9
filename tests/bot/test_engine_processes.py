"""Several processes with one engine: what a dead one left is done once, by another."""

from pathlib import Path

import pytest

from tests import postgres
from tests.bot.databases import Database, line, stopped, tell
from tests.bot.waiting import wait_for

pytestmark = pytest.mark.slow


@pytest.fixture(params=postgres.kinds())
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "sqlite":
        return Database(tmp_path, None)
    server: postgres.Server = request.getfixturevalue("postgres_server")
    return Database(tmp_path, server.empty_database())


@pytest.fixture
def killed(database: Database) -> str:
    """Give the name of a process that was killed with two runs ended and two under way."""
    with database.process("hang", "one", "PD-1", "PD-2") as process:
        assert {"hangs PD-1", "hangs PD-2"} == {line(process), line(process)}
        ended = "SELECT count(*) FROM workflow_status WHERE status = 'SUCCESS'"
        wait_for(lambda: database.rows(ended) == [(2,)])
        process.kill()
    return "one"


def test_a_killed_run_runs_again_elsewhere_and_a_finished_one_does_not(
    database: Database, killed: str
) -> None:
    with database.process("inherit", "two") as heir:
        assert "ready" == line(heir)
        tell(heir, killed)
        assert {"runs PD-1 hangs", "runs PD-2 hangs"} == {line(heir), line(heir)}
        tell(heir, killed)

        assert [] == stopped(heir)


def test_of_two_heirs_each_run_has_one(database: Database, killed: str) -> None:
    with database.process("inherit", "two") as two, database.process("inherit", "three") as three:
        for heir in (two, three):
            assert "ready" == line(heir)
        for heir in (two, three, two, three):
            tell(heir, killed)
        ended = "SELECT count(*) FROM workflow_status WHERE status = 'SUCCESS'"
        wait_for(lambda: database.rows(ended) == [(4,)])
        said = stopped(two) + stopped(three)

    assert ["runs PD-1 hangs", "runs PD-2 hangs"] == sorted(said)


def test_a_run_that_begins_again_may_start_another_one_than_before(database: Database) -> None:
    with database.process("branch", "one", "PD-1") as one:
        assert {"runs PD-1 branches", "runs PD-1 one"} == {line(one), line(one)}
        ended = "SELECT count(*) FROM workflow_status WHERE status = 'SUCCESS'"
        wait_for(lambda: database.rows(ended) == [(1,)])
        one.kill()
    with database.process("branch", "two") as two:
        tell(two, "one")

        assert {"runs PD-1 branches", "runs PD-1 two"} == {line(two), line(two)}


def test_what_a_living_process_runs_is_left_to_it(database: Database) -> None:
    with database.process("hang", "one", "PD-1") as one:
        assert "hangs PD-1" == line(one)
        with database.process("inherit", "two") as two:
            assert "ready" == line(two)
            tell(two, "somebody else")

            assert [] == stopped(two)


def test_processes_may_begin_with_an_empty_database_together(database: Database) -> None:
    with database.process("inherit", "one") as one, database.process("inherit", "two") as two:
        assert ["ready", "ready"] == [line(one), line(two)]
        assert [[], []] == [stopped(one), stopped(two)]
