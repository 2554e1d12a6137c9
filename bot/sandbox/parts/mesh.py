"""Points, triangles, and flat surfaces made of them."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float, float]
Triangle = tuple[Point, Point, Point]
Quad = tuple[Point, Point, Point, Point]
SEGMENTS = 48
"""Corners of a hole; a multiple of four, so that each corner of a face gets a quarter of them."""


def flat(face: Quad) -> Iterator[Triangle]:
    """Give a face whose corners are counter-clockwise for those who look at it from outside."""
    a, b, c, d = face
    yield a, b, c
    yield a, c, d


def scaled(triangles: Sequence[Triangle], factor: float) -> list[Triangle]:
    """Give the same shape in another size."""

    def moved(point: Point) -> Point:
        x, y, z = point
        return x * factor, y * factor, z * factor

    return [(moved(a), moved(b), moved(c)) for a, b, c in triangles]


@dataclass(frozen=True)
class Bore:
    """A round hole from the middle of a face to the opposite face.

    Attributes:
        front: the corners of the face, counter-clockwise from outside.
        back: the corners of the opposite face, each behind that of the front.
        radius: in the unit of the corners.
    """

    front: Quad
    back: Quad
    radius: float

    def triangles(self) -> Iterator[Triangle]:
        """Give both faces and the wall between them."""
        near = self._circle()
        far = [_plus(point, _minus(self.back[0], self.front[0])) for point in near]
        yield from _around(self.front, near)
        for a, b, c in _around(self.back, far):
            yield a, c, b
        for (a, b), (c, d) in zip(_closed(near), _closed(far), strict=True):
            yield a, b, d
            yield a, d, c

    def _circle(self) -> list[Point]:
        a, b, c, d = self.front
        middle = _times(_plus(a, c), 0.5)
        right, up = (_times(v, self.radius / math.hypot(*v)) for v in (_minus(b, a), _minus(d, a)))
        angles = [math.pi + 2 * math.pi * n / SEGMENTS for n in range(SEGMENTS)]
        return [
            _plus(middle, _plus(_times(right, math.cos(t)), _times(up, math.sin(t))))
            for t in angles
        ]


def _around(face: Quad, ring: Sequence[Point]) -> Iterator[Triangle]:
    quarter = SEGMENTS // 4
    edges = list(_closed(ring))
    for n, corner in enumerate(face):
        yield face[n - 1], corner, ring[n * quarter]
        for start, end in edges[n * quarter : (n + 1) * quarter]:
            yield corner, end, start


def _closed(ring: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return pairwise((*ring, ring[0]))


def _plus(a: Point, b: Point) -> Point:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def _minus(a: Point, b: Point) -> Point:
    return a[0] - b[0], a[1] - b[1], a[2] - b[2]


def _times(a: Point, factor: float) -> Point:
    return a[0] * factor, a[1] * factor, a[2] * factor
