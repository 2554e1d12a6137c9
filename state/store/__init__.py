"""Where documents are kept: one protocol, compare-and-set, look-ups by fields and by terms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Doc = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """A stored document and the version that a change of it has to name.

    A document that is not known is empty; `about` is what its terms depend on, if that is known.
    """

    key: str
    version: int
    doc: Doc
    about: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms of documents, by which they are searched; kept in step with every document.

    `version` has to change whenever `of` gives other terms for a document: a store that was kept
    by another version notes the terms of all its documents anew when it is opened. As long as a
    document stays the same in what `about` gives of it, which is never `None`, it keeps its terms.
    """

    version: int
    of: Callable[[Doc], Sequence[str]]
    about: Callable[[Doc], object] = lambda doc: doc


def changed(row: Row, doc: Doc, vocabulary: Vocabulary | None) -> tuple[Row, bool]:
    """Give the row after a change of its document, and whether that has the terms it had."""
    if vocabulary is None:
        return Row(row.key, row.version + 1, doc), True
    before = vocabulary.about(row.doc) if row.about is None and row.doc else row.about
    after = Row(row.key, row.version + 1, doc, vocabulary.about(doc))
    return after, after.about == before


class Conflict(Exception):
    """Somebody else was first: the key exists, or the version moved on."""


class StoreFailed(Exception):
    """Documents cannot be read or written; the message names where they are kept, and why."""

    def __init__(self, where: object, why: str) -> None:
        super().__init__(f"{where}: {why}")


class Store(Protocol):
    """One table of JSON documents for threads and processes to share; whatever returned is durable.

    Every method raises `StoreFailed` when the documents cannot be reached.
    """

    def get(self, key: str, known: int = 0) -> Row | None:
        """Read one document; at the version that the caller has `known` it comes empty."""
        ...

    def create(self, key: str, doc: Doc) -> Row:
        """Add a document; `Conflict` when the key exists."""
        ...

    def replace(self, row: Row, doc: Doc) -> Row:
        """Change a document that is still at the row's version; `Conflict` when it is not."""
        ...

    def delete(self, row: Row) -> None:
        """Remove a document that is still at the row's version; `Conflict` when it is not."""
        ...

    def find(self, field: str, value: str, limit: int = 100, *, after: str = "") -> Sequence[Row]:
        """Give documents by the text of an indexed field (`phase.kind`), last created first.

        `after` is the key of the last one that is known already.
        """
        ...

    def count(self, field: str, value: str) -> int:
        """Tell how many documents `find` would give in all."""
        ...

    def search(self, terms: Sequence[str], limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give the documents that have all of these terms, last created first."""
        ...

    def starting(self, prefix: str, limit: int = 100, *, skip: int = 0) -> Sequence[Row]:
        """Give documents with a term that starts so, last created first.

        Where thousands do, only those with the last of these terms in the alphabet are considered.
        """
        ...

    def due(self, field: str, until: str, limit: int = 100) -> Sequence[Row]:
        """Give documents whose indexed field is at most this text, least first."""
        ...

    def page(self, after: str = "", limit: int = 100) -> Sequence[Row]:
        """Give documents in the order of their keys, from behind `after`."""
        ...

    def close(self) -> None:
        """Let go of the file or the connections."""
        ...
