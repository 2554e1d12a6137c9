"""The chunks of a file, counted and hashed while they pass."""

import hashlib
from collections.abc import Iterator


class Counted:
    """Passes chunks on as they come; afterwards `size` and `sha256` describe what passed."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._digest = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self.size += len(chunk)
            self._digest.update(chunk)
            yield chunk

    @property
    def sha256(self) -> str:
        """The digest of all bytes so far, in hexadecimal."""
        return self._digest.hexdigest()
