"""What other processes do to a store while a test looks on: `ADDRESS DOES WORDS…`."""

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from itertools import count
from pathlib import Path

from tests.state.store.places import OTHER_WORDS, Place, increment


def increments(place: Place, key: str, times: str) -> None:
    """Add to a counter many times."""
    with place.open() as store:
        for _ in range(int(times)):
            increment(store, key)


def replaces(place: Place, key: str, size: str) -> None:
    """Replace a document for ever and print its version each time."""
    with place.open() as store:
        row = store.get(key)
        assert row is not None
        for n in count():
            row = store.replace(row, {"n": n, "filling": "x" * int(size)})
            print(row.version, flush=True)  # noqa: T201 - the test reads it


def opens(place: Place, key: str) -> None:
    """Open the store on a signal and leave a document."""
    print("ready", flush=True)  # noqa: T201 - the test reads it
    sys.stdin.readline()
    with place.open() as store:
        store.create(key, {})


def opens_otherwise(place: Place, key: str) -> None:
    """Open the store on a signal, with the other vocabulary, and leave a document."""
    print("ready", flush=True)  # noqa: T201 - the test reads it
    sys.stdin.readline()
    with place.open(vocabulary=OTHER_WORDS) as store:
        store.create(key, {"words": ["late"]})


def holds(place: Place, how: str) -> None:
    """Begin a transaction on the SQLite file and keep it until a signal."""
    path = Path(place.address) / "state.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute(f"BEGIN {how}")
        file.execute("SELECT count(*) FROM documents").fetchone()
        print("held", flush=True)  # noqa: T201 - the test reads it
        sys.stdin.readline()
        file.execute("ROLLBACK")


DOES: dict[str, Callable[..., None]] = {
    "increments": increments,
    "replaces": replaces,
    "opens": opens,
    "opens_otherwise": opens_otherwise,
    "holds": holds,
}

if __name__ == "__main__":
    address, does, *words = sys.argv[1:]
    DOES[does](Place(address), *words)
