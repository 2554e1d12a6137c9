"""A numbered seat in a folder: one live process has it, and the kernel frees it when that dies."""

import fcntl
import socket
from contextlib import suppress
from pathlib import Path
from typing import TextIO
from uuid import uuid4

MOST = 100
"""Processes of one folder."""


class Seat:
    """The first free seat of a folder, which is made when it is not there; raises `OSError`.

    Its name is unique among all folders of all machines. Needs a local disk.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._place = f"{socket.gethostname()}.{_id_of(folder)}."
        self.number, self._lock = _first_free(folder)

    @property
    def name(self) -> str:
        """The name of the seat; stays the same over restarts where the seat does."""
        return f"{self._place}{self.number}"

    def has_ended(self, name: str) -> bool:
        """Tell whether the process that gave this as its seat before us has surely ended.

        That can only be told of the seats of this folder.
        """
        number = name.removeprefix(self._place)
        if name == self.name:
            return True
        if number == name or (lock := _locked(_path(self._folder, int(number)))) is None:
            return False
        lock.close()
        return True

    def close(self) -> None:
        """Let somebody else have the seat."""
        self._lock.close()


def _first_free(folder: Path) -> tuple[int, TextIO]:
    for number in range(MOST):
        if (lock := _locked(_path(folder, number))) is not None:
            return number, lock
    msg = f"{MOST} processes already work with the files in {folder}"
    raise OSError(msg)


def _path(folder: Path, number: int) -> Path:
    return folder / f"seat-{number}.lock"


def _locked(path: Path) -> TextIO | None:
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def _id_of(folder: Path) -> str:
    """Give the folder's own id: several machines may bear one name."""
    path, draft = folder / "folder.id", folder / f"folder.{uuid4().hex}"
    draft.write_text(uuid4().hex[:8])
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
    return path.read_text()
