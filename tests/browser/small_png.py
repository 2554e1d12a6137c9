"""Pictures with 256 colours: what a page looks like needs no more, and takes a third of the room.

Source: https://www.w3.org/TR/png-3/
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
DEPTH, RGB, INDEXED = 8, 2, 3
MOST = 256
Row = bytearray
Colour = bytes


def smaller(png: bytes) -> bytes:
    """Give a picture of eight bits a channel without transparency in its most frequent colours."""
    parts = dict(_chunks(png))
    width, height, depth, kind, *_ = struct.unpack(">IIBBBBB", parts[b"IHDR"])
    if (depth, kind) != (DEPTH, RGB):
        raise ValueError("not a picture in full colour")
    lines = [_colours(row) for row in _rows(zlib.decompress(parts[b"IDAT"]), width * 3)]
    counted = Counter(colour for line in lines for colour in line)
    palette = [colour for colour, _ in counted.most_common(MOST)]
    numbers = {colour: _nearest(colour, palette) for colour in counted}
    content = b"".join(b"\0" + bytes(map(numbers.__getitem__, line)) for line in lines)
    head = struct.pack(">IIBBBBB", width, height, DEPTH, INDEXED, 0, 0, 0)
    body = ((b"IHDR", head), (b"PLTE", b"".join(palette)), (b"IDAT", zlib.compress(content, 9)))
    return SIGNATURE + b"".join(_chunk(name, data) for name, data in (*body, (b"IEND", b"")))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at, pixels = len(SIGNATURE), b""
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        name, data = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        pixels += data if name == b"IDAT" else b""
        yield name, pixels if name == b"IDAT" else data
        at += 12 + size


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _rows(raw: bytes, size: int) -> Iterator[Row]:
    above = Row(size)
    for start in range(0, len(raw), size + 1):
        row = Row(raw[start + 1 : start + 1 + size])
        _unfilter(raw[start], row, above)
        yield row
        above = row


def _unfilter(kind: int, row: Row, above: Row) -> None:
    for at in range(len(row)):
        left, up = (row[at - 3], above[at]) if at >= 3 else (0, above[at])
        corner = above[at - 3] if at >= 3 else 0
        match kind:
            case 1:
                guess = left
            case 2:
                guess = up
            case 3:
                guess = (left + up) // 2
            case 4:
                guess = _paeth(left, up, corner)
            case _:
                return
        row[at] = (row[at] + guess) & 0xFF


def _paeth(left: int, up: int, corner: int) -> int:
    near = left + up - corner
    return min((left, up, corner), key=lambda value: abs(near - value))


def _colours(row: Row) -> list[Colour]:
    return [bytes(row[at : at + 3]) for at in range(0, len(row), 3)]


def _nearest(colour: Colour, palette: list[Colour]) -> int:
    def distance(number: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(colour, palette[number], strict=True))

    return min(range(len(palette)), key=distance)
