"""The tables in PostgreSQL: made and brought up to date by whoever starts first."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg import Connection
from psycopg.sql import SQL, Composed, Identifier, Literal
from pydantic_core import from_json

from state.store import Doc, Vocabulary
from state.store.nul import hidden, hidden_json, shown_json
from state.store.texts import json_of

SCHEMA = "printdesk"
LOCK = 7_120_311
"""The number of the advisory lock under which tables are changed; any number of our own."""
PART = 200
"""How many characters of a text are indexed: an index takes no long ones."""
_NOTE = re.compile(r"printdesk layout (\d+), vocabulary (\d+)")

_STEPS: tuple[LiteralString, ...] = (
    """
    CREATE TABLE {table} (
        key text COLLATE "C" PRIMARY KEY,
        seq bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
        version bigint NOT NULL,
        doc jsonb NOT NULL,
        terms text[] NOT NULL,
        written uuid[] NOT NULL
    );
    CREATE TABLE {terms} (term text COLLATE "C", seq bigint, PRIMARY KEY (term, seq));
    CREATE FUNCTION {noting}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN
            DELETE FROM {terms} WHERE seq = OLD.seq AND term = ANY (OLD.terms);
        END IF;
        IF TG_OP <> 'DELETE' THEN
            INSERT INTO {terms} SELECT term, NEW.seq FROM unnest(NEW.terms) AS term;
        END IF;
        RETURN NULL;
    END $$;
    CREATE TRIGGER created_or_deleted AFTER INSERT OR DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION {noting}();
    CREATE TRIGGER replaced AFTER UPDATE ON {table}
        FOR EACH ROW WHEN (OLD.terms IS DISTINCT FROM NEW.terms) EXECUTE FUNCTION {noting}();
    """,
)
"""What leads from each layout of a table to the next; entries are only ever added."""
_INDEX = "CREATE INDEX {index} ON {table} ({indexed}, seq DESC)"
_EVERY = "SELECT seq, doc::text, version FROM {table} WHERE seq > %s ORDER BY seq LIMIT 500"
_RENOTE = "UPDATE {table} SET terms = %s WHERE seq = %s AND version = %s"


class NewerLayout(Exception):
    """A later version of the program has changed the table."""

    def __str__(self) -> str:
        return "a newer printdesk has been here; this one does not know its tables"


@dataclass(frozen=True, slots=True)
class Layout:
    """What one table of documents needs, and the names of it; `indexed` are dotted fields."""

    table: str
    indexed: Collection[str] = ()
    vocabulary: Vocabulary | None = None

    def sql(self, statement: LiteralString, field: str = "") -> Composed:
        """Give a statement with its names: `{table}`, `{terms}`, and a `{field}` of a document."""
        path = Literal("{" + ",".join(f'"{name}"' for name in field.split(".")) + "}")
        return SQL(statement).format(
            table=Identifier(SCHEMA, self.table),
            terms=Identifier(SCHEMA, f"{self.table} terms"),
            noting=Identifier(SCHEMA, f"note {self.table} terms"),
            index=Identifier(self._index(field)),
            field=SQL("(doc #>> {})").format(path),
            indexed=SQL('(left(doc #>> {}, {}) COLLATE "C")').format(path, Literal(PART)),
        )

    def text(self, doc: Doc) -> str:
        """Write a document as PostgreSQL takes it."""
        return hidden_json(json_of(doc))

    def terms(self, doc: Doc) -> list[str]:
        """Give the terms of a document, each once."""
        said = self.vocabulary.of(doc) if self.vocabulary else ()
        return list(dict.fromkeys(term(text) for text in said))

    def prepare(self, connection: Connection[Any]) -> None:
        """Bring the table up to this layout; of several processes one does it, others wait.

        Changes nothing, and needs no right to, when all is there. Raises `NewerLayout`.
        """
        with connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            # An index over very many orders may take its time.
            connection.execute("SET LOCAL statement_timeout = 0")
            layout, noted = self._state(connection)
            if layout > len(_STEPS):
                raise NewerLayout
            self._migrate(connection, layout)
            self._add_indexes(connection)
            if self.vocabulary is not None and noted != self.vocabulary.version:
                self._note_terms(connection)
                noted = self.vocabulary.version
            if self._state(connection) != (len(_STEPS), noted):
                note = Literal(f"printdesk layout {len(_STEPS)}, vocabulary {noted}")
                connection.execute(
                    SQL("{} IS {}").format(self.sql("COMMENT ON TABLE {table}"), note)
                )

    def _state(self, connection: Connection[Any]) -> tuple[int, int]:
        """Give the numbers of the layout and of the vocabulary that the table is at."""
        found = connection.execute(
            "SELECT obj_description(c.oid, 'pg_class') FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE n.nspname = %s AND c.relname = %s",
            [SCHEMA, self.table],
        ).fetchone()
        note = _NOTE.fullmatch(found[0] or "") if found else None
        return (int(note[1]), int(note[2])) if note else (0, 0)

    def _migrate(self, connection: Connection[Any], layout: int) -> None:
        there = connection.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [SCHEMA])
        if not there.rowcount:
            connection.execute(SQL("CREATE SCHEMA {}").format(Identifier(SCHEMA)))
        for step in _STEPS[layout:]:
            connection.execute(self.sql(step))

    def _add_indexes(self, connection: Connection[Any]) -> None:
        found = connection.execute(
            "SELECT indexname FROM pg_indexes WHERE schemaname = %s AND tablename = %s",
            [SCHEMA, self.table],
        )
        there = {name for (name,) in found.fetchall()}
        for field in sorted(self.indexed):
            if self._index(field) not in there:
                connection.execute(self.sql(_INDEX, field))

    def _note_terms(self, connection: Connection[Any]) -> None:
        last = 0
        while rows := connection.execute(self.sql(_EVERY), [last]).fetchall():
            for seq, text, version in rows:
                terms = self.terms(from_json(shown_json(text)))
                connection.execute(self.sql(_RENOTE), [terms, seq, version])
            last = rows[-1][0]

    def _index(self, field: str) -> str:
        return f"{self.table} by {field}"


def term(text: str) -> str:
    """Give a term as it is kept: as much of it as an index takes."""
    return hidden(text)[:PART]
