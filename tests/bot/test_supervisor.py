import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from queue import SimpleQueue

from bot.supervisor import CANNOT_START, Calm, Supervisor
from tests.bot.waiting import wait_for

QUICK = Calm(look=0.02, steady=0.3, pauses=(0.0, 0.05, 0.1), stop=2.0)
LIVES = "import sys; sys.stdin.read()"
STUBBORN = """
import signal, sys
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
sys.stdin.read()
"""


STRAYED = """
import signal, threading
from bot.supervisor import signals, until_told
ends = signals()
def take():
    signal.pthread_kill(threading.get_ident(), signal.SIGTERM)
threading.Timer(0.3, take).start()
print(until_told(ends))
"""


@dataclass
class Nursery:
    """Starts small programs and keeps them in sight."""

    program: str = LIVES
    born: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def spawn(self) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-c", self.program]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe)  # noqa: S603 - our own program
        self.born.append(process)
        return process

    @property
    def living(self) -> int:
        return sum(process.poll() is None for process in self.born)

    def clear(self) -> None:
        for process in self.born:
            process.kill()
            process.communicate()


@dataclass
class Supervised:
    """A supervisor at work on a thread of its own."""

    nursery: Nursery
    ends: "SimpleQueue[int]" = field(default_factory=SimpleQueue)
    codes: list[int] = field(default_factory=list)
    calm: Calm = QUICK

    @contextmanager
    def working(self, number: int) -> Iterator["Supervised"]:
        supervisor = Supervisor(number, self.nursery.spawn, self.ends, self.calm)
        thread = threading.Thread(target=lambda: self.codes.append(supervisor.run()))
        thread.start()
        try:
            yield self
        finally:
            self.ends.put(15)
            thread.join()
            self.nursery.clear()


def test_all_processes_are_started_and_stopped_when_told_to() -> None:
    with Supervised(Nursery()).working(3) as supervised:
        wait_for(lambda: supervised.nursery.living == 3)

    assert [0] == supervised.codes
    assert 3 == len(supervised.nursery.born)
    assert 0 == supervised.nursery.living


def test_a_process_that_dies_is_started_anew() -> None:
    with Supervised(Nursery()).working(2) as supervised:
        nursery = supervised.nursery
        wait_for(lambda: nursery.living == 2)
        nursery.born[0].kill()
        wait_for(lambda: len(nursery.born) == 3 and nursery.living == 2)

    assert [0] == supervised.codes


def test_processes_that_cannot_start_end_it_all() -> None:
    nursery = Nursery(f"raise SystemExit({CANNOT_START})")
    with Supervised(nursery, calm=replace(QUICK, steady=60.0)).working(2) as supervised:
        wait_for(lambda: supervised.codes)

    assert [CANNOT_START] == supervised.codes
    assert len(nursery.born) <= 4


def test_after_a_good_start_a_failed_one_is_tried_again() -> None:
    nursery = Nursery("import time; time.sleep(0.5); raise SystemExit(1)")
    with Supervised(nursery).working(1) as supervised:
        wait_for(lambda: len(nursery.born) == 3)

    assert [0] == supervised.codes


def test_a_process_that_does_not_stop_is_killed() -> None:
    with Supervised(Nursery(STUBBORN)).working(1) as supervised:
        (process,) = wait_for(lambda: list(supervised.nursery.born))
        assert process.stdout is not None
        assert b"ready\n" == process.stdout.readline()

    assert [0] == supervised.codes
    assert -9 == process.returncode


def test_a_signal_that_another_thread_took_is_noticed() -> None:
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", STRAYED], capture_output=True, text=True, timeout=20, check=False
    )

    assert "15\n" == done.stdout, done.stderr
