"""Who looks on while files pass: nobody, unless the bot is told otherwise."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

from state.part import Part
from state.ports import Look, Onlooker


class Nobody:
    """The `Onlooker` port without anybody behind it."""

    def watch(self, order_id: str, part: Part, chunks: Iterator[bytes]) -> Iterator[bytes]:  # noqa: ARG002 - the port's
        """Give the chunks as they are."""
        return chunks


class Blind:
    """The `Looker` port without eyes: sees nothing in any file."""

    def look(self, file: Path, name: str) -> Look:  # noqa: ARG002 - the port's
        """Give neither facts nor a picture."""
        return Look()


@contextmanager
def watched(
    onlooker: Onlooker, order_id: str, part: Part, chunks: Iterator[bytes]
) -> Iterator[Iterator[bytes]]:
    """Let somebody look on until the end of the block, and know then that it has ended."""
    watched = onlooker.watch(order_id, part, chunks)
    try:
        yield watched
    finally:
        if isinstance(watched, Generator):
            watched.close()
