"""Box, volume and what is odd about a mesh, in one reading with constant memory."""

from dataclasses import dataclass

import numpy as np

from bot.preview.camera import View, eye_axes
from bot.preview.edges import Edges
from bot.preview.findings import Found
from bot.preview.mesh import Chunk, Mesh, Numbers, usable
from state.oddity import Oddity

NOISE = 1e-12
"""A volume below this share of the largest side, cubed, is what rounding leaves of nothing."""


@dataclass(frozen=True)
class Measured:
    """What a mesh is like; lengths are in the file's own unit.

    Attributes:
        triangles: how many can be used.
        unusable: how many cannot.
        size: the sides of its upright box; None when no triangle can be used.
        view: how far it reaches, as the camera sees it.
        volume: only when the surface is closed and consistently wound.
    """

    triangles: int
    unusable: int
    size: Numbers | None
    view: View | None
    volume: float | None
    oddities: list[Found]


def measure(mesh: Mesh) -> Measured:
    """Read the whole mesh once; raises `Unreadable` when the file is."""
    tape = _Tape()
    for chunk in mesh.chunks():
        tape.add(chunk)
    odd = [*mesh.oddities(), *tape.oddities()]
    size, view = tape.size(), tape.view()
    return Measured(tape.triangles, tape.unusable, size, view, tape.volume(), odd)


class _Extent:
    """How far corners reach along each axis."""

    def __init__(self) -> None:
        self.low, self.high = np.full(3, np.inf), np.full(3, -np.inf)

    def add(self, corners: Numbers) -> None:
        self.low = np.minimum(self.low, corners.min(axis=(0, 2)))
        self.high = np.maximum(self.high, corners.max(axis=(0, 2)))

    @property
    def size(self) -> Numbers:
        size: Numbers = self.high - self.low
        return size


class _Tape:
    """Running sums over the triangles.

    Corners are taken relative to one point of the mesh: far from the origin, rounding would eat
    the volume.
    """

    def __init__(self) -> None:
        self.triangles = self.unusable = 0
        self._upright, self._seen = _Extent(), _Extent()
        self._axes = eye_axes()
        self._edges = Edges()
        self._origin: Numbers = np.zeros(3)
        self._sixfold = 0.0

    def add(self, chunk: Chunk) -> None:
        sound = usable(chunk)
        self.unusable += chunk.shape[2] - sound.shape[2]
        if not sound.shape[2]:
            return
        if not self.triangles:
            self._origin = sound[:, :, 0].mean(axis=0, dtype=np.float64)
        self.triangles += sound.shape[2]
        self._edges.add(sound)
        near = sound.astype(np.float64) - self._origin[:, None]
        self._upright.add(near)
        self._seen.add(self._axes @ near)
        self._sixfold += _six_volumes(near)

    def size(self) -> Numbers | None:
        return self._upright.size if self.triangles else None

    def view(self) -> View | None:
        if not self.triangles:
            return None
        middle = (self._seen.low + self._seen.high) / 2 + self._axes @ self._origin
        return View(middle, self._seen.size)

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
        largest = float(self._upright.size.max()) if self.triangles else 0.0
        return abs(self._sixfold) <= NOISE * largest**3


def _six_volumes(triangles: Numbers) -> float:
    a, b, c = triangles
    u, v = b - a, c - a
    across = (
        u[1] * v[2] - u[2] * v[1],
        u[2] * v[0] - u[0] * v[2],
        u[0] * v[1] - u[1] * v[0],
    )
    return float(sum((a[axis] * across[axis]).sum() for axis in range(3)))
