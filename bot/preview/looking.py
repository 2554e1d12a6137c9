"""The parent's side: a child for each file, watched, and killed when its time is over."""

import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

from bot.preview import limits
from bot.preview.answer import look_of
from bot.preview.turns import Turns
from state.ports import Look

log = logging.getLogger(__name__)
PACKAGES = Path(__file__).parents[2]
"""Where the child finds this package: beside it, the child sees no path but the system's."""
POLITE = 5
"""How much less urgent than everything else: orders wait for no picture."""
START = (
    f"import os, sys; os.nice({POLITE}); sys.path[:0] = sys.argv[1].split(os.pathsep);"
    "from bot.preview.child import main; main()"
)
LIBRARIES = [path for path in sys.path if Path(path).name in {"site-packages", "dist-packages"}]
# Without `site`: it loads more than most files need.
CHILD = (sys.executable, "-I", "-S", "-c", START, os.pathsep.join([str(PACKAGES), *LIBRARIES]))
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""Each thread of a numerical library would reserve address space; the child has none to spare."""
PIECE = 1 << 16
LONGEST_SUFFIX = 8


class Preview:
    """Looks at files in child processes that know no secret and have no memory to waste.

    Args:
        child: the command; it gets the end of the file's name and the bytes it may address.
        turns: how many children there may be at once.
        seconds: how long a child may run, and how long a file may wait for its turn.
        address_space: in bytes.
    """

    def __init__(
        self,
        child: tuple[str, ...] = CHILD,
        *,
        turns: Turns | None = None,
        seconds: float = limits.WALL_SECONDS,
        address_space: int = limits.ADDRESS_SPACE,
    ) -> None:
        self._child = child
        self._seconds = seconds
        self._address_space = address_space
        self._turns = turns or Turns()

    def look(self, file: Path, name: str) -> Look:
        """Measure and draw a file by its content; never raises, and ends within a set time."""
        try:
            with self._turns.turn(self._seconds) as came:
                if not came:
                    log.warning("no preview: others took too long")
                    return Look()
                answer = self._ask(file, _suffix(name))
        except OSError as error:
            log.warning("no preview: %s", error.strerror)
            return Look()
        if not answer:
            log.warning("no preview: the file was too much, or the child failed")
        return look_of(answer)

    def _ask(self, file: Path, suffix: str) -> bytes:
        until = time.monotonic() + self._seconds
        with (
            file.open("rb") as stream,
            # A fixed command; nothing of the name is in it but a short suffix of letters.
            subprocess.Popen(  # noqa: S603
                [*self._child, suffix, str(self._address_space)],
                stdin=stream,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"TMPDIR": str(file.parent.absolute()), **dict.fromkeys(THREADS, "1")},
                cwd="/",
                start_new_session=True,
            ) as process,
        ):
            try:
                return _collected(process, until)
            finally:
                # Whether it is done or not; until it is waited for, its number is its own. Some
                # systems refuse what has ended already.
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)


def _suffix(name: str) -> str:
    suffix = Path(name).suffix.lower()
    plain = suffix.isascii() and suffix[1:].isalnum() and len(suffix) <= LONGEST_SUFFIX
    return suffix if plain else ""


def _collected(process: subprocess.Popen[bytes], until: float) -> bytes:
    """Give what the child writes, until it ends, the time is over, or it is enough."""
    answer = bytearray()
    with selectors.DefaultSelector() as selector:
        if process.stdout is None:
            return b""
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(answer) < limits.ANSWER_BYTES:
            if not selector.select(max(0.0, until - time.monotonic())):
                break
            piece = os.read(process.stdout.fileno(), PIECE)
            if not piece:
                break
            answer += piece
    return bytes(answer)
