"""Unequal amounts of work, unfolded into flat arrays of bounded length."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]


def batches(counts: Whole, most: int) -> Iterator[slice]:
    """Cut a list of counts into runs whose sum is at most `most`, or that are one item long."""
    ends = np.cumsum(counts)
    start, done = 0, 0
    while start < len(counts):
        stop = max(start + 1, int(np.searchsorted(ends, done + most, "right")))
        yield slice(start, stop)
        start, done = stop, int(ends[stop - 1])


def unfolded(counts: Whole) -> tuple[Whole, Whole]:
    """Give for each single thing to whom it belongs, and its place among the owner's things."""
    owners = np.repeat(np.arange(len(counts)), counts)
    before = np.cumsum(counts) - counts
    return owners, np.arange(len(owners)) - before[owners]
