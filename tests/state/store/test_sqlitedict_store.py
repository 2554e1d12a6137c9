import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from state.orders import INDEXED
from state.store import Row, StoreFailed, Vocabulary
from state.store.sqlitedict_store import _FIND, _PAGE, SqliteDictStore
from tests.state.store.places import OTHER_WORDS, WORDS, Place, line, tell

# sqlitedict's thread dies with a traceback on standard error; what matters is who else learns.
THREAD_MAY_DIE = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteDictStore]:
    with closing(SqliteDictStore(path, "documents", INDEXED)) as opened:
        yield opened


def impatient(store: SqliteDictStore) -> SqliteDictStore:
    store._file.run("PRAGMA busy_timeout = 20")
    return store


def asked(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(sql).fetchall()


def test_what_returned_survives_a_power_cut(store: SqliteDictStore) -> None:
    assert [(2,)] == store._file.run("PRAGMA synchronous")
    assert [("wal",)] == store._file.run("PRAGMA journal_mode")


def test_waits_half_a_minute_for_other_processes(store: SqliteDictStore) -> None:
    assert [(30_000,)] == store._file.run("PRAGMA busy_timeout")


def test_documents_are_readable_text_in_the_file(path: Path, store: SqliteDictStore) -> None:
    store.create("a", {"text": "Müller"})

    assert [("text", '{"version":1,"doc":{"text":"Müller"}}')] == asked(
        path, "SELECT typeof(value), value FROM documents"
    )


@pytest.mark.parametrize("field", INDEXED)
def test_find_reads_an_index_and_sorts_nothing(store: SqliteDictStore, field: str) -> None:
    ((*_, plan),) = store._file.run(f"EXPLAIN QUERY PLAN {store._schema.sql(_FIND, field)}", "a", 1)

    assert f"SEARCH documents USING INDEX documents by {field} (<expr>=?)" == plan


def test_pages_read_an_index_and_sort_nothing(store: SqliteDictStore) -> None:
    ((*_, plan),) = store._file.run(f"EXPLAIN QUERY PLAN {store._schema.sql(_PAGE)}", "a", 1)

    assert "SEARCH documents USING INDEX sqlite_autoindex_documents_1 (key>?)" == plan


def test_opening_again_keeps_the_indexes(path: Path) -> None:
    for _ in range(2):
        SqliteDictStore(path, "documents", INDEXED).close()

    names = asked(path, "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE INDEX%'")

    assert {(f"documents by {field}",) for field in INDEXED} == set(names)


def test_closing_lets_go_of_the_thread_and_the_file(path: Path) -> None:
    before = threading.enumerate()
    store = SqliteDictStore(path, "documents")
    store.create("a", {})

    store.close()
    store.close()

    assert before == threading.enumerate()
    assert [path] == list(path.parent.iterdir())
    assert path not in [fd.resolve() for fd in Path("/proc/self/fd").iterdir()]


def test_a_closed_store_says_so(path: Path) -> None:
    store = SqliteDictStore(path, "documents")
    store.close()

    with pytest.raises(StoreFailed, match=r"state\.sqlite: it is closed"):
        store.get("a")


@pytest.mark.parametrize("name", [".", "missing/state.sqlite", "/proc/state.sqlite"])
def test_a_place_where_no_file_can_be_is_named(tmp_path: Path, name: str) -> None:
    threads = threading.enumerate()
    with pytest.raises(StoreFailed, match="unable to open database file") as failed:
        SqliteDictStore(tmp_path / name, "documents")

    assert str(tmp_path / name) in str(failed.value)
    assert threads == threading.enumerate()


def test_a_file_that_is_no_database_is_named_and_left_alone(path: Path) -> None:
    path.write_bytes(b"not a database " * 100)

    with pytest.raises(StoreFailed, match=r"state\.sqlite: file is not a database"):
        SqliteDictStore(path, "documents")

    assert path.read_bytes() == b"not a database " * 100


@THREAD_MAY_DIE
def test_a_damaged_file_is_named_when_the_damage_is_met(path: Path) -> None:
    with closing(SqliteDictStore(path, "documents", INDEXED)) as store:
        for n in range(200):
            store.create(f"{n}", {"filling": "x" * 1000})
    with path.open("r+b") as file:
        file.seek(80 * 1024)
        file.write(b"\xff" * 40 * 1024)

    with (
        closing(SqliteDictStore(path, "documents")) as store,
        pytest.raises(StoreFailed, match=r"state\.sqlite: "),
    ):
        store.page(limit=1000)


def test_an_error_reaches_the_caller_that_caused_it(path: Path, store: SqliteDictStore) -> None:
    impatient(store).create("a", {})
    done = Event()

    def fails() -> list[str]:
        errors = []
        for n in range(20):
            with pytest.raises(StoreFailed) as failed:
                store.create(f"{n}", {})
            errors.append(str(failed.value))
        done.set()
        return errors

    def reads() -> int:
        n = 0
        while not done.is_set():
            assert Row("a", 1, {}) == store.get("a")
            n += 1
        return n

    with (
        Place(str(path.parent)).process("holds", "IMMEDIATE") as other,
        ThreadPoolExecutor(2) as pool,
    ):
        assert "held" == line(other)
        reading = pool.submit(reads)
        errors = pool.submit(fails).result(30)

        assert [f"{path}: database is locked"] * 20 == errors
        assert reading.result(30) > 0


def test_a_failed_write_was_not_done_and_can_be_repeated(
    path: Path, store: SqliteDictStore
) -> None:
    row = impatient(store).create("a", {"n": 1})
    with Place(str(path.parent)).process("holds", "IMMEDIATE") as other:
        assert "held" == line(other)
        with pytest.raises(StoreFailed):
            store.replace(row, {"n": 2})
        assert row == store.get("a")
        tell(other)
        other.wait(10)

    assert Row("a", 2, {"n": 2}) == store.replace(row, {"n": 2})


def test_does_not_hang_while_another_process_reads(path: Path, store: SqliteDictStore) -> None:
    row = store.create("a", {"n": 1})
    with Place(str(path.parent)).process("holds", "DEFERRED") as other:
        assert "held" == line(other)

        assert Row("a", 2, {"n": 2}) == store.replace(row, {"n": 2})


def test_waits_until_another_process_has_written(path: Path, store: SqliteDictStore) -> None:
    row = store.create("a", {"n": 1})
    with (
        Place(str(path.parent)).process("holds", "IMMEDIATE") as other,
        ThreadPoolExecutor(1) as pool,
    ):
        assert "held" == line(other)
        replaced = pool.submit(store.replace, row, {"n": 2})
        tell(other)

        assert Row("a", 2, {"n": 2}) == replaced.result(30)


def test_opens_while_another_process_writes(path: Path, store: SqliteDictStore) -> None:
    store.create("a", {})
    with (
        Place(str(path.parent)).process("holds", "IMMEDIATE") as other,
        ThreadPoolExecutor(1) as pool,
    ):
        assert "held" == line(other)
        opened = pool.submit(SqliteDictStore, path, "documents", INDEXED)
        tell(other)

        with closing(opened.result(30)) as second:
            assert Row("a", 1, {}) == second.get("a")


@THREAD_MAY_DIE
def test_does_not_hang_when_reading_breaks_off_between_two_rows(
    path: Path, store: SqliteDictStore
) -> None:
    store.create("a", {})
    with pytest.raises(StoreFailed, match="broke off"):
        store._file.run("SELECT json(column1) FROM (VALUES ('1'), ('bad'))")

    with pytest.raises(StoreFailed):
        store.create("b", {})
    store.close()
    with closing(SqliteDictStore(path, "documents")) as again:
        assert Row("a", 1, {}) == again.get("a")


@pytest.fixture
def worded(path: Path) -> Iterator[SqliteDictStore]:
    with closing(SqliteDictStore(path, "documents", (), WORDS)) as opened:
        yield opened


@pytest.mark.parametrize("prefix", [False, True])
def test_no_search_reads_all_documents_or_all_terms(
    worded: SqliteDictStore, *, prefix: bool
) -> None:
    search = worded._search
    sql, *values = search.by_prefix("a") if prefix else search.by_terms(["a", "b"])
    plan = [str(row[-1]) for row in worded._file.run(f"EXPLAIN QUERY PLAN {sql}", *values, 10, 0)]

    assert any("SEARCH documents USING INTEGER PRIMARY KEY" in step for step in plan)
    assert not any(step.startswith(("SCAN documents ", "SCAN one")) for step in plan)


def test_reading_waits_for_nobody(path: Path, store: SqliteDictStore) -> None:
    row = store.create("a", {"n": 1})
    with (
        Place(str(path.parent)).process("holds", "IMMEDIATE") as other,
        ThreadPoolExecutor(1) as pool,
    ):
        assert "held" == line(other)
        waiting = pool.submit(store.replace, row, {"n": 2})

        assert row == store.get("a")
        assert not waiting.done()
        tell(other)
        assert Row("a", 2, {"n": 2}) == waiting.result(30) == store.get("a")


def test_what_only_reads_cannot_write(store: SqliteDictStore) -> None:
    store.create("a", {})

    with pytest.raises(StoreFailed, match="readonly"):
        store._file.readers.select("DELETE FROM documents", ())
    assert Row("a", 1, {}) == store.get("a")


def test_a_store_that_is_closed_while_it_is_read_lets_go_of_the_file(path: Path) -> None:
    store = SqliteDictStore(path, "documents")
    for n in range(200):
        store.create(f"{n}", {"filling": "x" * 1000})

    def read() -> None:
        while True:
            store.page(limit=200)

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read) for _ in range(4)]
        store.close()
        ends = {str(each.exception(30)) for each in reading}

    assert {f"{path}: it is closed"} == ends
    # Its log may be left behind when the last two let go of it at the same moment.
    held = (str(fd.resolve()) for fd in Path("/proc/self/fd").iterdir())
    assert [] == [file for file in held if file.startswith(str(path))]


