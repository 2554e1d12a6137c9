import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.forgetting import Archive, Traces, archive, report
from bot.settings import Settings
from state.events import StatusSeen
from state.order import Order
from state.orders import INDEXED
from state.phase import Placed
from state.record import Choice
from state.store.home import open_home
from state.terms import VOCABULARY
from tests import postgres
from tests.builders import ADA, AT, CUSTOMER, a_file, a_ready_part, an_order_in, complete_answers

PROJECT = Path(__file__).parents[2]
PLACED = Placed(number="100001", key="77", at=AT, by=ADA)
OTHER = Choice(key="18", label="Ada Byron <ada@example.org>")
NEEDED = {
    "SLACK_BOT_TOKEN": "xoxb-1",
    "SLACK_APP_TOKEN": "xapp-1",
    "THREEYOURMIND_URL": "https://example.com",
    "THREEYOURMIND_TOKEN": "1",
    "THREEYOURMIND_SERVICE_ID": "1",
}
SECRETS = ("hopper", "harbour", "quay 1")


class Kept:
    """What a bot keeps, of which no bot runs now."""

    def __init__(self, folder: Path, url: str | None) -> None:
        self.folder = folder
        self.url = url
        self.environment = NEEDED | {"DATA_DIR": str(folder)}
        if url is not None:
            self.environment["DATABASE_URL"] = url

    @contextmanager
    def open(self) -> Iterator[Archive]:
        given = {name.lower(): value for name, value in self.environment.items()}
        with archive(Settings.model_validate(given)) as opened:
            yield opened

    def keep(self, kind: str, order_id: str, **changes: Any) -> None:
        order = an_order_in(kind, id=order_id, **changes)
        with closing(open_home(self.url, self.folder)) as home:
            store = home.store("orders", INDEXED, VOCABULARY)
            store.create(order.id, order.model_dump(mode="json"))

    def raw(self) -> str:
        """Give all that stands in any table, as text."""
        return "\n".join(map(repr, self._rows())).casefold()

    def _rows(self) -> list[tuple[Any, ...]]:
        if self.url is None:
            with closing(sqlite3.connect(self.folder / "state.sqlite")) as file:
                names = "SELECT name FROM sqlite_master WHERE type = 'table'"
                tables = [name for (name,) in file.execute(names)]
                return [row for t in tables for row in file.execute(f'SELECT * FROM "{t}"')]  # noqa: S608 - our own tables
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'printdesk'"
        with psycopg.connect(self.url, options="-c search_path=printdesk") as server:
            tables = [name for (name,) in server.execute(names)]
            asked = (server.execute(f'SELECT * FROM "{t}"'.encode()) for t in tables)  # noqa: S608 - as above
            return [row for rows in asked for row in rows]


@pytest.fixture(params=postgres.kinds())
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Kept:
    url = None
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_server").empty_database()
    return Kept(tmp_path / "data", url)


@pytest.fixture
def in_files(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "data", None)


def a_done_order(kept: Kept, order_id: str = "PD-1", **changes: Any) -> None:
    answers = complete_answers(reference="Hopper 9", instructions="Ring at Hopper's")
    parts = (a_ready_part(file=a_file(name="hopper.stl")),)
    given = {"answers": answers, "parts": parts, "phase": PLACED}
    kept.keep("placed", order_id, **given | changes)


def ids(orders: Sequence[Order]) -> list[str]:
    return [order.id for order in orders]


def forget(kept: Kept, text: str) -> Traces:
    with kept.open() as opened:
        traces = opened.traces(text)
        opened.forget(traces, "ops")
    return traces


@pytest.mark.parametrize("text", ["17", "grace@example.com", CUSTOMER.label])
def test_nothing_of_the_customer_is_left_and_the_number_is_still_found(
    kept: Kept, text: str
) -> None:
    a_done_order(kept)
    with kept.open() as opened:
        bundle = opened.shelf.bundle("C0PRINT", "1.1", a_file(name="hopper.stl"))
        opened.shelf.take(opened.shelf.kept(bundle), "PD-1")
    assert {True} == {secret in kept.raw() for secret in SECRETS}
    forget(kept, text)

    assert [] == [secret for secret in SECRETS if secret in kept.raw()]
    with kept.open() as opened:
        (found,) = opened.orders.named("100001")
        assert [found] == opened.orders.matching("100001", 5)
        assert [] == opened.orders.matching("hopper", 5)
    assert ("customer_forgotten", "ops") == (
        found.history[-1].event["kind"],
        found.history[-1].event["by"],
    )


