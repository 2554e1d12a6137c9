"""Triangles as a stream of chunks: what measuring and drawing have in common."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.preview import limits
from bot.preview.findings import Found
from state.oddity import Format

Chunk = NDArray[np.float32]
"""Triangles by corner and axis: shape (3, 3, n)."""
Numbers = NDArray[np.float64]


class Mesh(Protocol):
    """The triangles of a file, in the file's own unit."""

    @property
    def format(self) -> Format:
        """What kind of file they are from."""
        ...

    @property
    def mm_per_unit(self) -> float | None:
        """What the file says its numbers mean."""
        ...

    def chunks(self) -> Iterator[Chunk]:
        """Read the triangles, from the first again at every call; raises `Unreadable`."""
        ...

    def oddities(self) -> list[Found]:
        """Tell what reading showed; complete after the chunks were read once."""
        ...


def usable(chunk: Chunk) -> Chunk:
    """Leave out triangles with corners that are no numbers or absurdly far away."""
    flat = chunk.reshape(9, -1)
    with np.errstate(invalid="ignore"):
        sound = (np.abs(flat) <= limits.REACH).all(axis=0)
    return chunk if sound.all() else np.ascontiguousarray(chunk[:, :, sound])


def by_corner(rows: NDArray[np.float32]) -> Chunk:
    """Turn rows of nine numbers, a triangle each, into a chunk of their own memory."""
    return np.ascontiguousarray(rows.reshape(-1, 9).T).reshape(3, 3, -1)


def numbers(text: bytes) -> Numbers | None:
    """Read numbers with white space between them; None when anything else is among them."""
    try:
        return np.array(text.split(), dtype=np.float64)
    except ValueError:
        return None
