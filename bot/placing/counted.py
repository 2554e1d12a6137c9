"""The chunks of a file, counted and hashed while they pass."""

import hashlib
from collections.abc import Iterator
from threading import Thread

from bot.placing.lane import Lane

MOST_UNHASHED = 4
"""Chunks that may have passed and are not hashed yet."""


class Counted:
    """Passes chunks on as they come; afterwards `size` and `sha256` describe what passed.

    They are hashed on a thread of their own, as that takes as long as reading and sending them.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._digest = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        unhashed: Lane[bytes | None] = Lane(MOST_UNHASHED)
        thread = Thread(target=self._hash, args=(unhashed,), name="hash", daemon=True)
        thread.start()
        try:
            for chunk in self._chunks:
                self.size += len(chunk)
                unhashed.put(chunk)
                yield chunk
        finally:
            unhashed.put(None)
            thread.join()

    def _hash(self, unhashed: Lane[bytes | None]) -> None:
        while (chunk := unhashed.get()) is not None:
            self._digest.update(chunk)

    @property
    def sha256(self) -> str:
        """The digest of all bytes so far, in hexadecimal."""
        return self._digest.hexdigest()
