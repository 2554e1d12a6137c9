"""Box, volume and what is odd about a mesh, in one reading with constant memory."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.preview.edges import Edges
from bot.preview.mesh import Chunk, Found, Mesh, Numbers, usable
from state.oddity import Oddity

NOISE = 1e-12
"""A volume below this share of the largest side, cubed, is what rounding leaves of nothing."""


class Box(NamedTuple):
    """The smallest upright box around a mesh: its corners with the least and most coordinates."""

    low: Numbers
    high: Numbers


@dataclass(frozen=True)
class Measured:
    """What a mesh is like; lengths are in the file's own unit.

    Attributes:
        triangles: how many can be used.
        unusable: how many cannot.
        box: None when no triangle can be used.
        volume: only when the surface is closed and consistently wound.
    """

    triangles: int
    unusable: int
    box: Box | None
    volume: float | None
    oddities: list[Found]


def measure(mesh: Mesh) -> Measured:
    """Read the whole mesh once; raises `Unreadable` when the file is."""
    tape = _Tape()
    for chunk in mesh.chunks():
        tape.add(chunk)
    box = Box(tape.low, tape.high) if tape.triangles else None
    odd = [*mesh.oddities(), *tape.oddities()]
    return Measured(tape.triangles, tape.unusable, box, tape.volume(), odd)


class _Tape:
    """Running sums over the triangles."""

    def __init__(self) -> None:
        self.triangles = self.unusable = 0
        self.low, self.high = np.full(3, np.inf), np.full(3, -np.inf)
        self._edges = Edges()
        self._origin: Numbers | None = None
        self._sixfold = 0.0

    def add(self, chunk: Chunk) -> None:
        sound = usable(chunk)
        self.unusable += chunk.shape[2] - sound.shape[2]
        if not sound.shape[2]:
            return
        self.triangles += sound.shape[2]
        self.low = np.minimum(self.low, sound.min(axis=(0, 2)))
        self.high = np.maximum(self.high, sound.max(axis=(0, 2)))
        self._edges.add(sound)
        self._sixfold += self._six_volumes(sound)

    def volume(self) -> float | None:
        """Give what the surface encloses, as a positive number."""
        whole = self._edges.closed and self._edges.consistent
        return None if not whole else 0.0 if self._hollow() else abs(self._sixfold) / 6

    def oddities(self) -> list[Found]:
        found = [Found(Oddity.NOT_FINITE, self.unusable)] if self.unusable else []
        if not self._edges.closed:
            found.append(Found(Oddity.OPEN, self._edges.open_ones()))
        elif not self._edges.consistent:
            found.append(Found(Oddity.TWISTED))
        elif self._hollow():
            found.append(Found(Oddity.NO_SOLID))
        elif self._sixfold < 0:
            found.append(Found(Oddity.INSIDE_OUT))
        return found

    def _hollow(self) -> bool:
        largest = float((self.high - self.low).max()) if self.triangles else 0.0
        return abs(self._sixfold) <= NOISE * largest**3

    def _six_volumes(self, chunk: Chunk) -> float:
        # Relative to a point of the mesh: far from the origin, rounding would eat the volume.
        if self._origin is None:
            self._origin = chunk[:, :, 0].mean(axis=0, dtype=np.float64)
        a, b, c = chunk.astype(np.float64) - self._origin[:, None]
        u, v = b - a, c - a
        across = (
            u[1] * v[2] - u[2] * v[1],
            u[2] * v[0] - u[0] * v[2],
            u[0] * v[1] - u[1] * v[0],
        )
        return float(sum((a[axis] * across[axis]).sum() for axis in range(3)))
