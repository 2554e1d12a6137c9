"""The order record: phase, answers, parts, basket and history."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Self

from state.abilities import Abilities
from state.call import Call
from state.form import Answers, Unit
from state.money import Money, Total, rounded
from state.part import LineSpec, Part
from state.phase import Collecting, NeedsHuman, Phase
from state.record import Choice, Record
from state.requirements import Answered, PartForm

BOT = "printdesk"
"""Who did it, in the history, when it was the program."""


class Terms(Record):
    """What the operator settled for every order: currency, tax on top of net prices, and desk."""

    currency: str
    tax_rate: Decimal = Decimal(0)
    abilities: Abilities = Abilities()
    forms: tuple[PartForm, ...] = ()
    """What the organisation wants to know of every part."""


class PriceQuery(Record):
    """What a price was asked for; when any of it changes, the price is no longer that of the order.

    Basket, addresses and delivery by the desk's own keys; `None` for what is not answered yet.
    """

    basket: str
    currency: str
    billing_address: str | None = None
    shipping_address: str | None = None
    delivery: str | None = None
    voucher: str = ""
    lines: tuple[tuple[str, LineSpec], ...] = ()


class Priced(Record):
    """The desk's own price for a basket, tax included, and what it was asked for."""

    query: PriceQuery
    total: Total


class Change(Record):
    """A change of the basket that was sent and not answered, so that it may still arrive.

    `said` is for whom the basket is, or what the line of `part` says, or what its forms say.
    """

    call: str
    part: str | None = None
    said: str | LineSpec | tuple[Answered, ...]


class Basket(Record):
    """The basket at 3YOURMIND, and the create whose answer is still awaited.

    `number` counts the baskets of this order: an abandoned one is never used again. `awaiting`
    names what is being created: `basket`, or the id of the part whose line it is.
    """

    number: int = 1
    id: str | None = None
    customer: str | None = None
    awaiting: str | None = None
    keeper: str = ""
    """The run that may change the basket; a later run takes it over."""
    unanswered: tuple[Change, ...] = ()
    """Sent by whatever run, however long ago."""
    priced: Priced | None = None
    """What the desk asks for it, where the desk sets the prices."""


class OrderRequest(Record):
    """Everything that an order is placed with; nothing in it is open."""

    reference: str
    basket: str
    customer: str | None
    """`None` when orders belong to the desk's own account."""
    billing_address: str
    shipping_address: str | None
    delivery: str
    instructions: str
    shipping_price: Money
    payment: str
    amount: Total
    """Including tax."""
    currency: str
    voucher: str
    lines: tuple[tuple[str, LineSpec], ...]


class Spot(Record):
    """Where the order lives in Slack: the channel, and the card once it is posted.

    Without a channel, and before there is a card, it is the owner's conversation with the bot.
    """

    channel: str
    card: str | None = None
    link: str = ""


class Entry(Record):
    """One applied event, as the history keeps it."""

    at: datetime
    by: str
    event: dict[str, Any]


class Order(Record):
    """The whole order, as it is stored: one document, changed only by `reduce`."""

    schema_version: Literal[1] = 1
    id: str
    owner: str
    team: str
    started: datetime
    terms: Terms
    spot: Spot
    phase: Phase = Collecting()
    answers: Answers
    parts: tuple[Part, ...] = ()
    basket: Basket = Basket()
    attempts: int = 0
    calls: tuple[Call, ...] = ()
    """The messages to those on call, one for each doubt."""
    told: int = 0
    """How many entries of the history have been told in the thread."""
    due: datetime | None = None
    """When time has something to do with it again; follows from the rest whenever it is kept."""
    telling: Literal["done", "due", "begun"] = "done"
    """Whether anything is left to tell or to be shown on the card.

    After a crash `begun` means that nobody knows whether the next entry was told.
    """
    changes: int = 0
    """How many there were after which the card may look different; not all leave an entry."""
    history: tuple[Entry, ...] = ()

    def part(self, part_id: str) -> Part | None:
        """Find a part by its id."""
        return next((p for p in self.parts if p.id == part_id), None)

    def with_part(self, part: Part) -> Self:
        """Give the order with this part in place of the one with the same id."""
        return self.but(parts=tuple(part if p.id == part.id else p for p in self.parts))

    def is_in_doubt(self, attempt: int) -> bool:
        """Tell whether nobody knows what came of this attempt to place the order."""
        return isinstance(self.phase, NeedsHuman) and self.attempts == attempt

    def call(self, attempt: int) -> Call | None:
        """Find the message to those on call about this attempt."""
        return next((call for call in self.calls if call.attempt == attempt), None)

    def with_call(self, call: Call) -> Self:
        """Give the order with this message in place of the one about the same attempt."""
        calls = (call if c.attempt == call.attempt else c for c in self.calls)
        return self.but(calls=tuple(calls))

    def material_of(self, part: Part) -> Choice | None:
        """Give the part's own material, or the one for all parts."""
        return part.answers.material or self.answers.material

    def price_of(self, part: Part) -> Decimal | None:
        """Give the part's own net price per piece, or the one for all parts."""
        return self.answers.price if part.answers.price is None else part.answers.price

    def due_date_of(self, part: Part) -> date | None:
        """Give the part's own due date, or the one for all parts."""
        return part.answers.due_date or self.answers.due_date

    def unit_of(self, part: Part) -> Unit:
        """Give the part's own unit, or the one of the order."""
        return part.answers.unit or self.answers.unit

    @property
    def shipping_price(self) -> Decimal:
        """The net shipping price; nothing when the order is collected."""
        return Decimal(0) if self.answers.is_pickup else self.answers.shipping_price or Decimal(0)

    @property
    def total(self) -> Decimal:
        """Everything priced so far, in whole cents: pieces and shipping plus tax.

        Where the desk sets the prices, it is what the desk said last.
        """
        if not self.terms.abilities.sets_prices:
            return self.basket.priced.total if self.basket.priced else Decimal(0)
        pieces = sum(
            ((self.price_of(p) or 0) * p.answers.quantity for p in self.parts), start=Decimal(0)
        )
        return rounded((pieces + self.shipping_price) * (1 + self.terms.tax_rate))
