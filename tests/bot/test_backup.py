import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.backup import FILES, BackupFailed, back_up
from state.orders import INDEXED, Orders
from state.store.home import FileHome
from state.terms import VOCABULARY
from tests.bot.waiting import wait_for
from tests.builders import AT, an_order

PROJECT = Path(__file__).parents[2]
ENOUGH = 50


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Give a folder with both files, of which each has one table."""
    folder = tmp_path / "kept"
    folder.mkdir()
    for name in FILES:
        with closing(sqlite3.connect(folder / name)) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("CREATE TABLE t (x)")
    return folder


def orders_in(folder: Path) -> list[str]:
    with closing(FileHome(folder)) as home:
        store = home.store("orders", INDEXED, VOCABULARY)
        orders = Orders(store, lambda: AT, lambda _: None)
        return [order.id for order in orders.page("", 10_000)]


@pytest.fixture
def writing(kept: Path) -> Iterator[list[str]]:
    """Let somebody start orders without a pause; the list grows."""
    stop, started = threading.Event(), list[str]()

    def write() -> None:
        with closing(FileHome(kept)) as home:
            store = home.store("orders", INDEXED, VOCABULARY)
            orders = Orders(store, lambda: AT, lambda _: None)
            while not stop.is_set():
                started.append(orders.start(an_order(id=f"PD-{len(started):05}")).id)

    thread = threading.Thread(target=write)
    thread.start()
    yield started
    stop.set()
    thread.join()


def test_what_was_there_when_it_began_is_in_the_copy_while_somebody_writes(
    kept: Path, writing: list[str], tmp_path: Path
) -> None:
    made: list[int] = []
    for number in range(3):
        wait_for(lambda: len(writing) >= ENOUGH * (len(made) + 1))
        before = list(writing)
        copy = back_up(kept, tmp_path / "backups", AT + timedelta(hours=number))
        found = orders_in(copy)
        assert before == found[: len(before)]
        made.append(len(found))

    assert sorted(made) == made


def test_a_backup_is_named_after_its_time_and_holds_two_files_and_nothing_else(
    kept: Path, tmp_path: Path
) -> None:
    made = back_up(kept, tmp_path / "backups", AT)

    assert tmp_path / "backups" / "printdesk-2026-03-02T093000Z" == made
    assert [made] == list((tmp_path / "backups").iterdir())
    assert sorted(FILES) == sorted(path.name for path in made.iterdir())
    assert 0o700 == made.stat().st_mode & 0o777


def test_a_damaged_file_gives_no_backup(kept: Path, tmp_path: Path) -> None:
    file = kept / "state.sqlite"
    with closing(sqlite3.connect(file)) as damaged:
        damaged.executemany("INSERT INTO t VALUES (?)", [(f"{n}" * 500,) for n in range(500)])
        damaged.commit()
        damaged.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with file.open("r+b") as bytes_of_it:
        bytes_of_it.seek(4096 * 3)
        bytes_of_it.write(os.urandom(4096 * 4))

    with pytest.raises(BackupFailed):
        back_up(kept, tmp_path / "backups", AT)
    assert [] == list((tmp_path / "backups").iterdir())


def test_without_a_file_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed, match=r"there is no .*engine\.sqlite"):
        back_up(tmp_path / "nowhere", tmp_path / "backups", AT)

    assert [] == list((tmp_path / "backups").iterdir())


def test_an_earlier_backup_is_never_touched(kept: Path, tmp_path: Path) -> None:
    made = back_up(kept, tmp_path / "backups", AT)
    before = (made / "state.sqlite").stat().st_mtime_ns
    with pytest.raises(BackupFailed):
        back_up(kept, tmp_path / "backups", AT)

    assert before == (made / "state.sqlite").stat().st_mtime_ns
    assert [made] == list((tmp_path / "backups").iterdir())


def test_a_place_that_cannot_be_written_to_is_told(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(BackupFailed, match="file"):
        back_up(kept, tmp_path / "file", AT)


def test_with_a_database_the_command_of_postgresql_is_told_without_the_password(
    tmp_path: Path,
) -> None:
    needed = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "THREEYOURMIND_URL": "https://example.com",
        "THREEYOURMIND_TOKEN": "1",
        "THREEYOURMIND_SERVICE_ID": "1",
        "DATABASE_URL": "postgresql://me:hidden@db/orders",
    }
    ended = subprocess.run(  # noqa: S603 - our own program with our own words
        [sys.executable, "-m", "bot", "backup", str(tmp_path / "backups")],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(PROJECT), **needed},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )

    assert 1 == ended.returncode
    assert 'pg_dump "$DATABASE_URL" --schema=printdesk --schema=dbos' in ended.stderr
    assert "hidden" not in ended.stderr
    assert not (tmp_path / "backups").exists()
