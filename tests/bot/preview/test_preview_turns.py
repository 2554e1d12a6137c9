import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.preview.turns import Turns
from tests.bot.waiting import wait_for

HOLDS = """
import sys
from pathlib import Path
from bot.preview.turns import Turns
with Turns(Path(sys.argv[1]), 1).turn(5) as came:
    print(came, flush=True)
    sys.stdin.read()
"""


def test_only_so_many_have_a_turn_at_once() -> None:
    turns = Turns(most=2)

    with turns.turn(0) as first, turns.turn(0) as second, turns.turn(0) as third:
        assert (True, True, False) == (first, second, third)
    with turns.turn(0) as again:
        assert again


def test_processes_that_share_a_folder_share_the_turns(tmp_path: Path) -> None:
    one, other, elsewhere = Turns(tmp_path, 1), Turns(tmp_path, 1), Turns(None, 1)

    with one.turn(0) as first, other.turn(0) as second, elsewhere.turn(0) as third:
        assert (True, False, True) == (first, second, third)
    with other.turn(0) as again:
        assert again


def test_all_threads_that_wait_for_another_process_have_their_turn(tmp_path: Path) -> None:
    elsewhere, here = Turns(tmp_path, 2), Turns(tmp_path, 2)

    def look() -> bool:
        with here.turn(10) as came:
            return came

    with ThreadPoolExecutor(2) as threads:
        with elsewhere.turn(0), elsewhere.turn(0):
            waiting = [threads.submit(look) for _ in range(2)]
        assert [True, True] == [each.result() for each in waiting]


def test_a_process_that_dies_has_no_turn_any_more(tmp_path: Path) -> None:
    turns, pipe = Turns(tmp_path, 1), subprocess.PIPE
    command = [sys.executable, "-c", HOLDS, str(tmp_path)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as holder:  # noqa: S603 - our own
        assert holder.stdout is not None
        assert "True\n" == holder.stdout.readline()
        with turns.turn(0) as early:
            assert not early
        holder.kill()
        wait_for(lambda: holder.poll() is not None)

        with turns.turn(5) as late:
            assert late
