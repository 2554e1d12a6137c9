"""What the rest of the program may ask of the outside."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import NamedTuple, Protocol

from state.abilities import Abilities
from state.address import NewAddress
from state.facts import Facts
from state.form import Source, Unit
from state.money import Money
from state.order import OrderRequest, PriceQuery
from state.part import LineSpec, Part, SharedFile
from state.record import Choice, Record
from state.requirements import Answered, PartForm
from state.rights import Person


class Customer(Choice):
    """Somebody for whom orders can be placed; `address` is the key of the default address."""

    address: str | None = None


class Priced(Choice):
    """A material or a way of delivery; `price` is net, per piece or per order, where told."""

    price: Money | None = None


class Account(Record):
    """What the desk's own account prefers, and what its organisation demands.

    `address` is the key of the default address, `forms` are filled in for every part.
    """

    country: Choice | None = None
    unit: Unit | None = None
    address: str | None = None
    forms: tuple[PartForm, ...] = ()


class PlacedOrder(Record):
    """An order as 3YOURMIND has it; nothing comes after a status that is `final`."""

    number: str
    key: str = ""
    status: str = ""
    final: bool = False


class Hit(Record):
    """An order that 3YOURMIND finds by what people know of it; what it does not tell is empty."""

    order: PlacedOrder
    customer: str = ""
    reference: str = ""


class FileStatus(Enum):
    """How far the analysis of a line's file is."""

    NONE = "none"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Download:
    """A file on its way: `chunks` yields exactly `size` bytes, or raises a `FileError`.

    Whoever sends it calls `going` at least about once a second, also while nothing moves; it raises
    when the transfer has to stop.
    """

    name: str
    size: int
    chunks: Iterator[bytes]
    going: Callable[[], object] = lambda: None


class LinePlace(NamedTuple):
    """A line of a basket, by both keys."""

    basket: str
    line: str


@dataclass(frozen=True, slots=True)
class LineTarget:
    """The basket line a file is for, and the unit it was drawn in (`mm` or `inch`)."""

    basket: str
    line: str
    unit: str


class OrderDesk(Protocol):
    """3YOURMIND, as far as placing orders goes. Every method raises `DeskError`.

    Reads and changes may be repeated by the caller. `open_basket`, `open_line`, `upload` and
    `submit` make something: when their error is not `undone`, nobody knows whether they did.
    """

    @property
    def abilities(self) -> Abilities:
        """What this desk can do; never changes."""
        ...

    def account(self) -> Account:
        """Give what the desk's own account prefers; nothing where orders are for customers."""
        ...

    def customers(self, text: str) -> tuple[Customer, ...]:
        """Find customers by a part of the name, company or e-mail address."""
        ...

    def choices(
        self, source: Source, of: str | None = None, line: LinePlace | None = None
    ) -> tuple[Choice, ...]:
        """List the choices of a source, `of` a customer (addresses) or a material (finishings).

        Where offers are by part, materials, offers and finishings are those of a `line`.
        """
        ...

    def create_address(self, customer: str | None, address: NewAddress) -> Choice:
        """Make an address, or find the same one; may be repeated.

        Raises:
            Refused: its messages are by the names of the form's fields.
        """
        ...

    def open_basket(self) -> str:
        """Create an empty basket and give its key."""
        ...

    def assign_customer(self, basket: str, customer: str) -> None:
        """Say for whom the basket is."""
        ...

    def open_line(self, basket: str) -> str:
        """Create an empty line and give its key."""
        ...

    def describe_line(self, basket: str, line: str, spec: LineSpec) -> None:
        """Set everything a line says; `Disagreed` when the answer holds another quantity."""
        ...

    def upload(self, target: LineTarget, file: Download) -> None:
        """Send the file of a line; also raises what its chunks raise, or its `going`.

        It may take any time, as long as bytes move.
        """
        ...

    def file_status(self, basket: str, line: str) -> FileStatus:
        """Ask how far the analysis of the line's file is."""
        ...

    def answer_forms(self, line: str, answers: tuple[Answered, ...]) -> None:
        """Tell what the organisation wants to know of a line; replaces what was told before."""
        ...

    def price(self, query: PriceQuery) -> Decimal:
        """Ask for the price of a basket, tax included; only where the desk sets the prices."""
        ...

    def submit(self, request: OrderRequest) -> PlacedOrder:
        """Place the order: sent at most once, never repeated."""
        ...

    def find(self, text: str) -> PlacedOrder | None:
        """Look for the one order that carries this text as its reference or number; only reads."""
        ...

    def search(self, text: str) -> tuple[Hit, ...]:
        """Give the orders that can be seen to fit this text, as listed; only reads.

        Those that carry it as their number or reference, else those that show all of its words.
        """
        ...


