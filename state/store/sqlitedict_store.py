"""The store in an SQLite file, for the threads and processes of one machine, by sqlitedict."""

from collections.abc import Collection, Sequence
from pathlib import Path

from pydantic_core import from_json

from state.store import Conflict, Doc, Row, Vocabulary, changed
from state.store.sqlite_file import SqliteFile
from state.store.sqlite_schema import Schema
from state.store.sqlite_search import Search
from state.store.texts import json_of

# A value begins with its version, so one that is known need not be parsed to be left out.
_GET = """SELECT key, CASE substr(value, 1, length(?1)) WHEN ?1 THEN ?2 ELSE value END
    FROM [table] WHERE key = ?3"""
_CREATE = "INSERT INTO [table] (key, value, terms) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING"
_REPLACE = """UPDATE [table] SET value = ?
    WHERE key = ? AND json_extract(value, '$.version') = ?"""
_REPLACE_ALL = """UPDATE [table] SET value = ?, terms = ?
    WHERE key = ? AND json_extract(value, '$.version') = ?"""
_DELETE = "DELETE FROM [table] WHERE key = ? AND json_extract(value, '$.version') = ?"
_PAGE = "SELECT key, value FROM [table] WHERE key > ? ORDER BY key LIMIT ?"
_FIND = "SELECT key, value FROM [table] WHERE [field] = ? ORDER BY rowid DESC LIMIT ?"
_COUNT = "SELECT COUNT(*) FROM [table] WHERE [field] = ?"
_DUE = "SELECT key, value FROM [table] WHERE [field] <= ? ORDER BY [field] LIMIT ?"
_FIND_AFTER = """SELECT key, value FROM [table]
    WHERE [field] = ? AND rowid < (SELECT rowid FROM [table] WHERE key = ?)
    ORDER BY rowid DESC LIMIT ?"""


class SqliteDictStore:
    """One table of an SQLite file; `indexed` names the fields that `find` takes (`spot.card`).

    Given a path, it has the file to itself in this process; given a file, it shares it with other
    stores, and leaves it open. The constructor and every method raise `StoreFailed` when the file
    cannot be used, or stays locked for `PATIENCE` seconds.
    """

    def __init__(
        self,
        file: Path | SqliteFile,
        table: str,
        indexed: Collection[str] = (),
        vocabulary: Vocabulary | None = None,
    ) -> None:
        self._is_own = isinstance(file, Path)
        self._file = SqliteFile(file) if isinstance(file, Path) else file
        self._schema = Schema(table, frozenset(indexed), vocabulary)
        self._search = Search(self._schema, self._file.readers)
        self._file.prepare(self._schema)

    def get(self, key: str, known: int = 0) -> Row | None:
        """Read one document; at the version that the caller has `known` it comes empty."""
        empty = text_of(Row(key, known, {}))
        beginning = empty.removesuffix("{}}")
        rows = self._select(self._schema.sql(_GET), beginning, empty, key)
        return rows[0] if rows else None

    def create(self, key: str, doc: Doc) -> Row:
        """Add a document; `Conflict` when the key exists."""
        row = Row(key, 1, doc)
        self._change(key, _CREATE, key, text_of(row), self._schema.terms_of(doc))
        return row

    def replace(self, row: Row, doc: Doc) -> Row:
        """Change a document that is still at the row's version; `Conflict` when it is not."""
        after, has_its_terms = changed(row, doc, self._schema.vocabulary)
        if has_its_terms:
            self._change(row.key, _REPLACE, text_of(after), row.key, row.version)
        else:
            terms = self._schema.terms_of(doc)
            self._change(row.key, _REPLACE_ALL, text_of(after), terms, row.key, row.version)
        return after

    def delete(self, row: Row) -> None:
        """Remove a document that is still at the row's version; `Conflict` when it is not."""
        self._change(row.key, _DELETE, row.key, row.version)

    def find(self, field: str, value: str, limit: int = 100, *, after: str = "") -> Sequence[Row]:
        """Give documents by the text of an indexed field, last created first.

        Raises:
            ValueError: the field is not indexed.
        """
        if after:
            return self._select(self._by(_FIND_AFTER, field), value, after, limit)
        return self._select(self._by(_FIND, field), value, limit)

    def count(self, field: str, value: str) -> int:
        """Tell how many documents `find` would give in all; else as `find`."""
        ((count,),) = self._file.readers.select(self._by(_COUNT, field), (value,))
        return int(count)

    def due(self, field: str, until: str, limit: int = 100) -> Sequence[Row]:
        """Give documents whose indexed field is at most this text, least first; else as `find`."""
        return self._select(self._by(_DUE, field), until, limit)

    def search(self, terms: Sequence[str], limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give the documents that have all of these terms, last created first."""
        return self._select(*self._search.by_terms(terms), limit, skip) if terms else []

    def starting(self, prefix: str, limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give documents with a term that starts so, last created first; see `Store`."""
        return self._select(*self._search.by_prefix(prefix), limit, skip)

    def page(self, after: str = "", limit: int = 100) -> Sequence[Row]:
        """Give documents in the order of their keys, from behind `after`."""
        return self._select(self._schema.sql(_PAGE), after, limit)

    def close(self) -> None:
        """Let go of the file, if nobody shares it; closing twice is fine."""
        if self._is_own:
            self._file.close()

    def _by(self, statement: str, field: str) -> str:
        if field not in self._schema.indexed:
            msg = f"{field} is not indexed in {self._schema.table}"
            raise ValueError(msg)
        return self._schema.sql(statement, field)

    def _select(self, sql: str, *values: str | int) -> list[Row]:
        return [_row(key, text) for key, text in self._file.readers.select(sql, values)]

    def _change(self, key: str, statement: str, *values: str | int) -> None:
        if self._file.change(self._schema.sql(statement), values) != 1:
            raise Conflict(key)


def text_of(row: Row) -> str:
    """Write a document and its version as they are kept."""
    return json_of({"version": row.version, "doc": row.doc})


def _row(key: str, text: str) -> Row:
    value = from_json(text, cache_strings="keys")
    return Row(key, value["version"], value["doc"])
