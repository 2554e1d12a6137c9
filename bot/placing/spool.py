"""Copies of files that pass by, on disk for as long as somebody looks at them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import IO
from uuid import uuid4

log = logging.getLogger(__name__)


class Copy:
    """A copy that grows to at most `most` bytes; whoever holds it removes it.

    Of what is announced to be larger nothing is copied. Nothing of it ever raises: a full disk
    leaves it `spoilt`, which takes no room.
    """

    def __init__(self, path: Path, most: int, announced: int) -> None:
        self.path = path
        self.spoilt = False
        self.too_large = announced > most
        self._most = most
        self._size = 0
        self._file: IO[bytes] | None = None
        if not self.too_large:
            with self._spoiling():
                self._file = path.open("xb")

    def add(self, chunk: bytes) -> None:
        """Add the next bytes."""
        self._size += len(chunk)
        if self._size > self._most and not self.too_large:
            self.too_large = True
            self.remove()
        elif self._file is not None:
            with self._spoiling():
                self._file.write(chunk)

    def finish(self) -> bool:
        """Close the copy, which is complete, and tell whether it can be looked at."""
        self._close()
        return not (self.spoilt or self.too_large)

    def remove(self) -> None:
        """Take it off the disk, complete or not."""
        self._close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _close(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with self._spoiling():
                file.close()

    @contextmanager
    def _spoiling(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            log.warning("a file is not looked at, as it cannot be copied: %s", error.strerror)
            self.spoilt = True
            self.remove()


class Spool:
    """Copies, each of at most `most_bytes`, in a folder that the processes of a machine share.

    Each has a part of it that is named after its seat; `has_ended` tells that nobody has a seat.
    """

    def __init__(
        self, folder: Path, seat: str, most_bytes: int, has_ended: Callable[[str], bool]
    ) -> None:
        self._whole = folder
        self._folder = folder / seat
        self._most = most_bytes
        self._has_ended = has_ended

    def clean(self) -> None:
        """Remove what processes left behind that have ended."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for left in self._whole.iterdir():
                self._remove(left)
            self._folder.mkdir(exist_ok=True)

    def copy(self, announced: int) -> Copy:
        """Begin a copy of a file that is said to have so many bytes."""
        return Copy(self._folder / uuid4().hex, self._most, announced)

    def close(self) -> None:
        """Remove every copy of this process."""
        rmtree(self._folder, ignore_errors=True)

    def _remove(self, left: Path) -> None:
        if not left.is_dir():
            left.unlink()
        elif left == self._folder or self._has_ended(left.name):
            rmtree(left, ignore_errors=True)
