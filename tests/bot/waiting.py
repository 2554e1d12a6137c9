"""Waiting for what other threads do: until it is so, never for a fixed time."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def wait_for(look: Callable[[], T], limit: float = 10.0) -> T:
    """Give what `look` gives once that is true; fails after `limit` seconds."""
    end = time.monotonic() + limit
    while not (seen := look()):
        assert time.monotonic() < end, f"not within {limit} s"
        time.sleep(0.002)
    return seen
