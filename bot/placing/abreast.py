"""Calls side by side: each waits for the network, and none needs another's answer."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from state.problems import DeskError

MOST = 40
"""Calls at the same time: fifty lines take two round trips, and nobody's server is stormed.

With 25, whatever came late of the first half made it three: the first ten that are answered begin
the last ten, long before any of those is answered.
"""
Answer = TypeVar("Answer")


def abreast(calls: Sequence[Callable[[], Answer]]) -> list[Answer | DeskError]:
    """Give each call's answer or the `DeskError` that it raised, in the order of the calls.

    Any other error is raised, once all calls have ended.
    """
    if len(calls) == 1:
        return [_outcome(calls[0])]
    with ThreadPoolExecutor(min(len(calls), MOST), thread_name_prefix="abreast") as pool:
        return list(pool.map(_outcome, calls))


def _outcome(call: Callable[[], Answer]) -> Answer | DeskError:
    try:
        return call()
    except DeskError as error:
        return error
