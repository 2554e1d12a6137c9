"""The tables of a store in an SQLite file: documents, their indexes, and their terms."""

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from state.store import Doc, Vocabulary

PATIENCE = 30.0
"""Seconds for which a call waits for other processes to let go of the file."""

_DOCUMENTS = "CREATE TABLE IF NOT EXISTS [table] (key TEXT PRIMARY KEY, value BLOB)"
_INDEX = "CREATE INDEX IF NOT EXISTS [index] ON [table] ([field])"
_OURS = "SELECT type, name FROM sqlite_master WHERE tbl_name = ? OR name LIKE ?"
# A document's place is its rowid: no document changes it, and VACUUM keeps it.
_TERMS = "CREATE TABLE [terms] (term TEXT, place INTEGER, PRIMARY KEY (term, place)) WITHOUT ROWID"
_CREATED = """CREATE TRIGGER [created] AFTER INSERT ON [table] BEGIN
    INSERT INTO [terms] SELECT value, new.rowid FROM json_each(new.value, '$.terms');
END"""
_REPLACED = """CREATE TRIGGER [replaced] AFTER UPDATE ON [table]
WHEN json_extract(old.value, '$.terms') IS NOT json_extract(new.value, '$.terms') BEGIN
    DELETE FROM [terms] WHERE place = old.rowid AND term IN (
        SELECT value FROM json_each(old.value, '$.terms')
        EXCEPT SELECT value FROM json_each(new.value, '$.terms'));
    INSERT OR IGNORE INTO [terms] SELECT value, new.rowid FROM json_each(new.value, '$.terms');
END"""
_DELETED = """CREATE TRIGGER [deleted] AFTER DELETE ON [table] BEGIN
    DELETE FROM [terms] WHERE place = old.rowid
        AND term IN (SELECT value FROM json_each(old.value, '$.terms'));
END"""
_EVERY = "SELECT rowid, value FROM [table] WHERE rowid > ? ORDER BY rowid LIMIT 500"
_REWRITE = "UPDATE [table] SET value = ? WHERE rowid = ?"
_NOTE = """INSERT INTO [terms] SELECT term.value, [table].rowid
    FROM [table], json_each([table].value, '$.terms') AS term WHERE [table].rowid = ?"""


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

    def text(self, version: int, doc: Doc) -> str:
        """Write a document as it is kept, its terms beside it."""
        kept: dict[str, Any] = {"version": version, "doc": doc}
        if self.vocabulary is not None:
            kept["terms"] = list(dict.fromkeys(self.vocabulary.of(doc)))
        return json.dumps(kept, ensure_ascii=False, allow_nan=False)

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
        made = dict(map(reversed, file.execute(_OURS, (self.table, f"{self.table} terms %"))))
        for name, kind in made.items():
            if self._is_outdated(name):
                file.execute(f"DROP {kind} IF EXISTS {_name(name)}")
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
        last = 0
        while rows := file.execute(self.sql(_EVERY), (last,)).fetchall():
            for place, text in rows:
                file.execute(self.sql(_REWRITE), (self._reread(text), place))
                file.execute(self.sql(_NOTE), (place,))
            last = rows[-1][0]
        for statement in (_CREATED, _REPLACED, _DELETED):
            file.execute(self.sql(statement))

    def _reread(self, text: str) -> str:
        value = json.loads(text)
        return self.text(value["version"], value["doc"])

    def _index(self, field: str) -> str:
        return f"{self.table} by {field}"


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
