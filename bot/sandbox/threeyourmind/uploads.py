"""Takes in uploaded files without keeping them, and judges what the analysis would."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath

HEAD = TAIL = 1 << 16
STL_HEADER, STL_FACET = 84, 50
TEXT = {
    ".obj": rb"(?m)^v\s",
    ".step": rb"^ISO-10303-21",
    ".stp": rb"^ISO-10303-21",
    ".ply": rb"^ply\b",
    ".wrl": rb"^#VRML",
    ".x3d": rb"<X3D|^<\?xml",
    ".dae": rb"<COLLADA|^<\?xml",
    ".3ds": rb"^MM",
}
ARCHIVES = {".3mf", ".zip"}
END_OF_ARCHIVE = b"PK\x05\x06"
EXTENSIONS = {".stl", *TEXT, *ARCHIVES}


@dataclass(frozen=True, kw_only=True)
class Content:
    """What was in an uploaded file; `sound` tells whether the analysis will accept it."""

    size: int
    sha256: str
    sound: bool


def extension(name: str) -> str:
    """The ending of a file's name, in lower case, with its dot."""
    return PurePath(name).suffix.lower()


class Measured:
    """A file that passes in pieces, of which nothing is kept but both ends."""

    def __init__(self, ending: str) -> None:
        self._ending = ending
        self._digest = hashlib.sha256()
        self._size = 0
        self._head = self._tail = b""

    def take(self, piece: bytes) -> None:
        """Look at the next piece."""
        self._digest.update(piece)
        self._size += len(piece)
        if len(self._head) < HEAD:
            self._head += piece[: HEAD - len(self._head)]
        if self._ending in ARCHIVES:
            self._tail = (self._tail + piece)[-TAIL:]

    @property
    def content(self) -> Content:
        """Size, checksum and soundness of what has passed."""
        sound = _sound(self._ending, self._head, self._tail, self._size)
        return Content(size=self._size, sha256=self._digest.hexdigest(), sound=sound)


def _sound(ending: str, head: bytes, tail: bytes, size: int) -> bool:
    if ending in ARCHIVES:
        return END_OF_ARCHIVE in tail
    if ending in TEXT:
        return re.search(TEXT[ending], head) is not None
    if head.startswith(b"solid") and b"facet" in head:
        return True
    return size > STL_HEADER and size == STL_HEADER + STL_FACET * _facets(head)


def _facets(head: bytes) -> int:
    return int.from_bytes(head[STL_HEADER - 4 : STL_HEADER], "little")
