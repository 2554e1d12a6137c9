"""Whether a surface is closed, told by sums over its edges: memory does not grow with the mesh."""

import os

import numpy as np
from numpy.typing import NDArray

from bot.preview import limits
from bot.preview.mesh import Chunk

Codes = NDArray[np.uint64]
NOTHING = np.uint64(0)
HALF = np.uint64(32)


class Edges:
    """Every edge seen so far, as hashes of its two ends.

    On a closed and consistently wound surface each edge is run along once in both directions, so
    the signed sum of the hashes is zero; when each is met an even number of times, their XOR is.
    The multipliers are drawn anew for each file: none can be made so that foreign edges cancel.
    """

    def __init__(self) -> None:
        self._odd = np.frombuffer(os.urandom(40), np.uint64) | np.uint64(1)
        self._signed = self._parity = NOTHING
        self._kept: list[Codes] | None = []
        self._seen = 0

    def add(self, chunk: Chunk) -> None:
        """Take in the edges of triangles with usable corners."""
        self._seen += chunk.shape[2]
        if self._seen > limits.COUNTED_TRIANGLES:
            self._kept = None
        a, b, c = (self._of_corner(corner) for corner in chunk)
        for start, end in ((a, b), (b, c), (c, a)):
            self._add_edges(start, end)

    @property
    def closed(self) -> bool:
        """Tell whether no edge is open."""
        return bool(self._parity == NOTHING)

    @property
    def consistent(self) -> bool:
        """Tell whether all neighbours face the same way; only on a closed surface."""
        return bool(self._signed == NOTHING)

    def open_ones(self) -> int | None:
        """Count the edges that an odd number of triangles meet; None when there are too many."""
        if self._kept is None:
            return None
        codes = np.concatenate([np.zeros(0, np.uint64), *self._kept])
        self._kept = None
        codes.sort()
        first = np.ones(len(codes) + 1, np.bool_)
        np.not_equal(codes[1:], codes[:-1], out=first[1:-1])
        # A run of equal codes is odd when the next one starts at a place of the other parity.
        odd = np.flatnonzero(first).astype(np.uint8) & 1
        return int(np.count_nonzero(odd[1:] != odd[:-1]))

    def _of_corner(self, corner: NDArray[np.float32]) -> Codes:
        # Adding zero turns -0.0 into 0.0: they are one point, and have to be the same bits.
        x, y, z = (corner + np.float32(0)).view(np.uint32)
        code: Codes = self._mixed((x.astype(np.uint64) << HALF) | y)
        return self._mixed(code + z * self._odd[2])

    def _add_edges(self, start: Codes, end: Codes) -> None:
        codes = self._mixed(np.minimum(start, end) * self._odd[3] + np.maximum(start, end))
        codes[start == end] = NOTHING
        forward = codes[start < end].sum(dtype=np.uint64)
        with np.errstate(over="ignore"):
            # What runs backward is everything else.
            self._signed += forward + forward - codes.sum(dtype=np.uint64)
        self._parity ^= np.bitwise_xor.reduce(codes)
        if self._kept is not None:
            self._kept.append(codes[codes != NOTHING])

    def _mixed(self, codes: Codes) -> Codes:
        codes ^= codes >> HALF
        codes *= self._odd[0]
        codes ^= codes >> np.uint64(29)
        codes *= self._odd[1]
        codes ^= codes >> HALF
        return codes
