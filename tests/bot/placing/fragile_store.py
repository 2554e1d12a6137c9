"""A store that can be told to fail, as on a full disk."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from state.store import Doc, Row, Store, StoreFailed


@dataclass
class FragileStore:
    """Passes everything on; does not write the documents `unwritable`, and counts those tries."""

    store: Store
    unwritable: set[str] = field(default_factory=set)
    refusals: int = 0

    def get(self, key: str, known: int = 0) -> Row | None:
        return self.store.get(key, known)

    def create(self, key: str, doc: Doc) -> Row:
        self._check(key)
        return self.store.create(key, doc)

    def replace(self, row: Row, doc: Doc) -> Row:
        self._check(row.key)
        return self.store.replace(row, doc)

    def delete(self, row: Row) -> None:
        self._check(row.key)
        self.store.delete(row)

    def find(self, field: str, value: str, limit: int = 100, *, after: str = "") -> Sequence[Row]:
        return self.store.find(field, value, limit, after=after)

    def count(self, field: str, value: str) -> int:
        return self.store.count(field, value)

    def search(self, terms: Sequence[str], limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        return self.store.search(terms, limit, skip=skip)

    def starting(self, prefix: str, limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        return self.store.starting(prefix, limit, skip=skip)

    def due(self, field: str, until: str, limit: int = 100) -> Sequence[Row]:
        return self.store.due(field, until, limit)

    def page(self, after: str = "", limit: int = 100) -> Sequence[Row]:
        return self.store.page(after, limit)

    def close(self) -> None:
        self.store.close()

    def _check(self, key: str) -> None:
        if key in self.unwritable:
            self.refusals += 1
            raise StoreFailed("state.sqlite", "database or disk is full")
