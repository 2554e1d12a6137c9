"""The chunks of a file, counted and hashed while they pass."""

import hashlib
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

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
        unhashed = deque[Future[None]]()
        with ThreadPoolExecutor(1, thread_name_prefix="hash") as pool:
            for chunk in self._chunks:
                self.size += len(chunk)
                if len(unhashed) == MOST_UNHASHED:
                    unhashed.popleft().result()
                unhashed.append(pool.submit(self._digest.update, chunk))
                yield chunk

    @property
    def sha256(self) -> str:
        """The digest of all bytes so far, in hexadecimal."""
        return self._digest.hexdigest()
