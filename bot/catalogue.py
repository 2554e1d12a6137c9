"""Choices as quickly as a person needs them: from memory, or from 3YOURMIND within a deadline."""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

from handlers.views.sentences import explain
from state.address import NewAddress
from state.form import Source
from state.ports import (
    Account,
    Customer,
    Found,
    Hit,
    Hits,
    LinePlace,
    Offered,
    OrderDesk,
    PlacedOrder,
    Priced,
    Silence,
)
from state.problems import DeskError, Problem
from state.record import Choice

log = logging.getLogger(__name__)
T = TypeVar("T")
SLOW = Problem(cause="slow")
EVERYWHERE = (Source.DELIVERY, Source.PAYMENT, Source.MATERIALS)
"""The lists that belong to nobody in particular and can be fetched before anybody asks."""
OF_THE_ACCOUNT = (Source.ADDRESSES, Source.COUNTRIES)
"""The same, where orders belong to the desk's own account."""

MOST_KNOWN = 2_000
"""Answers kept; every text that somebody typed is one."""


class Ask(NamedTuple):
    """One question to 3YOURMIND: a list, whose it is, and for customers the text."""

    source: Source
    of: str | None
    text: str
    line: LinePlace | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """An answer, and when it came."""

    choices: tuple[Choice, ...]
    at: float


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds: how long a person waits for a list, and how long an answer is taken as fresh."""

    deadline: float = 1.5
    fresh: float = 60.0


class Cache:
    """The `Catalogue` port over an order desk: each list is fetched once for all who wait for it.

    An answer that is no longer fresh is given all the same, and a new one fetched for the next.
    Orders are looked for anew each time.
    """

    def __init__(self, desk: OrderDesk, patience: Patience, clock: Callable[[], float]) -> None:
        self._desk = desk
        self._patience = patience
        self._clock = clock
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="catalogue")
        # Of its own: nobody may ask for long after the start, and the threads of a pool stay.
        self._warming = ThreadPoolExecutor(thread_name_prefix="warming")
        # Of their own: a form must not wait while many ask for orders that do not come.
        self._seekers = ThreadPoolExecutor(4, thread_name_prefix="seekers")
        self._lock = threading.RLock()
        self._known: dict[Ask, Known] = {}
        self._running: dict[Ask, Future[Known]] = {}
        self._customers: dict[str, Customer] = {}
        self._account: Account | None = None

    def warm(self, customers: Iterable[Customer]) -> None:
        """Remember customers of earlier orders, and begin to fetch lists that all share; once."""
        with self._lock:
            self._customers = {customer.key: customer for customer in customers} | self._customers
        account = not self._desk.abilities.chooses_customer
        sources = EVERYWHERE + (OF_THE_ACCOUNT if account else ())
        for source in sources:
            self._fetch(Ask(source, None, ""), self._warming)
        if account:
            self._warming.submit(self._ask_account)
        self._warming.shutdown(wait=False)

    def offer(
        self, source: Source, of: str | None, text: str, line: LinePlace | None = None
    ) -> Offered:
        """Give choices that match the text within the deadline, and never raise."""
        # What letters of other scripts become when they are folded, 3YOURMIND would not find.
        wanted = text.strip().lower() if text.isascii() else text.strip()
        ask = Ask(source, of, wanted if source is Source.CUSTOMERS else "", line)
        try:
            choices = self._answer(ask).choices
        except TooLate:
            return self._meanwhile(ask, SLOW)
        except DeskError as error:
            return self._meanwhile(ask, error.problem)
        return Offered(choices if source is Source.CUSTOMERS else _matching(choices, wanted))

    def remembered(self, source: Source, of: str | None = None) -> tuple[Choice, ...]:
        """Give what a list held when it was last fetched, without waiting."""
        known = self._known.get(ask := Ask(source, of, ""))
        if known is None or self._clock() - known.at >= self._patience.fresh:
            self._fetch(ask)
        return known.choices if known is not None else ()

    def account(self) -> Account:
        """Give what the desk's own account prefers, as far as that is known, without waiting."""
        if self._account is None:
            self._pool.submit(self._ask_account)
        return self._account or Account()

    def create_address(self, customer: str | None, address: NewAddress) -> Choice:
        """Make an address that is offered from then on; takes its time and raises `DeskError`."""
        made = self._desk.create_address(customer, address)
        ask = Ask(Source.ADDRESSES, customer, "")
        with self._lock:
            known = self._known.pop(ask, None)
            if known is not None:
                others = tuple(c for c in known.choices if c.key != made.key)
                self._known[ask] = Known((*others, made), known.at)
        return made

    def customer(self, key: str) -> Customer | None:
        """Give a customer that was offered before."""
        return self._customers.get(key)

    def price(self, source: Source, chosen: Choice | None) -> Decimal | None:
        """Give the price that came with a choice of a list that all share, from memory."""
        known = self._known.get(Ask(source, None, ""))
        if known is None or chosen is None:
            return None
        offered = known.choices
        prices = (c.price for c in offered if isinstance(c, Priced) and c.key == chosen.key)
        return next(prices, None)

    def find(self, text: str, later: Callable[[PlacedOrder | None], object]) -> Found:
        """Look for an order by number or reference within the deadline, and never raise.

        When it is `LATE`, `later` is called with the answer once it comes, on another thread.
        """
        return self._seek(lambda: self._desk.find(text), later)

    def search(self, text: str, later: Callable[[tuple[Hit, ...]], object]) -> Hits:
        """Look for orders by what people know of them; else as `find`."""
        return self._seek(lambda: self._desk.search(text), later)

    def close(self) -> None:
        """Stop fetching."""
        for pool in (self._pool, self._seekers, self._warming):
            pool.shutdown(wait=False, cancel_futures=True)

    def _seek(self, ask: Callable[[], T], later: Callable[[T], object]) -> T | Silence:
        asked = self._seekers.submit(ask)
        try:
            return asked.result(self._patience.deadline)
        except TooLate:
            asked.add_done_callback(lambda done: _pass_on(done, later))
            return Silence.LATE
        except DeskError:
            return Silence.FAILED

    def _answer(self, ask: Ask) -> Known:
        with self._lock:
            known = self._known.get(ask)
            if known is not None and self._clock() - known.at < self._patience.fresh:
                return known
            running = self._fetch(ask)
        return known or running.result(self._patience.deadline)

    def _meanwhile(self, ask: Ask, problem: Problem) -> Offered:
        remembered: Sequence[Choice] = ()
        if ask.source is Source.CUSTOMERS:
            remembered = tuple(self._customers.values())
        return Offered(_matching(remembered, ask.text), note=explain(problem))

    def _fetch(self, ask: Ask, pool: ThreadPoolExecutor | None = None) -> "Future[Known]":
        with self._lock:
            if (running := self._running.get(ask)) is None:
                running = self._running[ask] = (pool or self._pool).submit(self._ask, ask)
                running.add_done_callback(lambda _: self._done(ask))
        return running

    def _ask(self, ask: Ask) -> Known:
        choices: tuple[Choice, ...]
        if ask.source is Source.CUSTOMERS:
            found = self._desk.customers(ask.text)
            with self._lock:
                self._customers |= {customer.key: customer for customer in found}
            choices = found
        else:
            choices = self._desk.choices(ask.source, ask.of, ask.line)
        if len(self._known) > MOST_KNOWN:
            self._known.clear()
        known = self._known[ask] = Known(choices, self._clock())
        return known

    def _ask_account(self) -> None:
        try:
            self._account = self._desk.account()
        except DeskError as error:
            log.warning("no account from 3YOURMIND: %s", type(error).__name__)

    def _done(self, ask: Ask) -> None:
        with self._lock:
            running = self._running.pop(ask)
        if not running.cancelled() and (error := running.exception()) is not None:
            log.warning("no %s from 3YOURMIND: %s", ask.source, type(error).__name__)


def _pass_on(asked: "Future[T]", later: Callable[[T], object]) -> None:
    if asked.cancelled():
        return
    if (error := asked.exception()) is not None:
        log.warning("no order from 3YOURMIND: %s", type(error).__name__)
    else:
        later(asked.result())


def _matching(choices: Iterable[Choice], text: str) -> tuple[Choice, ...]:
    words = text.casefold().split()
    return tuple(c for c in choices if all(word in c.label.casefold() for word in words))
