import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from psycopg.sql import SQL

from state.store import Conflict, Row, Store, StoreFailed
from state.store.home import open_home
from state.store.postgres_home import PostgresHome
from state.store.postgres_store import PostgresStore, finding
from tests.bot.waiting import wait_for
from tests.postgres import Server
from tests.state.store.lossy_line import LossyLine, lossy_line
from tests.state.store.places import INDEXED, increment

NOBODY = "postgresql://printdesk:secret@127.0.0.1:9/orders"


@pytest.fixture
def address(postgres_server: Server) -> str:
    return postgres_server.empty_database()


@pytest.fixture
def store(address: str) -> Iterator[PostgresStore]:
    with closing(PostgresHome(address)) as opened:
        yield opened.store("documents", INDEXED)


@pytest.fixture
def lossy(postgres_server: Server, address: str) -> Iterator[LossyLine]:
    assert address
    with lossy_line(postgres_server.port) as line:
        yield line


@pytest.fixture
def distant(postgres_server: Server, address: str, lossy: LossyLine) -> Iterator[Store]:
    """Give the store at the other end of the lossy line."""
    there = address.replace(f":{postgres_server.port}/", f":{lossy.port}/")
    with closing(PostgresHome(there)) as opened:
        yield opened.store("documents", INDEXED)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["in order", "by a crash"])
def test_goes_on_when_the_server_has_restarted(
    postgres_server: Server, store: Store, how: signal.Signals
) -> None:
    row = store.create("a", {"n": 1})
    postgres_server.stop(how)
    with ThreadPoolExecutor(2) as pool:
        replaced, read = pool.submit(store.replace, row, {"n": 2}), pool.submit(store.get, "b")
        postgres_server.start()

        assert Row("a", 2, {"n": 2}) == replaced.result(30)
        assert read.result(30) is None
    assert Row("a", 2, {"n": 2}) == store.get("a")


def test_no_update_is_lost_while_the_server_restarts(postgres_server: Server, store: Store) -> None:
    store.create("a", {"n": 0})
    with ThreadPoolExecutor(4) as pool:
        done = pool.map(lambda _: increment(store, "a"), range(400))
        wait_for(lambda: (row := store.get("a")) is not None and row.version > 50)
        postgres_server.stop()
        postgres_server.start()

        assert set(range(1, 401)) == set(done)
    assert Row("a", 401, {"n": 400}) == store.get("a")


def test_a_create_whose_answer_was_lost_is_known_to_be_done(
    lossy: LossyLine, distant: Store
) -> None:
    lossy.lose_next_answer()

    assert Row("a", 1, {"n": 1}) == distant.create("a", {"n": 1})
    assert lossy.lost.is_set()
    with pytest.raises(Conflict):
        distant.create("a", {"n": 1})


def test_a_replace_whose_answer_was_lost_is_known_to_be_done(
    lossy: LossyLine, distant: Store
) -> None:
    row = distant.create("a", {"n": 1})
    lossy.lose_next_answer()

    assert Row("a", 2, {"n": 2}) == distant.replace(row, {"n": 2})
    assert lossy.lost.is_set()
    assert Row("a", 2, {"n": 2}) == distant.get("a")


def test_a_replace_whose_answer_was_lost_is_known_although_others_wrote_on_top_of_it(
    lossy: LossyLine, store: Store, distant: Store
) -> None:
    row = distant.create("a", {"n": 1})
    lossy.lose_next_answer(lambda: increment(store, "a"))

    assert Row("a", 2, {"n": 2}) == distant.replace(row, {"n": 2})
    assert lossy.lost.is_set()
    assert Row("a", 3, {"n": 3}) == distant.get("a")


def test_a_replace_that_somebody_else_made_alike_is_not_taken_for_our_own(
    lossy: LossyLine, store: Store, distant: Store
) -> None:
    row = distant.create("a", {"n": 1})
    store.replace(row, {"n": 2})
    lossy.lose_next_answer()

    with pytest.raises(Conflict):
        distant.replace(row, {"n": 2})
    assert lossy.lost.is_set()


