"""All orders of some days, one after another, however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from state.order import Order
from state.store import Doc, Store

AT_ONCE = 200


class Days(NamedTuple):
    """The first and the last of some days, both included; a day is one of UTC."""

    first: date
    last: date

    def have(self, doc: Doc) -> bool:
        """Tell whether an order was started on one of these days."""
        day = str(doc["started"])[:10]
        return self.first.isoformat() <= day <= self.last.isoformat()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Reads the record from one end to the other; of each order in it only its place is kept."""

    store: Store

    def started(self, days: Days, owner: str | None = None) -> Iterator[Order]:
        """Give the orders that were started on these days, by somebody or anybody, oldest first."""
        for _, key in sorted(self._places(days, owner)):
            if (row := self.store.get(key)) is not None:
                yield Order.model_validate(row.doc)

    def _places(self, days: Days, owner: str | None) -> Iterator[tuple[str, str]]:
        after = ""
        while rows := self.store.page(after, AT_ONCE):
            after = rows[-1].key
            for row in rows:
                if days.have(row.doc) and owner in {None, row.doc["owner"]}:
                    yield row.doc["started"], row.key
