"""A process that runs an engine while a test looks on: `FOLDER URL DOES NAME WORDS…`."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from bot.engine import Engine
from tests.bot.databases import NONE, Database


def say(*words: str) -> None:
    # In one piece, as several threads speak.
    sys.stdout.write(f"{' '.join(words)}\n")
    sys.stdout.flush()


def opened(database: Database, name: str, run: Callable[[str, str], None]) -> Engine:
    engine = database.engine(name)
    engine.register("work", run)
    return engine.launch()


def hang(database: Database, name: str, *orders: str) -> None:
    """Start a run that ends and one that does not, and wait to be killed."""

    def run(order: str, detail: str) -> None:
        if detail == "hangs":
            say("hangs", order)
            threading.Event().wait()

    engine = opened(database, name, run)
    for order in orders:
        engine.start("work", order, "ends")
        engine.start("work", order, "hangs")
    threading.Event().wait(60)


def inherit(database: Database, name: str) -> None:
    """Take over what each line names, until told to stop, and say every run."""
    engine = opened(database, name, lambda order, detail: say("runs", order, detail))
    say("ready")
    while (told := sys.stdin.readline().strip()) != "stop":
        engine.take_over(told)
    engine.close()
    say("closed")


def branch(database: Database, name: str, *orders: str) -> None:
    """Start runs that start another one, with the name of the process, and do not end.

    Take over what each line names.
    """

    def run(order: str, detail: str) -> None:
        say("runs", order, detail)
        if detail == "branches":
            engine.start("work", order, name)
            threading.Event().wait()

    engine = opened(database, name, run)
    for order in orders:
        engine.start("work", order, "branches")
    while told := sys.stdin.readline().strip():
        engine.take_over(told)


DOES: dict[str, Callable[..., None]] = {"hang": hang, "inherit": inherit, "branch": branch}

if __name__ == "__main__":
    folder, url, does, *words = sys.argv[1:]
    DOES[does](Database(Path(folder), None if url == NONE else url), *words)
