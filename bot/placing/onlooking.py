"""Who looks on while files pass: nobody, unless the bot is told otherwise."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager

from state.part import Part
from state.ports import Onlooker


class Nobody:
    """The `Onlooker` port without anybody behind it."""

    def watch(self, order_id: str, part: Part, chunks: Iterator[bytes]) -> Iterator[bytes]:  # noqa: ARG002 - the port's
        """Give the chunks as they are."""
        return chunks


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
