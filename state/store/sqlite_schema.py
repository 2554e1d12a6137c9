"""The tables of a store in an SQLite file: documents, their indexes, and their terms."""

import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pydantic_core import from_json

from state.store import Doc, Vocabulary
from state.store.texts import json_of

PATIENCE = 30.0
"""Seconds for which a call waits for other processes to let go of the file."""

_DOCUMENTS = "CREATE TABLE IF NOT EXISTS [table] (key TEXT PRIMARY KEY, value BLOB)"
_COLUMNS = "SELECT name FROM pragma_table_info(?)"
_ADD_TERMS = "ALTER TABLE [table] ADD COLUMN terms TEXT"
_INDEX = "CREATE INDEX IF NOT EXISTS [index] ON [table] ([field])"
_OURS = "SELECT name, type FROM sqlite_master WHERE tbl_name = ? OR name LIKE ?"
# A document's place is its rowid: no change moves it, and VACUUM keeps it.
_TERMS = "CREATE TABLE [terms] (term TEXT, place INTEGER, PRIMARY KEY (term, place)) WITHOUT ROWID"
_CREATED = """CREATE TRIGGER [created] AFTER INSERT ON [table] BEGIN
    INSERT INTO [terms] SELECT value, new.rowid FROM json_each(new.terms);
END"""
_REPLACED = """CREATE TRIGGER [replaced] AFTER UPDATE OF terms ON [table]
WHEN old.terms IS NOT new.terms BEGIN
    DELETE FROM [terms] WHERE place = old.rowid AND term IN (
        SELECT value FROM json_each(old.terms) EXCEPT SELECT value FROM json_each(new.terms));
    INSERT OR IGNORE INTO [terms] SELECT value, new.rowid FROM json_each(new.terms);
END"""
_DELETED = """CREATE TRIGGER [deleted] AFTER DELETE ON [table] BEGIN
    DELETE FROM [terms]
        WHERE place = old.rowid AND term IN (SELECT value FROM json_each(old.terms));
END"""
_EVERY = "SELECT rowid, value FROM [table] WHERE rowid > ? ORDER BY rowid LIMIT 500"
_REWRITE = "UPDATE [table] SET terms = ? WHERE rowid = ?"


@dataclass(frozen=True, slots=True)
class Schema:
    """What one table of documents needs, and the names of it; `indexed` are dotted fields."""

    table: str
    indexed: Collection[str] = ()
    vocabulary: Vocabulary | None = None

    def sql(self, statement: str, field: str = "") -> str:
        """Give a statement with its names: `[table]`, `[terms]`, and `[field]` of a document."""
        return (
            statement.replace("[table]", _name(self.table))
            .replace("[terms]", _name(self.terms))
            .replace("[index]", _name(self._index(field)))
            .replace("[field]", f"json_extract(value, '$.doc.{field}')")
            .replace("[created]", _name(f"{self.terms} created"))
            .replace("[replaced]", _name(f"{self.terms} replaced"))
            .replace("[deleted]", _name(f"{self.terms} deleted"))
        )

    @property
    def terms(self) -> str:
        """The name of the table of terms; another version of the vocabulary has another."""
        version = self.vocabulary.version if self.vocabulary else 0
        return f"{self.table} terms {version}"

    def terms_of(self, doc: Doc) -> str:
        """Write the terms of a document as they are kept beside it."""
        terms = dict.fromkeys(self.vocabulary.of(doc)) if self.vocabulary else ()
        return json_of(list(terms))

    def prepare(self, path: Path) -> None:
        """Bring the file up to this schema, once for all processes that open it together.

        Raises:
            sqlite3.Error: the file cannot be used, or somebody keeps it to himself.
        """
        # A connection of our own: its errors come out here, not in sqlitedict's thread.
        with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as file:
            if file.execute("PRAGMA journal_mode = WAL").fetchone() != ("wal",):
                msg = "it cannot be shared by several processes"
                raise sqlite3.DatabaseError(msg)
            file.execute("BEGIN IMMEDIATE")
            with file:
                self._bring_up(file)

    def _bring_up(self, file: sqlite3.Connection) -> None:
        file.execute(self.sql(_DOCUMENTS))
        if ("terms",) not in file.execute(_COLUMNS, (self.table,)).fetchall():
            file.execute(self.sql(_ADD_TERMS))
        made = dict(file.execute(_OURS, (self.table, f"{self.table} terms %")).fetchall())
        for name, kind in made.items():
            if self._is_outdated(name):
                file.execute(f"DROP {kind} {_name(name)}")
        for field in sorted(self.indexed):
            file.execute(self.sql(_INDEX, field))
        if self.vocabulary is not None and self.terms not in made:
            self._note_terms(file)

    def _is_outdated(self, name: str) -> bool:
        if name.startswith(f"{self.table} by "):
            return name not in {self._index(field) for field in self.indexed}
        return name.startswith(f"{self.table} terms ") and not f"{name} ".startswith(
            f"{self.terms} "
        )

    def _note_terms(self, file: sqlite3.Connection) -> None:
        file.execute(self.sql(_TERMS))
        # Every document first loses the terms that another version gave it, so that it gains ours.
        file.execute(self.sql("UPDATE [table] SET terms = NULL"))
        for statement in (_CREATED, _REPLACED, _DELETED):
            file.execute(self.sql(statement))
        last = 0
        while rows := file.execute(self.sql(_EVERY), (last,)).fetchall():
            for place, text in rows:
                terms = self.terms_of(from_json(text)["doc"])
                file.execute(self.sql(_REWRITE), (terms, place))
            last = rows[-1][0]

    def _index(self, field: str) -> str:
        return f"{self.table} by {field}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
