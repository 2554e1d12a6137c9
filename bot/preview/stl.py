"""Binary STL: 50 bytes a triangle after a header of 84, read with constant memory."""

from collections.abc import Iterator
from typing import BinaryIO

import numpy as np

from bot.preview import limits
from bot.preview.findings import Found, Unreadable
from bot.preview.mesh import Chunk, by_corner
from bot.preview.stl_layout import HEADER, announced
from state.oddity import Format, Oddity

FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", 9), ("attribute", "<u2")])


class BinaryStl:
    """The triangles of a binary STL; what the file holds counts, not what it announces.

    Raises:
        Unreadable: there is not one whole triangle.
    """

    format = Format.BINARY_STL
    mm_per_unit = None

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        stream.seek(0)
        self._announced = announced(stream.read(HEADER))
        self._held, self._rest = divmod(size - HEADER, FACET.itemsize)
        # Some programs write more after the triangles: then the announced ones are the part.
        self._count = min(self._announced, self._held) if self._rest else self._held
        if self._count < 1:
            raise Unreadable

    def chunks(self) -> Iterator[Chunk]:
        """Read the triangles from the first."""
        self._stream.seek(HEADER)
        left = self._count
        while left:
            wanted = min(left, limits.TRIANGLES_PER_CHUNK)
            facets = np.frombuffer(self._stream.read(wanted * FACET.itemsize), FACET)
            yield by_corner(facets["corners"])
            left -= wanted

    def oddities(self) -> list[Found]:
        """Tell whether the announced number is true."""
        if self._announced > self._held and self._rest:
            return [Found(Oddity.TRUNCATED)]
        if self._announced != self._held or self._rest:
            return [Found(Oddity.WRONG_COUNT, self._announced)]
        return []
