"""The chunks of a file, counted and hashed while they pass."""

from collections.abc import Iterator

from blake3 import blake3


class Counted:
    """Passes chunks on as they come; afterwards `size` and `digest` describe what passed."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._hash = blake3()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            self._hash.update(chunk)
            yield chunk

    @property
    def digest(self) -> str:
        """The BLAKE3 digest of all bytes so far, in hexadecimal."""
        return self._hash.hexdigest()
