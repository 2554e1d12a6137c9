"""Both outsides as a test writes them down: what they are asked, and what they answer."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice

from state.abilities import Abilities
from state.address import NewAddress
from state.form import Source
from state.order import OrderRequest, PriceQuery
from state.part import LineSpec, SharedFile
from state.ports import (
    Account,
    Customer,
    Download,
    FileStatus,
    Hit,
    LinePlace,
    LineTarget,
    PlacedOrder,
)
from state.problems import FileError, Unreachable
from state.record import Choice
from state.requirements import Answered

STL = bytes(80) + (1).to_bytes(4, "little") + bytes(50)
Script = list[Exception | Callable[[], object]]


class NoDesk:
    """An order desk that nobody should ask anything."""

    abilities = Abilities()

    def account(self) -> Account:
        raise NotImplementedError

    def customers(self, text: str) -> tuple[Customer, ...]:
        raise NotImplementedError

    def choices(
        self, source: Source, of: str | None = None, line: LinePlace | None = None
    ) -> tuple[Choice, ...]:
        raise NotImplementedError

    def create_address(self, customer: str | None, address: NewAddress) -> Choice:
        raise NotImplementedError

    def answer_forms(self, line: str, answers: tuple[Answered, ...]) -> None:
        raise NotImplementedError

    def price(self, query: PriceQuery) -> Decimal:
        raise NotImplementedError

    def open_basket(self) -> str:
        raise NotImplementedError

    def assign_customer(self, basket: str, customer: str) -> None:
        raise NotImplementedError

    def open_line(self, basket: str) -> str:
        raise NotImplementedError

    def describe_line(self, basket: str, line: str, spec: LineSpec) -> None:
        raise NotImplementedError

    def upload(self, target: LineTarget, file: Download) -> None:
        raise NotImplementedError

    def file_status(self, basket: str, line: str) -> FileStatus:
        raise NotImplementedError

    def submit(self, request: OrderRequest) -> PlacedOrder:
        raise NotImplementedError

    def find(self, text: str) -> PlacedOrder | None:
        raise NotImplementedError

    def search(self, text: str) -> tuple[Hit, ...]:
        raise NotImplementedError


@dataclass
class ScriptedDesk(NoDesk):
    """Makes baskets and lines with ever new keys, takes files, places orders; `calls` tells all.

    `script[method]` is worked off call by call before that: an exception is raised, anything else
    is called, as something that happens elsewhere at that moment.
    """

    script: dict[str, Script] = field(default_factory=dict)
    calls: list[tuple[str, ...]] = field(default_factory=list)
    statuses: list[FileStatus] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    placed: dict[str, PlacedOrder] = field(default_factory=dict)
    prices: list[Decimal] = field(default_factory=list)
    """What a basket costs, the last one from then on."""
    made: int = 0
    takes: int | None = None
    """How many chunks of a file are taken before the connection breaks; `None`: all."""

    def on(self, method: str, *happenings: Exception | Callable[[], object]) -> None:
        self.script.setdefault(method, []).extend(happenings)

    def asked(self, method: str) -> list[tuple[str, ...]]:
        """Give the arguments of every call of a method."""
        return [call[1:] for call in self.calls if call[0] == method]

    def open_basket(self) -> str:
        self._happen("open_basket")
        return self._key("B")

    def assign_customer(self, basket: str, customer: str) -> None:
        self._happen("assign_customer", basket, customer)

    def open_line(self, basket: str) -> str:
        self._happen("open_line", basket)
        return self._key("L")

    def describe_line(self, basket: str, line: str, spec: LineSpec) -> None:
        self._happen("describe_line", basket, line, f"{spec.quantity} x {spec.material}")

    def upload(self, target: LineTarget, file: Download) -> None:
        self._happen("upload", target.basket, target.line, target.unit)
        taken = list(islice(file.chunks, self.takes))
        if self.takes is not None:
            raise Unreachable
        self.files[target.line] = b"".join(taken)

    def file_status(self, basket: str, line: str) -> FileStatus:
        self._happen("file_status", basket, line)
        return self.statuses.pop(0) if self.statuses else FileStatus.FINISHED

    def price(self, query: PriceQuery) -> Decimal:
        self._happen("price", query.basket)
        return self.prices.pop(0) if len(self.prices) > 1 else self.prices[0]

    def submit(self, request: OrderRequest) -> PlacedOrder:
        self._happen("submit", request.basket, request.reference)
        return self.place(request.reference)

    def place(self, reference: str) -> PlacedOrder:
        """Have the order, as if it had come."""
        order = PlacedOrder(number=f"10000{len(self.placed) + 1}", key="77")
        self.placed[reference.split(maxsplit=1)[0]] = order
        return order

    def find(self, text: str) -> PlacedOrder | None:
        self._happen("find", text)
        return self.placed.get(text)

    def _key(self, kind: str) -> str:
        self.made += 1
        return f"{kind}{self.made}"

    def _happen(self, *call: str) -> None:
        self.calls.append(call)
        script = self.script.get(call[0])
        if script:
            happening = script.pop(0)
            if isinstance(happening, Exception):
                raise happening
            happening()


@dataclass
class ScriptedFiles:
    """Hands out the same part for every file; `script` is worked off by the opens."""

    content: bytes = STL
    script: Script = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    told: list[SharedFile | FileError] = field(default_factory=list)
    """What looking at a file gives, look by look; then it is like any other."""
    looked: list[str] = field(default_factory=list)
    breaks: FileError | None = None
    """Raised after the first half of the content."""
    pause: Callable[[], object] = lambda: None
    """Called after the first half, in the thread that reads."""
    ended: int = 0
    """How many opened files were closed again."""

    def look(self, file: SharedFile) -> SharedFile:
        self.looked.append(file.id)
        if self.told:
            told = self.told.pop(0)
            if isinstance(told, Exception):
                raise told
            return told
        return file.but(name="bracket.stl", size=len(self.content))

    @contextmanager
    def open(self, file: SharedFile) -> Iterator[Download]:
        self.opened.append(file.id)
        if self.script:
            happening = self.script.pop(0)
            if isinstance(happening, Exception):
                raise happening
            happening()
        try:
            yield Download(file.name, len(self.content), self._chunks())
        finally:
            self.ended += 1
            self.end_reads()

    def end_reads(self) -> None:
        """End a read that is under way; a test may hold one."""

    def _chunks(self) -> Iterator[bytes]:
        middle = len(self.content) // 2
        yield self.content[:middle]
        self.pause()
        if self.breaks is not None:
            raise self.breaks
        yield self.content[middle:]