class Files(Protocol):
    """Files that people shared in Slack."""

    def look(self, file: SharedFile) -> SharedFile:
        """Ask Slack what a file is; raises `FileError` when it cannot become a part."""
        ...

    def open(self, file: SharedFile) -> AbstractContextManager[Download]:
        """Open a file for reading; raises `FileError` when it may not or cannot be fetched.

        The end of the block ends a read that another thread is at.
        """
        ...


@dataclass(frozen=True, slots=True)
class Offered:
    """Choices for a list, or a `note` that says why there are none (yet)."""

    choices: tuple[Choice, ...] = ()
    note: str = ""


class Silence(Enum):
    """Why 3YOURMIND has not answered: it is still being asked, or asking has failed."""

    LATE = "late"
    FAILED = "failed"


Found = PlacedOrder | Silence | None
"""An order at 3YOURMIND; `None` when it has none that fits."""
Hits = tuple[Hit, ...] | Silence
"""The orders at 3YOURMIND that fit."""


class Catalogue(Protocol):
    """Choices as quickly as people need them: from memory, or from 3YOURMIND by a deadline."""

    def offer(
        self, source: Source, of: str | None, text: str, line: LinePlace | None = None
    ) -> Offered:
        """Give choices that match the text within the deadline, and never raise."""
        ...

    def remembered(self, source: Source, of: str | None = None) -> tuple[Choice, ...]:
        """Give what a list held when it was last fetched, without waiting."""
        ...

    def account(self) -> Account:
        """Give what the desk's own account prefers, as far as that is known, without waiting."""
        ...

    def create_address(self, customer: str | None, address: NewAddress) -> Choice:
        """Make an address that is offered from then on; takes its time and raises `DeskError`."""
        ...

    def customer(self, key: str) -> Customer | None:
        """Give a customer that was offered before."""
        ...

    def price(self, source: Source, chosen: Choice | None) -> Decimal | None:
        """Give the price that came with a choice of a list that all share, from memory."""
        ...

    def find(self, text: str, later: Callable[[PlacedOrder | None], object]) -> Found:
        """Look for an order by number or reference within the deadline, and never raise.

        When it is `LATE`, `later` is called with the answer once it comes, on another thread.
        """
        ...

    def search(self, text: str, later: Callable[[tuple[Hit, ...]], object]) -> Hits:
        """Look for orders by what people know of them; else as `find`."""
        ...


@dataclass(frozen=True, slots=True)
class Look:
    """What looking at a file gave; either may be missing. `picture` is a PNG of 640 x 480."""

    facts: Facts | None = None
    picture: bytes | None = None


class Looker(Protocol):
    """Looks at files that nobody can trust."""

    def look(self, file: Path, name: str) -> Look:
        """Measure and draw a file by its content; never raises, and ends within a set time."""
        ...


@dataclass(frozen=True, slots=True)
class DeskHealth:
    """Whether 3YOURMIND answered last, since when it has been so, and when it was last asked."""

    answers: bool = False
    since: datetime | None = None
    asked: datetime | None = None


class Health(Protocol):
    """How the outside is, as far as it was noticed."""

    def desk(self) -> DeskHealth:
        """Tell how 3YOURMIND is, without asking it."""
        ...


class PeopleUnknown(Exception):
    """It cannot be told at the moment who somebody is, or who is in a channel."""


class People(Protocol):
    """What is known of people and channels, quickly; every method raises `PeopleUnknown`."""

    def person(self, user: str) -> Person:
        """Tell what somebody is to the workspace, and their user groups."""
        ...

    def is_shared(self, channel: str) -> bool:
        """Tell whether people of another organisation are in a channel."""
        ...


class Pictures(Protocol):
    """Where pictures are kept that Slack can show."""

    def keep(self, picture: bytes, name: str, words: str) -> str | None:
        """Keep a PNG and give its id; `words` are for those who do not see it.

        Gives `None` when that is not possible, and never raises.
        """
        ...


class Onlooker(Protocol):
    """Looks on while a file passes on its way to 3YOURMIND."""

    def watch(self, order_id: str, part: Part, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass every chunk on, unchanged, and every error of the chunks, too.

        A generator is closed when the transfer ends, be it before the last chunk; it is worked off
        by one thread of its own.
        """
        ...


class Work(Protocol):
    """What is done in the background, and goes on after a crash."""

    def follow(self, order_id: str) -> None:
        """Bring the basket in line with the record and forward what was shared; returns at once."""
        ...

    def place(self, order_id: str, attempt: int) -> None:
        """Place the order; the same attempt is never started twice. Returns at once."""
        ...
