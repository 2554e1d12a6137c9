import threading
from contextlib import closing
from pathlib import Path

import pytest

from state.store import StoreFailed
from state.store.home import FileHome, open_home


def test_without_an_address_everything_is_in_a_file_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "not there yet"
    with closing(open_home(None, folder)) as opened:
        assert isinstance(opened, FileHome)
        opened.store("orders").create("a", {})

    assert (folder / "state.sqlite").is_file()


def test_a_closed_home_has_closed_its_stores(tmp_path: Path) -> None:
    with closing(open_home(None, tmp_path)) as opened:
        store = opened.store("orders")

    with pytest.raises(StoreFailed, match="closed"):
        store.get("a")


def test_all_tables_of_a_file_are_written_by_one_thread(tmp_path: Path) -> None:
    before = threading.active_count()
    with closing(open_home(None, tmp_path)) as opened:
        stores = [opened.store(name) for name in ("orders", "leases", "bell")]
        for store in stores:
            store.create("a", {})

        assert before + 1 == threading.active_count()