def test_the_orders_of_others_are_left_alone(kept: Kept) -> None:
    a_done_order(kept)
    a_done_order(kept, "PD-2", answers=complete_answers(customer=OTHER))
    traces = forget(kept, "grace@example.com")

    assert ["PD-1"] == ids(traces.done)
    with kept.open() as opened:
        assert OTHER == opened.orders.get("PD-2").answers.customer


@pytest.mark.parametrize("kind", ["collecting", "placing", "needs_human", "failed"])
def test_an_order_that_is_still_open_is_named_and_left_as_it_is(in_files: Kept, kind: str) -> None:
    a_done_order(in_files)
    in_files.keep(kind, "PD-OPEN")
    traces = forget(in_files, "17")

    assert (["PD-1"], ["PD-OPEN"]) == (ids(traces.done), ids(traces.still_open))
    assert any("still open" in line for line in report(traces))
    assert any("PD-OPEN" in line for line in report(traces))
    with in_files.open() as opened:
        assert CUSTOMER == opened.orders.get("PD-OPEN").answers.customer


def test_whoever_has_another_label_by_now_is_found_by_key(in_files: Kept) -> None:
    a_done_order(in_files)
    renamed = Choice(key="17", label="Grace Murray <murray@example.com>")
    a_done_order(in_files, "PD-2", answers=complete_answers(customer=renamed))

    assert ["PD-1", "PD-2"] == ids(forget(in_files, "murray@example.com").done)
    assert "murray" not in in_files.raw()


def test_it_may_be_done_again_and_then_finds_nothing(in_files: Kept) -> None:
    a_done_order(in_files)
    forget(in_files, "17")

    assert ["Nothing is kept of this customer."] == report(forget(in_files, "17"))


def test_what_was_removed_is_not_left_in_the_file_either(in_files: Kept) -> None:
    for number in range(30):
        a_done_order(in_files, f"PD-{number}")
    forget(in_files, "17")

    left = b"".join(path.read_bytes() for path in in_files.folder.iterdir() if path.is_file())
    assert [] == [secret for secret in SECRETS if secret.encode() in left.lower()]


def test_an_order_that_changes_meanwhile_is_cleared_and_keeps_the_change(in_files: Kept) -> None:
    a_done_order(in_files)
    with in_files.open() as opened:
        traces = opened.traces("17")
        with in_files.open() as bot:
            bot.orders.apply("PD-1", StatusSeen(status="Printing", at=AT), "printdesk")
        assert 1 == opened.forget(traces, "ops")
        after = opened.orders.get("PD-1")

    assert "Printing" == getattr(after.phase, "status", "")
    assert [] == [secret for secret in SECRETS if secret in in_files.raw()]


def test_of_very_many_orders_every_one_is_found(in_files: Kept) -> None:
    with closing(open_home(None, in_files.folder)) as home:
        store = home.store("orders", INDEXED, VOCABULARY)
        doc = an_order_in("placed", phase=PLACED).model_dump(mode="json")
        for number in range(450):
            store.create(f"PD-{number}", doc | {"id": f"PD-{number}"})

    with in_files.open() as opened:
        traces = opened.traces("17")
    assert 450 == len(traces.done)


def command(kept: Kept, *words: str, says: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603 - our own program with our own words
        [sys.executable, "-m", "bot", "forget", *words],
        cwd=kept.folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **kept.environment},
        input=says,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_it_lists_what_would_change_and_asks_first(in_files: Kept) -> None:
    a_done_order(in_files)
    no = command(in_files, "grace@example.com", says="n\n")

    assert 1 == no.returncode
    assert "PD-1: ✅ Placed: 100001" in no.stdout
    assert "hopper" in in_files.raw()
    assert 0 == command(in_files, "grace@example.com", says="y\n").returncode
    assert "hopper" not in in_files.raw()


def test_with_yes_it_does_not_ask_and_what_is_open_makes_it_end_with_1(in_files: Kept) -> None:
    a_done_order(in_files)
    in_files.keep("needs_human", "PD-2", answers=complete_answers(), parts=())
    done = command(in_files, "17", "--yes")

    assert 1 == done.returncode
    assert "PD-2: 🙋 Somebody has to look" in done.stdout
    assert "Orders changed: 1" in done.stdout
