"""Pictures for tests: true PNGs of one colour."""

import struct
import zlib


def a_png(width: int = 640, height: int = 480, colour: bytes = b"\x1f\x8a\x5f") -> bytes:
    """Draw a picture. Source: https://www.w3.org/TR/png-3/."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + colour * width) * height
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