def test_terms_survive_that_the_file_is_made_smaller(worded: SqliteDictStore) -> None:
    rows = [worded.create(f"{n}", {"words": ["all", f"{n}"]}) for n in range(9)]
    for row in rows[::2]:
        worded.delete(row)
    worded._file.run("VACUUM")

    assert ["7", "5", "3", "1"] == [row.key for row in worded.search(["all"])]
    assert ["3"] == [row.key for row in worded.search(["3"])]


def test_indexes_and_terms_that_nobody_asks_for_any_more_are_dropped(path: Path) -> None:
    SqliteDictStore(path, "documents", INDEXED, WORDS).close()
    SqliteDictStore(path, "documents", ["spot.card"], OTHER_WORDS).close()

    made = asked(path, "SELECT name FROM sqlite_master WHERE name LIKE 'documents %'")
    assert {
        ("documents by spot.card",),
        ("documents terms 2",),
        ("documents terms 2 created",),
        ("documents terms 2 replaced",),
        ("documents terms 2 deleted",),
    } == set(made)


def test_a_file_that_cannot_be_brought_up_is_left_as_it_was(path: Path) -> None:
    with closing(SqliteDictStore(path, "documents")) as store:
        store.create("a", {"words": ["steel"]})
    broken = Vocabulary(3, lambda doc: doc["missing"])
    with pytest.raises(KeyError):
        SqliteDictStore(path, "documents", (), broken)

    assert [] == asked(path, "SELECT name FROM sqlite_master WHERE name LIKE '% terms %'")
    with closing(SqliteDictStore(path, "documents", (), WORDS)) as store:
        assert ["a"] == [row.key for row in store.search(["steel"])]
