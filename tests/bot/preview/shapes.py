"""Meshes for the tests: triangles as an array of shape (n, 3 corners, 3 axes)."""

import numpy as np
import trimesh

from bot.preview.mesh import Numbers

Triangles = Numbers
Vector = tuple[float, float, float]
NOWHERE: Vector = (0.0, 0.0, 0.0)


def box(sides: Vector = (10, 10, 10), at: Vector = NOWHERE) -> Triangles:
    """Give twelve triangles around a box whose lowest corner is at a point."""
    x, y, z = (low + side / 2 for low, side in zip(at, sides, strict=True))
    return _triangles(trimesh.creation.box(sides), (x, y, z))


def ball(radius: float = 10, at: Vector = NOWHERE) -> Triangles:
    """Give 80 triangles around a point."""
    return _triangles(trimesh.creation.icosphere(subdivisions=1, radius=radius), at)


def without(triangles: Triangles, number: int) -> Triangles:
    """Leave one triangle out."""
    return np.delete(triangles, number, axis=0)


def flipped(triangles: Triangles, *numbers: int) -> Triangles:
    """Turn some triangles around, or all."""
    turned = triangles.copy()
    chosen = list(numbers) or slice(None)
    turned[chosen] = triangles[chosen][:, ::-1]
    return turned


def joined(*parts: Triangles) -> Triangles:
    """Put several meshes into one."""
    return np.concatenate(parts)


def _triangles(solid: trimesh.Trimesh, at: Vector) -> Triangles:
    triangles: Triangles = np.asarray(solid.triangles, np.float64) + np.array(at)
    return triangles
