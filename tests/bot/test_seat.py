import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from subprocess import PIPE, Popen

from bot.seat import Seat
from tests.bot.databases import ROOT, line

SITTING = """
import sys
from pathlib import Path
from bot.seat import Seat
seat = Seat(Path(sys.argv[1]))
print(seat.name, flush=True)
sys.stdin.read()
"""


@contextmanager
def somebody(folder: Path) -> Iterator["Popen[str]"]:
    """Let another process take a seat and say its name, until it is killed."""
    command = [sys.executable, "-c", SITTING, str(folder)]
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603 - ours
        try:
            yield process
        finally:
            process.kill()


def test_no_two_have_the_same_seat(tmp_path: Path) -> None:
    with ExitStack() as stack:
        seats = [stack.enter_context(closing(Seat(tmp_path / "data"))) for _ in range(3)]

        assert [0, 1, 2] == [seat.number for seat in seats]
        assert 3 == len({seat.name for seat in seats})


def test_a_seat_that_was_left_is_taken_next_under_the_same_name(tmp_path: Path) -> None:
    first = Seat(tmp_path)
    first.close()
    with closing(Seat(tmp_path)) as second:
        assert first.name == second.name


def test_seats_of_other_folders_have_other_names(tmp_path: Path) -> None:
    with closing(Seat(tmp_path / "a")) as one, closing(Seat(tmp_path / "b")) as other:
        assert one.name != other.name


def test_a_process_that_was_killed_is_known_to_have_ended(tmp_path: Path) -> None:
    with closing(Seat(tmp_path)) as own, somebody(tmp_path) as other:
        name = line(other)
        assert name != own.name
        assert not own.has_ended(name)
        other.kill()
        other.wait(10)

        assert own.has_ended(name)


def test_who_had_our_seat_before_has_ended(tmp_path: Path) -> None:
    with closing(Seat(tmp_path)) as own:
        assert own.has_ended(own.name)


def test_of_other_folders_nothing_is_known(tmp_path: Path) -> None:
    with closing(Seat(tmp_path / "a")) as one, closing(Seat(tmp_path / "b")) as other:
        other.close()

        assert not one.has_ended(other.name)
        assert not one.has_ended("another.machine.7")
