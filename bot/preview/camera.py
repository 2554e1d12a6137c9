"""From where a part is seen: from the front, a little to the right and above, whole."""

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bot.preview import limits
from bot.preview.mesh import Chunk, Numbers

ACROSS, DOWN = limits.WIDTH * limits.FINER, limits.HEIGHT * limits.FINER
"""The canvas, in the small pixels that are drawn."""
TURN, RISE = math.radians(32), math.radians(27)
FILLED = 0.9
"""How much of the canvas a part takes, across or from top to bottom."""
LONGEST = 100 * ACROSS
"""How deep a part may be, in pixels."""


class View(NamedTuple):
    """How far a mesh reaches to the right, up, and towards the eye, in its own unit."""

    middle: Numbers
    size: Numbers


@dataclass(frozen=True)
class Camera:
    """A parallel projection that fills the canvas.

    Attributes:
        axes: rows are right, up, and towards the eye, in pixels per unit of the file.
        centre: the point in the middle of the canvas.
        reach: no corner is further than so many pixels before or behind the centre.
    """

    axes: Numbers
    centre: Numbers
    reach: float

    def project(self, chunk: Chunk) -> Chunk:
        """Give x to the right, y down, and z towards the eye, in pixels; by axis and corner."""
        # Subtracted in double precision: far from the origin a float has no digits to spare.
        near = (chunk - self.centre[:, None]).astype(np.float32)
        seen = self.axes.astype(np.float32) @ near
        x, y, z = seen[:, 0], seen[:, 1], seen[:, 2]
        return np.stack([ACROSS / 2 + x, DOWN / 2 - y, z]).astype(np.float32, copy=False)


def looking_at(view: View) -> Camera:
    """Give a camera that has all of it in view; it has to be more than a point."""
    axes = eye_axes()
    right, up, depth = (view.size / 2).tolist()
    # Of a part without width its height decides, and the other way round; of a needle that
    # points at the eye, its length.
    scale = FILLED / 2 / max(right / ACROSS, up / DOWN, depth / LONGEST)
    return Camera(axes * scale, view.middle @ axes, max(1.0, depth * scale))


def eye_axes() -> Numbers:
    """Give what is right, up, and towards the eye, as rows of length one."""
    eye = np.array(
        [
            math.sin(TURN) * math.cos(RISE),
            -math.cos(TURN) * math.cos(RISE),
            math.sin(RISE),
        ]
    )
    right = np.array([math.cos(TURN), math.sin(TURN), 0.0])
    return np.stack([right, np.cross(eye, right), eye])
