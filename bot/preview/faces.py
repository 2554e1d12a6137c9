"""Triangles on the canvas, and the rows of pixels that they cover."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.preview.batches import Whole, unfolded
from bot.preview.camera import ACROSS, DOWN
from bot.preview.mesh import Chunk, Numbers

EDGE_ON = 1e-6
"""A triangle whose normal points so little to the eye is a line, and not drawn."""
STEPS = np.float64((1 << 15) - 1)
"""Into how many steps a part of a normal is cut."""
FACING = np.uint64(1 << 31)
SHIFT = np.uint64(15)
Codes = NDArray[np.uint64]


@dataclass(frozen=True)
class Spans:
    """Runs of pixels in one row: from `left` on, `widths` of them, each of one face."""

    faces: Whole
    rows: Whole
    left: Whole
    widths: Whole


class Faces:
    """The triangles that cover at least one pixel's centre; all of a projected chunk's."""

    def __init__(self, projected: Chunk) -> None:
        seen = projected[:, :, _covering(projected)].astype(np.float64)
        normal = _normals(seen)
        drawn = np.abs(normal[2]) > EDGE_ON
        self._x, self._y, self._z = seen[:, :, drawn]
        normal = normal[:, drawn]
        self.codes = _coded(normal)
        self._right, self._down = -normal[0] / normal[2], normal[1] / normal[2]
        self._first = np.maximum(np.ceil(self._y.min(axis=0) - 0.5), 0).astype(np.int64)
        last = np.minimum(np.floor(self._y.max(axis=0) - 0.5), DOWN - 1).astype(np.int64)
        self.rows = np.maximum(last - self._first + 1, 0)

    def spans(self, part: slice) -> Spans:
        """Give the covered pixels of some faces, row by row."""
        faces, offset = unfolded(self.rows[part])
        faces += part.start
        rows = offset + self._first[faces]
        left, right = self._crossings(faces, rows + 0.5)
        start = np.ceil(np.clip(left, 0, ACROSS) - 0.5).astype(np.int64)
        stop = np.ceil(np.clip(right, 0, ACROSS) - 0.5).astype(np.int64)
        return Spans(faces, rows, start, np.maximum(stop - start, 0))

    def depth(self, faces: Whole, rows: Whole, columns: Whole) -> Numbers:
        """Give how near to the eye the faces are at the centres of pixels."""
        to_right = columns + 0.5 - self._x[0][faces]
        downward = rows + 0.5 - self._y[0][faces]
        change = self._right[faces] * to_right + self._down[faces] * downward
        depth: Numbers = self._z[0][faces] + change
        return depth

    def _crossings(self, faces: Whole, height: Numbers) -> tuple[Numbers, Numbers]:
        """Give where the edges of a face cross a horizontal line: two of them do, or none."""
        left, right = np.full(len(faces), np.inf), np.full(len(faces), -np.inf)
        for one, other in ((0, 1), (1, 2), (2, 0)):
            y0, y1 = self._y[one][faces], self._y[other][faces]
            x0, x1 = self._x[one][faces], self._x[other][faces]
            crossed = (y0 <= height) != (y1 <= height)
            fall = np.where(crossed, y1 - y0, 1.0)
            x = x0 + (height - y0) * (x1 - x0) / fall
            left = np.where(crossed, np.minimum(left, x), left)
            right = np.where(crossed, np.maximum(right, x), right)
        return left, right


def _covering(projected: Chunk) -> Whole:
    """Choose the triangles whose box holds the centre of a pixel: of a fine mesh, few."""
    x, y = projected[0], projected[1]
    column = np.ceil(x.min(axis=0) - 0.5) <= np.floor(x.max(axis=0) - 0.5)
    row = np.ceil(y.min(axis=0) - 0.5) <= np.floor(y.max(axis=0) - 0.5)
    return np.flatnonzero(column & row)


def _normals(seen: Numbers) -> Numbers:
    """Give the unit normals, y up; zero where a triangle has no area."""
    x, y, z = seen
    u, v = (np.stack([x[n] - x[0], y[0] - y[n], z[n] - z[0]]) for n in (1, 2))
    normal = np.stack(
        [
            u[1] * v[2] - u[2] * v[1],
            u[2] * v[0] - u[0] * v[2],
            u[0] * v[1] - u[1] * v[0],
        ]
    )
    length = np.sqrt((normal**2).sum(axis=0))
    return normal / np.where(length > 0, length, 1.0)


def _coded(normal: Numbers) -> Codes:
    """Pack whether the front is seen, and the normal of the seen side, into 31 bits and one."""
    front = normal[2] > 0
    seen = np.where(front, normal, -normal)
    x, y = (np.rint((seen[axis] + 1) / 2 * STEPS).astype(np.uint64) for axis in (0, 1))
    facing: Codes = np.where(front, FACING, np.uint64(0)) | x << SHIFT | y
    return facing
