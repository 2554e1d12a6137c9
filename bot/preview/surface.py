"""What the buffer says of each pixel, unpacked."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from bot.preview.canvas import HALF, NEAREST
from bot.preview.faces import FACING, SHIFT, STEPS, Codes

Values = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Surface:
    """Some rows of pixels.

    Attributes:
        hit: whether there is any surface.
        front: whether its outer side is seen.
        x: the part of the unit normal that points right; y: up; z: to the eye, never negative.
        depth: how near it is to the eye, in pixels.
    """

    hit: Mask
    front: Mask
    x: Values
    y: Values
    z: Values
    depth: Values

    def rows(self, wanted: slice) -> "Surface":
        """Give some of the rows."""
        return Surface(*(getattr(self, field.name)[wanted] for field in fields(self)))


def unpacked(codes: Codes, reach: float) -> Surface:
    """Read what a canvas holds, for a part that reaches so far before and behind the centre."""
    steps = np.uint64(STEPS)
    x, y = (
        (bits & steps).astype(np.float32) * np.float32(2 / STEPS) - np.float32(1)
        for bits in (codes >> SHIFT, codes)
    )
    z = np.sqrt(np.clip(1 - x * x - y * y, 0, 1))
    share = (codes >> HALF).astype(np.float32) * np.float32(1 / NEAREST)
    depth = (share - np.float32(0.5)) * np.float32(2 * reach)
    return Surface(codes != 0, (codes & FACING) != 0, x, y, z, depth)
