"""Large files that are what they claim to be."""

import struct
from pathlib import Path

TRIANGLE = struct.pack("<12fH", 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0)
HEADER = 84
BATCH = 20_000


def write_stl(path: Path, size: int) -> None:
    """Write a sound binary STL of about so many bytes."""
    count = (size - HEADER) // len(TRIANGLE)
    with path.open("wb") as file:
        file.write(bytes(80) + struct.pack("<I", count))
        for start in range(0, count, BATCH):
            file.write(TRIANGLE * min(BATCH, count - start))
