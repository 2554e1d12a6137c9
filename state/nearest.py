"""Documents that are nearly meant: those known by something that begins like what was asked."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from state.store import Row, Store
from state.terms import asked, folded, order_terms

MOST_COMPARED = 50
MOST_WORDS = 3
SHORTEST_START = 3
"""Fewer letters are the beginning of too much."""


class Start(NamedTuple):
    """Rows with a term that has so many first letters in common with a word."""

    word: str
    size: int
    rows: Sequence[Row]


def nearest(store: Store, text: str) -> list[Row]:
    """Give orders known by something that begins like the text or one of its words.

    What has the longest beginning in common counts, and of that the most alike come first.
    """
    words = sorted(asked(text), key=len, reverse=True)[:MOST_WORDS]
    best = Start("", 0, ())
    for word in (folded(text), *words):
        best = _start(store, word, best)
    return _most_alike(best)


def _start(store: Store, word: str, best: Start) -> Start:
    """Give the rows of this word, unless another has more letters in common with some."""
    for size in range(len(word), max(best.size, min(len(word), SHORTEST_START) - 1), -1):
        if rows := store.starting(word[:size], MOST_COMPARED):
            return Start(word, size, rows)
    return best


def _most_alike(start: Start) -> list[Row]:
    word, beginning = start.word, start.word[: start.size]

    def alike(row: Row) -> float:
        terms = (term for term in order_terms(row.doc) if term.startswith(beginning))
        return max((SequenceMatcher(None, word, term).ratio() for term in terms), default=0.0)

    return sorted(start.rows, key=alike, reverse=True)
