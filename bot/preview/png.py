"""PNG: the smallest writer that does, and the check of what a child hands over."""

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEADER = struct.Struct(">IIBBBBB")
RGB, BITS = 2, 8
MINUS_ABOVE = 2
"""The filter of a row that holds the difference to the row above it."""


def encoded(pixels: "NDArray[np.uint8]") -> bytes:
    """Give a picture of shape (height, width, 3) as a file; the same pixels give the same bytes."""
    height, width, _ = pixels.shape
    rows = pixels.reshape(height, -1)
    filtered = b"".join(
        bytes((MINUS_ABOVE,)) + (row - above).tobytes()
        for row, above in zip(rows, [rows[0] * 0, *rows[:-1]], strict=True)
    )
    header = HEADER.pack(width, height, BITS, RGB, 0, 0, 0)
    pieces = ((b"IHDR", header), (b"IDAT", zlib.compress(filtered, 6)), (b"IEND", b""))
    return SIGNATURE + b"".join(_piece(kind, content) for kind, content in pieces)


def dimensions(content: bytes) -> tuple[int, int] | None:
    """Give width and height as the file says; None when it does not begin and end as a PNG."""
    begins, ends = SIGNATURE + struct.pack(">I4s", HEADER.size, b"IHDR"), _piece(b"IEND", b"")
    if not (content.startswith(begins) and content.endswith(ends)):
        return None
    if len(content) < len(begins) + HEADER.size + len(ends):
        return None
    width, height, *_ = HEADER.unpack_from(content, len(begins))
    return width, height


def _piece(kind: bytes, content: bytes) -> bytes:
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)
