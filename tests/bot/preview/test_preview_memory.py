"""What a child takes at most, as the system counts it, for an STL that is large or made to hurt."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from bot.preview import limits
from bot.preview.looking import PACKAGES
from tests.bot.preview import files
from tests.bot.preview.hostile import MIB

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
MOST = 256 * MIB
LOOK = """
import sys, resource
from pathlib import Path
from bot.preview.looking import Preview
found = Preview(seconds=200).look(Path(sys.argv[1]), "part.stl")
kib = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(kib * 1024, found.facts and found.facts.triangles)
"""
"""In a process of its own: the system tells the largest of all children there ever were."""
CHUNK = 1000
EVERY_EDGE = limits.COUNTED_TRIANGLES // CHUNK
"""As many chunks as there may be while each edge is kept to be counted."""

SOME = 200


def splinters() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Give small triangles here and there, none of which meets another."""
    random = np.random.default_rng(5)
    return random.uniform(0, 100, (CHUNK, 1, 3)) + random.uniform(0, 0.1, (CHUNK, 3, 3))


def binary() -> Iterator[bytes]:
    chunk = files.stl(splinters())[84:]
    yield bytes(80) + (CHUNK * EVERY_EDGE).to_bytes(4, "little")
    yield from (chunk for _ in range(EVERY_EDGE))


def text(chunks: int = EVERY_EDGE) -> Iterator[bytes]:
    chunk = files.stl_text(splinters(), end="").partition(b"\n")[2]
    yield b"solid part\n"
    yield from (chunk for _ in range(chunks))
    yield b"endsolid part\n"


def text_in_capitals() -> Iterator[bytes]:
    """Give what is read one by one, which takes much longer."""
    yield from (piece.upper() for piece in text(SOME))


def facets(middle: bytes, count: int = 8) -> Iterator[bytes]:
    yield b"solid part\n"
    yield from (b"facet normal " + middle + b"\nendfacet\n" for _ in range(count))
    yield b"endsolid part\n"


ALL = CHUNK * EVERY_EDGE
PARTS = {
    "binary": (binary, ALL),
    "text": (text, ALL),
    "text in capitals": (text_in_capitals, CHUNK * SOME),
    "facets of very many corners": (lambda: facets(b"\nvertex 1 1 1" * 79_000), 8 * 79_000 // 3),
    "facets of very many numbers": (lambda: facets(b"1 " * (MIB // 2 - 100)), 0),
    "a facet of 15 MB": (lambda: facets(b"\nvertex 1 1 1" * 1_200_000, 1), None),
    "a number of 1 MB": (lambda: facets(b"1" * (MIB - 100) + b" 1" * 12, 8), 0),
}


@pytest.mark.parametrize("what", PARTS)
def test_a_look_at_an_stl_takes_less_than_256_mib(what: str, tmp_path: Path) -> None:
    make, triangles = PARTS[what]
    part = tmp_path / "part.stl"
    with part.open("wb") as file:
        file.writelines(make())

    command = [sys.executable, "-c", LOOK, str(part)]
    done = subprocess.run(command, cwd=PACKAGES, capture_output=True, check=True, text=True)  # noqa: S603 - our own
    peak, seen = done.stdout.split()
    assert (str(triangles), True) == (seen, int(peak) < MOST)
