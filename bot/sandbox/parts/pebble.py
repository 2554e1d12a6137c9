"""A large organic part: a ball with bumps, finely meshed."""

import math
from collections.abc import Iterator
from itertools import product

from bot.sandbox.parts.mesh import Point, Triangle

RADIUS = 45.0
BUMPS = (
    (0.16, (2.1, 1.3, -0.7), 0.4),
    (0.11, (-1.9, 3.2, 1.1), 1.7),
    (0.06, (4.3, -2.8, 5.1), 0.2),
    (0.03, (-9.7, 7.9, 8.3), 2.9),
    (0.012, (23.0, -19.0, 17.0), 1.1),
)
"""Waves across the ball: height as a share of the radius, direction with density, and start."""


def triangles_of(steps: int) -> int:
    """Give how many triangles a pebble has."""
    return 8 * steps**2


def pebble(steps: int) -> Iterator[Triangle]:
    """Give the surface triangle by triangle, in millimetres; the same in every run.

    Args:
        steps: into how many pieces each edge of an octahedron is cut.
    """
    for signs in product((1, -1), repeat=3):
        flipped = math.prod(signs) < 0
        for a, b, c in _octant(signs, steps):
            yield (a, c, b) if flipped else (a, b, c)


def _octant(signs: tuple[int, ...], steps: int) -> Iterator[Triangle]:
    upper = _row(0, signs, steps)
    for n in range(1, steps + 1):
        lower = _row(n, signs, steps)
        for k in range(n):
            yield upper[k], lower[k], lower[k + 1]
        for k in range(n - 1):
            yield upper[k], lower[k + 1], upper[k + 1]
        upper = lower


def _row(n: int, signs: tuple[int, ...], steps: int) -> list[Point]:
    # Whole numbers: neighbouring octants meet in exactly the same points.
    sx, sy, sz = signs
    return [_bumpy(sx * (n - k), sy * k, sz * (steps - n)) for k in range(n + 1)]


def _bumpy(x: int, y: int, z: int) -> Point:
    length = math.sqrt(x * x + y * y + z * z)
    u, v, w = x / length, y / length, z / length
    height = 1.0
    for share, (a, b, c), start in BUMPS:
        height += share * math.sin(a * u + b * v + c * w + start)
    reach = RADIUS * height
    return u * reach, v * reach, w * reach
