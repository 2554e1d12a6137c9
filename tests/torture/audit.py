"""Compares what people wanted, what the bot recorded, and what 3YOURMIND has; pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from bot.sandbox.threeyourmind.purchases import Line
from bot.sandbox.threeyourmind.purchases import Order as Ordered
from state.order import Order
from state.phase import Placed, Placing
from tests.torture.wish import Wish

LOST, DOUBLED, WRONG, STUCK, ODD = "lost", "doubled", "wrong lines", "stuck", "at odds"
KINDS = (LOST, DOUBLED, WRONG, STUCK, ODD)


@dataclass
class Findings:
    """What is not as it should be, by kind, and what is worth knowing besides."""

    wrong: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    phases: "Counter[str]" = field(default_factory=Counter)
    asked: int = 0
    """How often a person had to look whether 3YOURMIND has an order."""

    @property
    def is_clean(self) -> bool:
        """Whether everything is as it should be."""
        return not any(self.wrong.values())

    def note(self, kind: str, what: str) -> None:
        """Note something that is not as it should be."""
        self.wrong[kind].append(what)


@dataclass(frozen=True)
class Books:
    """The three books that have to agree, and how many cards and numbers the channels show."""

    wishes: Sequence[Wish]
    records: Sequence[Order]
    ordered: Sequence[Ordered]
    cards: Mapping[str, int]
    told: Mapping[str, int]
    sets_prices: bool = True


def audit(books: Books) -> Findings:
    """Compare the books, order by order."""
    found = Findings()
    there = defaultdict[str, list[Ordered]](list)
    for ordered in books.ordered:
        there[ordered.reference.partition(" ")[0]].append(ordered)
    records = {record.id: record for record in books.records}
    for wish in books.wishes:
        for kind, what in _of_wish(wish, records.get(wish.order), there[wish.order], books):
            found.note(kind, f"{wish.name} {wish.order}: {what}")
    for kind, what in _of_records(books, there):
        found.note(kind, what)
    found.phases.update(record.phase.kind for record in books.records)
    events = (entry.event["kind"] for record in books.records for entry in record.history)
    found.asked = sum(kind == "outcome_unsettled" for kind in events)
    return found


def _of_wish(
    wish: Wish, record: Order | None, there: Sequence[Ordered], books: Books
) -> Iterator[tuple[str, str]]:
    if wish.stuck:
        yield STUCK, wish.stuck
    elif record is None or not isinstance(record.phase, Placed):
        yield LOST, "it was told to be placed, and the record knows nothing of that"
    elif not there:
        yield LOST, "3YOURMIND does not have it"
    for ordered in there:
        yield from ((WRONG, what) for what in _wrong(wish, ordered, books.sets_prices))
    if books.cards.get(wish.order, 0) > 1:
        yield ODD, f"{books.cards[wish.order]} cards"
    if not wish.stuck and books.told.get(wish.order) != 1:
        yield ODD, f"its number was told {books.told.get(wish.order, 0)} times"


def _of_records(books: Books, there: Mapping[str, Sequence[Ordered]]) -> Iterator[tuple[str, str]]:
    for record in books.records:
        numbers = {str(ordered.number) for ordered in there.get(record.id, ())}
        if len(there.get(record.id, ())) > 1:
            yield DOUBLED, f"{record.id}: {sorted(numbers)}"
        if isinstance(record.phase, Placed) and record.phase.number not in numbers:
            yield LOST, f"{record.id}: recorded as {record.phase.number}, there is {numbers}"
        if numbers and not isinstance(record.phase, Placed):
            yield ODD, f"{record.id}: {numbers} is there, and the record says {record.phase.kind}"
        if isinstance(record.phase, Placing):
            yield STUCK, f"{record.id} is still being placed"
    known = {record.id for record in books.records}
    for reference in there.keys() - known:
        yield ODD, f"{reference} is there, and nobody knows of it"


def _wrong(wish: Wish, ordered: Ordered, sets_prices: bool) -> Iterator[str]:  # noqa: FBT001 - read from the books
    names = [line.file.name if line.file else "" for line in ordered.lines]
    if Counter(names) != Counter(list(wish.files)):
        yield f"the lines are {sorted(names)} instead of {sorted(wish.files)}"
    for line in ordered.lines:
        yield from _of_line(line, wish.digests, wish.price if sets_prices else None)


def _of_line(line: Line, digests: Mapping[str, str], price: Decimal | None) -> Iterable[str]:
    if line.file is None:
        yield f"line {line.id} is empty"
        return
    if line.file.sha256 != digests.get(line.file.name):
        yield f"{line.file.name} has another content"
    if price is not None and line.unit_print_price != price:
        yield f"{line.file.name} costs {line.unit_print_price} instead of {price}"
    if line.quantity != 1 or line.offer_id is None:
        yield f"{line.file.name}: {line.quantity} pieces, offer {line.offer_id}"
