"""Who looks on while files pass: nobody, unless the bot is told otherwise."""

from collections.abc import Iterator

from state.part import Part


class Nobody:
    """The `Onlooker` port without anybody behind it."""

    def watch(self, order_id: str, part: Part, chunks: Iterator[bytes]) -> Iterator[bytes]:  # noqa: ARG002 - the port's
        """Give the chunks as they are."""
        return chunks
