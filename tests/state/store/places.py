"""Where the stores under test keep their documents, and who else is there."""

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import PIPE, Popen

from state.store import Conflict, Store, Vocabulary
from state.store.home import open_home

INDEXED = ("spot.card", "phase.kind", "due", "at")
WORDS = Vocabulary(1, lambda doc: doc.get("words", ()), lambda doc: doc.get("words", ()))
OTHER_WORDS = Vocabulary(2, lambda doc: [word.upper() for word in doc.get("words", ())])
ROOT = Path(__file__).parents[3]


@dataclass(frozen=True)
class Place:
    """A folder or a database that any number of stores and processes can share."""

    address: str

    @contextmanager
    def open(
        self, table: str = "documents", vocabulary: Vocabulary | None = WORDS
    ) -> Iterator[Store]:
        url = self.address if "://" in self.address else None
        with closing(open_home(url, Path(self.address))) as opened:
            yield opened.store(table, INDEXED, vocabulary)

    @contextmanager
    def process(self, does: str, *words: str) -> Iterator["Popen[str]"]:
        """Let another process do one of the things in `processes.py`, until the block ends."""
        command = [sys.executable, "-m", "tests.state.store.processes", self.address, does, *words]
        # Our own program with words that the test wrote.
        with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as process:  # noqa: S603
            try:
                yield process
            finally:
                process.kill()


def line(process: "Popen[str]") -> str:
    """Wait for the next line that the process prints; empty when it has ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def tell(process: "Popen[str]", text: str = "go") -> None:
    """Send the process a line."""
    assert process.stdin is not None
    process.stdin.write(f"{text}\n")
    process.stdin.flush()


def increment(store: Store, key: str) -> int:
    """Add one to a counter, as often as it takes until nobody else was first."""
    while True:
        row = store.get(key)
        assert row is not None
        try:
            return int(store.replace(row, {"n": row.doc["n"] + 1}).doc["n"])
        except Conflict:
            continue
