"""Takes in uploaded files without keeping them, and judges what the analysis would."""

import hashlib
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import BinaryIO

CHUNK = 1 << 20
HEAD = 1 << 16
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


def content_of(stream: BinaryIO, ending: str) -> Content:
    """Size, checksum and soundness of a file, read in pieces from its beginning."""
    digest, size = hashlib.sha256(), 0
    head = b""
    while piece := stream.read(CHUNK):
        head = head or piece[:HEAD]
        digest.update(piece)
        size += len(piece)
    sound = zipfile.is_zipfile(stream) if ending in ARCHIVES else _sound(ending, head, size)
    return Content(size=size, sha256=digest.hexdigest(), sound=sound)


def _sound(ending: str, head: bytes, size: int) -> bool:
    if ending in TEXT:
        return re.search(TEXT[ending], head) is not None
    if head.startswith(b"solid") and b"facet" in head:
        return True
    return size > STL_HEADER and size == STL_HEADER + STL_FACET * _facets(head)


def _facets(head: bytes) -> int:
    return int.from_bytes(head[STL_HEADER - 4 : STL_HEADER], "little")
