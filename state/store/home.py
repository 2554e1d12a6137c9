"""Where all documents of a bot live: an SQLite file in its folder, or a PostgreSQL database."""

from collections.abc import Collection
from pathlib import Path
from typing import Protocol

from state.store import Store, StoreFailed, Vocabulary
from state.store.sqlite_file import SqliteFile
from state.store.sqlitedict_store import SqliteDictStore


class Home(Protocol):
    """Gives the stores of one bot, a table each, and closes them all."""

    def store(
        self, table: str, indexed: Collection[str] = (), vocabulary: Vocabulary | None = None
    ) -> Store:
        """Open a table; it is made when it is not there. Raises `StoreFailed`."""
        ...

    def close(self) -> None:
        """Close every store."""
        ...


class FileHome:
    """All tables in the file `state.sqlite` of a folder, which is made when it is not there."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = SqliteFile(folder / "state.sqlite")

    def store(
        self, table: str, indexed: Collection[str] = (), vocabulary: Vocabulary | None = None
    ) -> Store:
        """Open a table; it is made when it is not there. Raises `StoreFailed`."""
        return SqliteDictStore(self._file, table, indexed, vocabulary)

    def close(self) -> None:
        """Close every store."""
        self._file.close()


def open_home(database_url: str | None, folder: Path) -> Home:
    """Choose by the address of a database (`postgresql://…`); without one it is a file.

    Raises `StoreFailed` when the database cannot be reached.
    """
    if database_url is None:
        return FileHome(folder)
    try:
        # Only who uses PostgreSQL has to have its extra installed.
        from state.store.postgres_home import PostgresHome  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        why = f"the module {missing.name} is missing: pip install 'printdesk[postgres]'"
        raise StoreFailed("PostgreSQL", why) from missing
    return PostgresHome(database_url)
