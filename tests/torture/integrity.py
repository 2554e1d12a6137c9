"""Whether what was written can still be read: SQLite's and PostgreSQL's own checks."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import psycopg

FILES = ("state.sqlite", "engine.sqlite")
_INDEXES = """SELECT c.oid::regclass::text FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_am a ON a.oid = c.relam AND a.amname = 'btree'
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('printdesk', 'dbos')"""
_TABLES = """SELECT c.oid::regclass::text FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname IN ('printdesk', 'dbos') AND c.relkind = 'r'"""


def damage_of_files(folder: Path) -> Sequence[str]:
    """Name what is damaged in the files of a folder."""
    return [f"{name}: {what}" for name in FILES for what in _damaged(folder / name)]


def damage_of_database(url: str) -> Sequence[str]:
    """Name the tables and indexes of a database that are damaged, by PostgreSQL's `amcheck`."""
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("CREATE EXTENSION IF NOT EXISTS amcheck")
        wrong = []
        for (index,) in database.execute(_INDEXES).fetchall():
            try:
                database.execute("SELECT bt_index_check(%s::regclass, true)", (index,))
            except psycopg.Error as error:
                wrong.append(f"{index}: {error}")
        for (table,) in database.execute(_TABLES).fetchall():
            rows = database.execute("SELECT msg FROM verify_heapam(%s::regclass)", (table,))
            wrong.extend(f"{table}: {message}" for (message,) in rows)
        return wrong


def _damaged(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as file:
        found = [str(row[0]) for row in file.execute("PRAGMA integrity_check")]
    yield from (text for text in found if text != "ok")