def test_a_delete_whose_answer_was_lost_is_known_to_be_done(
    lossy: LossyLine, distant: Store
) -> None:
    row = distant.create("a", {"n": 1})
    lossy.lose_next_answer()
    distant.delete(row)

    assert lossy.lost.is_set()
    assert distant.get("a") is None


def test_a_server_that_stays_away_is_named_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreFailed, match=r"^postgresql://127\.0\.0\.1:9/orders: ") as failed:
        PostgresHome(NOBODY, patience=0.2)

    assert "secret" not in str(failed.value)
    with pytest.raises(StoreFailed, match="no address of a database") as failed:
        open_home("postgresql://x:secret@[", tmp_path)
    assert "secret" not in str(failed.value)


def test_a_call_does_not_wait_for_ever_for_a_server_that_went_away(
    postgres_server: Server, address: str
) -> None:
    with closing(PostgresHome(address, patience=0.5)) as opened:
        store = opened.store("documents")
        postgres_server.stop()
        try:
            with pytest.raises(StoreFailed, match=r"^postgresql://127\.0\.0\.1"):
                store.get("a")
        finally:
            postgres_server.start()
        assert store.get("a") is None


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("field", INDEXED)
def test_find_reads_an_index_and_sorts_nothing(
    postgres_server: Server, store: PostgresStore, field: str, *, whole: bool
) -> None:
    assert store.get("a") is None
    with postgres_server.connection() as connection:
        connection.execute("SET enable_seqscan = off; SET enable_bitmapscan = off")
        sql = finding(whole=whole, after=False)
        find = SQL("EXPLAIN {}").format(store._layout.sql(sql, field))
        values = ["a", "a", 10] if whole else ["a", 10]
        lines = [text for (text,) in connection.execute(find, values).fetchall()]

    assert any(f'Index Scan using "documents by {field}"' in text for text in lines)
    assert not any("Sort" in text for text in lines)


def test_a_field_may_be_longer_than_an_index_takes(store: Store) -> None:
    long = "".join(f"{n}" for n in range(5000))
    store.create("a", {"spot": {"card": long}})
    store.create("b", {"spot": {"card": f"{long}."}})

    assert ["a"] == [row.key for row in store.find("spot.card", long)]


def test_who_may_make_no_tables_can_use_those_that_are_there(
    postgres_server: Server, store: Store, address: str
) -> None:
    store.create("a", {"n": 1})
    with postgres_server.connection() as connection:
        connection.execute(
            "DROP ROLE IF EXISTS visitor; CREATE ROLE visitor LOGIN;"
            "GRANT USAGE ON SCHEMA printdesk TO visitor;"
            "GRANT ALL ON ALL TABLES IN SCHEMA printdesk TO visitor"
        )
    with closing(PostgresHome(address.replace("printdesk@", "visitor@"))) as opened:
        visited = opened.store("documents", INDEXED)
        assert Row("a", 1, {"n": 1}) == visited.get("a")
        with pytest.raises(StoreFailed, match="permission denied"):
            opened.store("others")
    with postgres_server.connection() as connection:
        connection.execute("DROP OWNED BY visitor; DROP ROLE visitor")


def test_tables_of_a_newer_version_are_left_alone(
    postgres_server: Server, store: Store, address: str
) -> None:
    assert store.get("a") is None
    with postgres_server.connection() as connection:
        connection.execute(
            "COMMENT ON TABLE printdesk.documents IS 'printdesk layout 99, vocabulary 0'"
        )

    with (
        closing(PostgresHome(address)) as opened,
        pytest.raises(StoreFailed, match="a newer printdesk"),
    ):
        opened.store("documents")


def test_many_threads_share_the_connections_of_one_home(store: Store) -> None:
    start = threading.Barrier(20)

    def create(n: int) -> int:
        start.wait(10)
        return store.create(f"{n}", {}).version

    with ThreadPoolExecutor(20) as pool:
        assert [1] * 20 == list(pool.map(create, range(20)))
