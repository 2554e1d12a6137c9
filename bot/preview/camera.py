"""From where a part is seen: from the front, a little to the right and above, whole."""

import math
from dataclasses import dataclass

import numpy as np

from bot.preview import limits
from bot.preview.mesh import Chunk, Numbers

ACROSS, DOWN = limits.WIDTH * limits.FINER, limits.HEIGHT * limits.FINER
"""The canvas, in the small pixels that are drawn."""
TURN, RISE = math.radians(32), math.radians(27)
FILLED = 0.94
"""How much of the canvas the part's box may take."""


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


def looking_at(low: Numbers, high: Numbers) -> Camera:
    """Give a camera that has a whole box in view, which is more than a point."""
    axes, centre, half = _axes(), (low + high) / 2, (high - low) / 2
    right, up, depth = (np.abs(axes) @ half).tolist()
    # Of a part without width, its height decides, and the other way round.
    scale = FILLED / 2 / max(right / ACROSS, up / DOWN)
    return Camera(axes * scale, centre, max(1.0, depth * scale))


def _axes() -> Numbers:
    eye = np.array(
        [
            math.sin(TURN) * math.cos(RISE),
            -math.cos(TURN) * math.cos(RISE),
            math.sin(RISE),
        ]
    )
    right = np.array([math.cos(TURN), math.sin(TURN), 0.0])
    return np.stack([right, np.cross(eye, right), eye])
