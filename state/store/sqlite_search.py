"""Searches by terms in an SQLite file: the statement for each, and what fills it."""

from collections.abc import Sequence
from dataclasses import dataclass

from state.store.sqlite_readers import Readers
from state.store.sqlite_schema import Schema

MOST_CONSIDERED = 2_000
"""So many terms that start alike are looked at."""

_COUNT = "SELECT count(*) FROM (SELECT 1 FROM [terms] WHERE term = ? LIMIT ?)"
_TOO = " AND EXISTS (SELECT 1 FROM [terms] WHERE term = ? AND place = one.place)"
_BY_TERMS = """SELECT key, value FROM
    (SELECT place FROM [terms] AS one WHERE term = ?[too] ORDER BY place DESC LIMIT ? OFFSET ?)
    JOIN [table] ON [table].rowid = place ORDER BY place DESC"""
_BY_PREFIX = """SELECT key, value FROM
    (SELECT DISTINCT place FROM
        (SELECT place FROM [terms] WHERE term >= ? AND term < ? ORDER BY term DESC LIMIT ?)
        ORDER BY place DESC LIMIT ? OFFSET ?)
    JOIN [table] ON [table].rowid = place ORDER BY place DESC"""
_LAST_LETTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Search:
    """Gives statements that read documents newest first; limit and offset are left to fill in."""

    schema: Schema
    readers: Readers

    def by_terms(self, terms: Sequence[str]) -> tuple[str, *tuple[str, ...]]:
        """Give the statement for documents that have all of these terms, and its values."""
        ordered = self._rarest_first(terms)
        too = _TOO * (len(ordered) - 1)
        return self.schema.sql(_BY_TERMS.replace("[too]", too)), *ordered

    def by_prefix(self, prefix: str) -> tuple[str, str, str, int]:
        """Give the statement for documents with a term that starts so, and its values."""
        return self.schema.sql(_BY_PREFIX), prefix, prefix + _LAST_LETTER, MOST_CONSIDERED

    def _rarest_first(self, terms: Sequence[str]) -> Sequence[str]:
        """Order the terms so that the fewest documents are looked at."""
        if len(terms) == 1:
            return terms
        sql = self.schema.sql(_COUNT)
        counts = {term: self.readers.select(sql, (term, MOST_CONSIDERED)) for term in terms}
        return sorted(counts, key=lambda term: counts[term])
