"""A process that runs an engine while a test looks on: `DIRECTORY DOES WORDS…`."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

from bot.engine import DataDirInUse, Engine


def say(*words: str) -> None:
    # In one piece, as several threads speak.
    sys.stdout.write(f"{' '.join(words)}\n")
    sys.stdout.flush()


def opened(directory: Path, run: Callable[[str, str], None]) -> Engine:
    engine = Engine(directory)
    engine.register("work", run)
    return engine.launch()


def hang(directory: Path, *orders: str) -> None:
    """Start a run that ends and one that does not, and wait to be killed."""

    def run(order: str, detail: str) -> None:
        if detail == "hangs":
            say("hangs", order)
            threading.Event().wait()

    engine = opened(directory, run)
    for order in orders:
        engine.start("work", order, "ends")
        engine.start("work", order, "hangs")
    threading.Event().wait(60)


def resume(directory: Path) -> None:
    """Say every run that the engine takes up by itself, until told to stop."""
    engine = opened(directory, lambda order, detail: say("runs", order, detail))
    sys.stdin.readline()
    engine.close()
    say("closed")


def share(directory: Path) -> None:
    """Say whether the directory is free."""
    try:
        Engine(directory).close()
    except DataDirInUse:
        say("in use")
    else:
        say("free")


DOES: dict[str, Callable[..., None]] = {"hang": hang, "resume": resume, "share": share}

if __name__ == "__main__":
    where, does, *words = sys.argv[1:]
    DOES[does](Path(where), *words)
