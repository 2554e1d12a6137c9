"""OBJ: corners and faces, and nothing else of it; files that it names are never opened."""

import re
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from bot.preview import limits
from bot.preview.findings import Unreadable
from bot.preview.indexed import IndexedMesh, Instance
from bot.preview.mesh import numbers
from state.oddity import Format

CORNER = re.compile(rb"^[ \t]*v[ \t]+(\S+)[ \t]+(\S+)[ \t]+(\S+)", re.MULTILINE)
FACE = re.compile(rb"^[ \t]*f[ \t]", re.MULTILINE)
TRIANGLE = re.compile(
    rb"^[ \t]*f[ \t]+(\d+)(?:/\S*)?[ \t]+(\d+)(?:/\S*)?[ \t]+(\d+)(?:/\S*)?[ \t\r]*$",
    re.MULTILINE,
)
LINE = re.compile(rb"^[ \t]*(?:(v)[ \t]+\S+[ \t]+\S+[ \t]+\S|f[ \t]+([^\n]*))", re.MULTILINE)
BEHIND_SLASH = re.compile(rb"/\S*")
CONTINUED = re.compile(rb"\\\r?\n")


def read_obj(stream: BinaryIO) -> IndexedMesh:
    """Read corners and faces; polygons are cut into triangles around their first corner.

    Raises:
        Unreadable: a line makes no sense, a corner does not exist, or there is too much.
    """
    reader = _Reader()
    for block in _blocks(stream):
        reader.read(block)
    return IndexedMesh(Format.OBJ, [reader.mesh()])


def _blocks(stream: BinaryIO) -> Iterator[bytes]:
    """Give the text in pieces of whole lines."""
    stream.seek(0)
    rest = b""
    while block := stream.read(limits.BLOCK):
        text = rest + block
        end = text.rfind(b"\n") + 1
        if text[:end].endswith((b"\\\n", b"\\\r\n")):
            end = 0
        if not end and len(text) > limits.LONGEST_LINE:
            raise Unreadable
        if end:
            yield CONTINUED.sub(b" ", text[:end])
        rest = text[end:]
    yield rest


class _Reader:
    """What was read so far; a negative number counts back from the corners above its line."""

    def __init__(self) -> None:
        self._corners: list[NDArray[np.float32]] = []
        self._triangles: list[NDArray[np.int32]] = []
        self._known = self._held = 0

    def read(self, block: bytes) -> None:
        corners = _corners(block)
        triangles = self._triangles_of(block)
        self._known += len(corners)
        self._held += len(triangles)
        if self._known > limits.INDEXED_CORNERS or self._held > limits.INDEXED_TRIANGLES:
            raise Unreadable
        self._corners.append(corners)
        self._triangles.append(triangles)

    def mesh(self) -> Instance:
        if not self._held:
            raise Unreadable
        return Instance(np.concatenate(self._corners), np.concatenate(self._triangles))

    def _triangles_of(self, block: bytes) -> NDArray[np.int32]:
        plain = TRIANGLE.findall(block)
        if len(plain) != len(FACE.findall(block)):
            return _indices(self._line_by_line(block))
        return _indices(int(word) for word in chain.from_iterable(plain)) - np.int32(1)

    def _line_by_line(self, block: bytes) -> Iterator[int]:
        """Give the corners of each triangle; here the place of a line among the corners counts."""
        above = self._known
        for corner, face in LINE.findall(block):
            if corner:
                above += 1
            elif face:
                yield from _fan([_index(word, above) for word in _words(face)])


def _corners(block: bytes) -> NDArray[np.float32]:
    found = CORNER.findall(block)
    read = numbers(b" ".join(chain.from_iterable(found)))
    if read is None:
        raise Unreadable
    with np.errstate(over="ignore"):
        return read.reshape(-1, 3).astype(np.float32)


def _words(face: bytes) -> list[bytes]:
    words = BEHIND_SLASH.sub(b"", face).split(maxsplit=limits.POLYGON_CORNERS)
    if len(words) > limits.POLYGON_CORNERS:
        raise Unreadable
    return words


def _index(word: bytes, above: int) -> int:
    try:
        number = int(word)
    except ValueError:
        raise Unreadable from None
    return above + number if number < 0 else number - 1


def _fan(corners: list[int]) -> Iterator[int]:
    for second, third in pairwise(corners[1:]):
        yield from (corners[0], second, third)


def _indices(found: Iterator[int]) -> NDArray[np.int32]:
    try:
        return np.fromiter(found, np.int32).reshape(-1, 3)
    except (OverflowError, ValueError):
        raise Unreadable from None
