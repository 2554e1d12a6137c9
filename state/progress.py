"""How far the files are that this process is sending right now; never part of the record."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock


@dataclass(slots=True)
class Track:
    """One file on its way: the bytes that have been sent, of so many; `size` is 0 until known."""

    order: str
    part: str
    sent: int = 0
    size: int = 0

    def follow(self, chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
        """Pass the chunks on; one counts as sent when the next is asked for."""
        self.size = size
        for chunk in chunks:
            yield chunk
            self.sent += len(chunk)


class Progress:
    """The files on their way; may be asked by any thread, and forgets a file that has arrived."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tracks: list[Track] = []

    @contextmanager
    def of(self, order_id: str, part_id: str) -> Iterator[Track]:
        """Give a file on its way, until the end of the block."""
        track = Track(order_id, part_id)
        with self._lock:
            self._tracks.append(track)
        try:
            yield track
        finally:
            with self._lock:
                # By identity: a part may be on its way twice for a moment, to an old basket, too.
                self._tracks = [other for other in self._tracks if other is not track]

    def of_order(self, order_id: str) -> Mapping[str, Track]:
        """Give the files of an order that are on their way, by part."""
        with self._lock:
            return {track.part: track for track in self._tracks if track.order == order_id}
