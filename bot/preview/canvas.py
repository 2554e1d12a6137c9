"""The buffer of nearest surfaces: depth test and painting in one operation on whole arrays."""

import time

import numpy as np

from bot.preview.batches import batches, unfolded
from bot.preview.camera import ACROSS, DOWN, Camera
from bot.preview.faces import Faces, Spans
from bot.preview.findings import TooMuchWork
from bot.preview.mesh import Chunk

ROWS_AT_ONCE = 1 << 17
PIXELS_AT_ONCE = 1 << 18
NEAREST = float((1 << 32) - 2)
HALF = np.uint64(32)


class Canvas:
    """What is nearest to the eye, for each pixel, in one number of 64 bits.

    The upper half is the depth, the lower one says how the surface lies. So the larger number is
    the nearer surface, and the order in which triangles come makes no difference. Zero is empty.
    """

    def __init__(self, camera: Camera, seconds: float, fragments: int) -> None:
        self._camera = camera
        # Of this process's own time: a busy machine costs no picture.
        self._until = time.process_time() + seconds
        self._fragments = fragments
        self.buffer = np.zeros(ACROSS * DOWN, np.uint64)

    def draw(self, chunk: Chunk) -> None:
        """Draw triangles with usable corners; raises `TooMuchWork` when a bound is reached."""
        faces = Faces(self._camera.project(chunk))
        for part in batches(faces.rows, ROWS_AT_ONCE):
            spans = faces.spans(part)
            for piece in batches(spans.widths, PIXELS_AT_ONCE):
                self._paint(faces, spans, piece)
        self._check()

    def _paint(self, faces: Faces, spans: Spans, piece: slice) -> None:
        owners, offset = unfolded(spans.widths[piece])
        owners += piece.start
        self._fragments -= len(owners)
        self._check()
        face, row = spans.faces[owners], spans.rows[owners]
        column = spans.left[owners] + offset
        share = faces.depth(face, row, column) / (2 * self._camera.reach) + 0.5
        depth = np.clip(share * NEAREST, 1, NEAREST).astype(np.uint64)
        np.maximum.at(self.buffer, row * ACROSS + column, depth << HALF | faces.codes[face])

    def _check(self) -> None:
        if self._fragments < 0 or time.process_time() > self._until:
            raise TooMuchWork
