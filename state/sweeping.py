"""Documents that nobody needs after a while: found by their time, removed a page at a time."""

from state.store import Conflict, Row, Store

AT = "at"
INDEXED = (AT,)
"""What a store needs so that `sweep` finds what is old without looking at the rest."""


def sweep(store: Store, before: str, limit: int) -> int:
    """Remove documents whose time is at most `before`; fewer than `limit` means that it was all.

    Times are compared as texts: `before` has to be written as those of the documents are.
    """
    old = store.due(AT, before, limit)
    for row in old:
        remove(store, row)
    return len(old)


def remove(store: Store, row: Row) -> None:
    """Remove a document, unless somebody has changed or removed it meanwhile."""
    try:
        store.delete(row)
    except Conflict:
        return
