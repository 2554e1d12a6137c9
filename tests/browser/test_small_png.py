import struct
import zlib

import pytest

from tests.browser.small_png import SIGNATURE, smaller

SIDE = 24
FILTERS = range(5)


def picture(colours: int) -> list[bytes]:
    """Give the rows of a picture with about so many colours."""
    return [
        b"".join(bytes(((x * y) % colours, (x + y) % 3, 250 - x % 2)) for x in range(SIDE))
        for y in range(SIDE)
    ]


def guess(kind: int, left: int, up: int, corner: int) -> int:
    by_distance = [(abs(up - corner), left), (abs(left - corner), up)]
    by_distance.append((abs(left + up - 2 * corner), corner))
    paeth = min(by_distance, key=lambda pair: pair[0])[1]
    return (0, left, up, (left + up) // 2, paeth)[kind]


def filtered(rows: list[bytes], kind: int) -> bytes:
    found = bytearray()
    above = bytes(SIDE * 3)
    for row in rows:
        found.append(kind)
        for at, value in enumerate(row):
            left, corner = (row[at - 3], above[at - 3]) if at >= 3 else (0, 0)
            found.append((value - guess(kind, left, above[at], corner)) & 0xFF)
        above = row
    return bytes(found)


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(rows: list[bytes], kind: int) -> bytes:
    head = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    pixels = zlib.compress(filtered(rows, kind))
    half = len(pixels) // 2
    body = [(b"IHDR", head), (b"IDAT", pixels[:half]), (b"IDAT", pixels[half:]), (b"IEND", b"")]
    return SIGNATURE + b"".join(chunk(name, data) for name, data in body)


def shown(indexed: bytes) -> list[bytes]:
    """Give the rows of a picture with a palette and no filters."""
    at, parts = len(SIGNATURE), {}
    while at < len(indexed):
        (size,) = struct.unpack_from(">I", indexed, at)
        parts[indexed[at + 4 : at + 8]] = indexed[at + 8 : at + 8 + size]
        at += 12 + size
    raw, palette = zlib.decompress(parts[b"IDAT"]), parts[b"PLTE"]
    rows = [raw[start + 1 : start + 1 + SIDE] for start in range(0, len(raw), SIDE + 1)]
    return [b"".join(palette[3 * n : 3 * n + 3] for n in row) for row in rows]


@pytest.mark.parametrize("kind", FILTERS)
def test_a_picture_of_few_colours_stays_as_it_is(kind: int) -> None:
    rows = picture(7)

    assert rows == shown(smaller(png(rows, kind)))


def test_of_many_colours_the_rare_ones_become_their_neighbours() -> None:
    rows = picture(200)
    found = shown(smaller(png(rows, 4)))

    colours = {row[at : at + 3] for row in found for at in range(0, len(row), 3)}
    assert len(colours) <= 256
    assert (
        max(
            abs(a - b)
            for mine, its in zip(rows, found, strict=True)
            for a, b in zip(mine, its, strict=True)
        )
        < 40
    )


def test_what_is_no_picture_in_full_colour_is_refused() -> None:
    with pytest.raises(ValueError, match="full colour"):
        smaller(smaller(png(picture(7), 0)))
