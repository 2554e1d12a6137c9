"""ASCII STL: parsed once in blocks, and kept in a temporary file for the second reading."""

import re
from collections.abc import Iterator
from typing import IO, BinaryIO

import numpy as np

from bot.preview import limits
from bot.preview.findings import Found, Unreadable
from bot.preview.mesh import Chunk, Numbers, by_corner, numbers
from state.oddity import Format, Oddity

WORDS = (b"facet normal", b"outer loop", b"vertex", b"endloop", b"endfacet")
"""What stands between the numbers of a facet as every program writes it."""
PER_FACET = 12
VERTEX = re.compile(rb"vertex\s+(\S{1,40})\s+(\S{1,40})\s+(\S{1,40})", re.IGNORECASE)
BEGINNING = re.compile(rb"facet\s+normal", re.IGNORECASE)
END_OF_FACET = re.compile(rb"endfacet", re.IGNORECASE)
END = re.compile(rb"endsolid", re.IGNORECASE)
ROW = 9 * 4
"""Bytes of a triangle in the temporary file."""


class AsciiStl:
    """The triangles of an ASCII STL; `kept` is an empty file for what parsing it gives."""

    format = Format.ASCII_STL
    mm_per_unit = None

    def __init__(self, stream: BinaryIO, kept: IO[bytes]) -> None:
        self._stream = stream
        self._kept = kept
        self._parsed = self._cut_off = False

    def chunks(self) -> Iterator[Chunk]:
        """Parse the file, or read what parsing it kept; the first reading has to be finished."""
        return self._again() if self._parsed else self._first()

    def oddities(self) -> list[Found]:
        """Tell whether the end is missing."""
        return [Found(Oddity.TRUNCATED)] if self._cut_off else []

    def _first(self) -> Iterator[Chunk]:
        for text in self._facets():
            rows = _corners(text).astype(np.float32)
            self._kept.write(rows.tobytes())
            for start in range(0, len(rows), limits.TRIANGLES_PER_CHUNK):
                yield by_corner(rows[start : start + limits.TRIANGLES_PER_CHUNK])
        self._parsed = True

    def _again(self) -> Iterator[Chunk]:
        self._kept.seek(0)
        while rows := self._kept.read(ROW * limits.TRIANGLES_PER_CHUNK):
            yield by_corner(np.frombuffer(rows, np.float32))

    def _facets(self) -> Iterator[bytes]:
        """Give the text in pieces that end with a facet."""
        self._stream.seek(0)
        rest = self._stream.read(limits.BLOCK)
        first = BEGINNING.search(rest)
        rest = rest[first.start() if first else 0 :]
        while True:
            text, rest = _cut(rest)
            if text:
                yield text
            block = self._stream.read(limits.BLOCK)
            if not block:
                break
            if len(rest) > limits.LONGEST_FACET:
                raise Unreadable
            rest += block
        self._cut_off = not END.search(rest)


def _cut(text: bytes) -> tuple[bytes, bytes]:
    """Give everything to the end of the last facet, and what follows."""
    last = max(text.rfind(b"endfacet"), text.rfind(b"ENDFACET"))
    if last < 0:
        last = max((found.start() for found in END_OF_FACET.finditer(text)), default=-1)
    end = last + len(b"endfacet") if last >= 0 else 0
    return text[:end], text[end:]


def _corners(text: bytes) -> Numbers:
    plain = text
    for word in WORDS:
        plain = plain.replace(word, b"")
    found = numbers(plain)
    if found is not None and len(found) == PER_FACET * text.count(b"endfacet"):
        return found.reshape(-1, PER_FACET)[:, 3:]
    return _corners_one_by_one(text)


def _corners_one_by_one(text: bytes) -> Numbers:
    """Read what is written in another way: upper case, several solids, other words between."""
    found = [[_number(word) for word in corner] for corner in VERTEX.findall(text)]
    return np.array(found[: len(found) // 3 * 3], np.float64).reshape(-1, 9)


def _number(word: bytes) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")
