from collections.abc import Callable
from pathlib import Path

from bot.placing.spool import Copy, Spool

CHUNK = b"solid"


def spool(folder: Path, seat: str, has_ended: Callable[[str], bool] = lambda _: False) -> Spool:
    opened = Spool(folder, seat, 1000, has_ended)
    opened.clean()
    return opened


def a_copy(of: Spool) -> Copy:
    copy = of.copy(len(CHUNK))
    copy.add(CHUNK)
    assert copy.finish()
    return copy


def test_a_process_that_begins_leaves_the_copies_of_others_alone(tmp_path: Path) -> None:
    copy = a_copy(spool(tmp_path, "vm.0"))
    spool(tmp_path, "vm.1")

    assert CHUNK == copy.path.read_bytes()


def test_a_process_that_stops_leaves_the_copies_of_others_alone(tmp_path: Path) -> None:
    copy, other = a_copy(spool(tmp_path, "vm.0")), spool(tmp_path, "vm.1")
    mine = a_copy(other)
    other.close()

    assert CHUNK == copy.path.read_bytes()
    assert not mine.path.exists()


def test_what_was_left_in_the_same_seat_is_removed(tmp_path: Path) -> None:
    copy = a_copy(spool(tmp_path, "vm.0"))
    spool(tmp_path, "vm.0")

    assert not copy.path.exists()


def test_what_was_left_in_a_seat_that_nobody_has_is_removed(tmp_path: Path) -> None:
    left, kept = a_copy(spool(tmp_path, "vm.1")), a_copy(spool(tmp_path, "vm.2"))
    spool(tmp_path, "vm.0", lambda seat: seat == "vm.1")

    assert [False, True] == [left.path.exists(), kept.path.exists()]


def test_what_a_version_without_seats_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / "0123abcd").write_bytes(CHUNK)
    spool(tmp_path, "vm.0")

    assert [tmp_path / "vm.0"] == list(tmp_path.iterdir())
