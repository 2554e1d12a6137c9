"""STL files, binary and as text."""

import struct
from collections.abc import Iterable, Iterator
from itertools import islice

from bot.sandbox.parts.mesh import Triangle

HEADER = 80
FACET = struct.Struct("<12fH")
PER_PIECE = 4096
"""Facets in one piece of a binary file."""


def binary_size(count: int) -> int:
    """Give the length in bytes of a binary file with so many triangles."""
    return HEADER + 4 + count * FACET.size


def binary(title: str, count: int, triangles: Iterable[Triangle]) -> Iterator[bytes]:
    """Give a binary file piece by piece; `count` is how many triangles there are."""
    yield title.encode("ascii").ljust(HEADER, b"\0") + struct.pack("<I", count)
    left = iter(triangles)
    while piece := b"".join(_packed(triangle) for triangle in islice(left, PER_PIECE)):
        yield piece


def text(title: str, triangles: Iterable[Triangle]) -> Iterator[bytes]:
    """Give a text file piece by piece."""
    yield f"solid {title}\n".encode("ascii")
    for triangle in triangles:
        corners = "".join(f"      vertex {x:.6g} {y:.6g} {z:.6g}\n" for x, y, z in triangle)
        facet = f"  facet normal 0 0 0\n    outer loop\n{corners}    endloop\n  endfacet\n"
        yield facet.encode("ascii")
    yield f"endsolid {title}\n".encode("ascii")


def _packed(triangle: Triangle) -> bytes:
    a, b, c = triangle
    # A normal of zeros tells the reader to work it out from the order of the corners.
    return FACET.pack(0.0, 0.0, 0.0, *a, *b, *c, 0)
