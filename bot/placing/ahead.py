"""Reading and sending at the same time: chunks are read ahead on a thread of their own."""

from collections.abc import Callable, Generator, Iterator
from queue import Empty
from threading import Event, Thread
from types import TracebackType
from typing import Self

from bot.placing.lane import Lane

MOST = 4
"""Chunks that wait between both sides: with a few, neither waits for the other's hiccups."""


class Ahead:
    """Reads one iterator until its end, or until the end of the `with` block.

    Leaving the block waits for the read that is under way: whoever the chunks come from has to end
    that before. A generator is closed by the thread that reads it.
    """

    def __init__(self) -> None:
        self._lane: Lane[bytes | BaseException | None] = Lane(MOST)
        self._left = Event()
        self._thread: Thread | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()
        # For the chunk that the reader was about to put, and for the end.
        self._lane.make_room(2)
        if self._thread is not None:
            self._thread.join()

    def read(
        self, chunks: Iterator[bytes], going: Callable[[], object], tick: float
    ) -> Iterator[bytes]:
        """Give the chunks as they come, and raise what they raise.

        `going` is called for each chunk, and every `tick` seconds while none comes.
        """
        self._thread = Thread(target=self._fill, args=(chunks,), name="read-ahead", daemon=True)
        self._thread.start()
        while True:
            going()
            try:
                item = self._lane.get(timeout=tick)
            except Empty:
                continue
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            yield item

    def _fill(self, chunks: Iterator[bytes]) -> None:
        try:
            for chunk in chunks:
                self._lane.put(chunk)
                if self._left.is_set():
                    break
            self._lane.put(None)
        except BaseException as error:  # noqa: BLE001 - it is raised where the chunks are used
            self._lane.put(error)
        finally:
            if isinstance(chunks, Generator):
                chunks.close()
