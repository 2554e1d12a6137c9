"""Meshes that keep their corners in a list, and name them by number."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.preview import limits
from bot.preview.findings import Found, Unreadable
from bot.preview.mesh import Chunk, Numbers, by_corner
from state.oddity import Format

Corners = NDArray[np.float32] | Numbers
"""A corner in each row."""
Indices = NDArray[np.int32] | NDArray[np.int64] | NDArray[np.uint32]
"""The numbers of a triangle's corners in each row, counted from 0."""


@dataclass(frozen=True)
class Instance:
    """Triangles at their place: `matrix` has four rows, the last one is the shift."""

    corners: Corners
    triangles: Indices
    matrix: Numbers | None = None

    def __post_init__(self) -> None:
        if len(self.triangles) and not (
            self.triangles.min() >= 0 and self.triangles.max() < len(self.corners)
        ):
            raise Unreadable

    def chunks(self) -> Iterator[Chunk]:
        """Give the triangles with their corners filled in."""
        with np.errstate(over="ignore", invalid="ignore"):
            placed = self.corners
            if self.matrix is not None:
                placed = placed @ self.matrix[:3] + self.matrix[3]
            placed = placed.astype(np.float32)
        for start in range(0, len(self.triangles), limits.TRIANGLES_PER_CHUNK):
            rows = self.triangles[start : start + limits.TRIANGLES_PER_CHUNK]
            yield by_corner(placed[rows])


@dataclass(frozen=True)
class IndexedMesh:
    """Instances of meshes that are held in memory."""

    format: Format
    instances: list[Instance]
    mm_per_unit: float | None = None

    def chunks(self) -> Iterator[Chunk]:
        """Give the triangles of one instance after the other."""
        for instance in self.instances:
            yield from instance.chunks()

    def oddities(self) -> list[Found]:
        """Nothing: what is wrong with such a file makes it unreadable."""
        return []
