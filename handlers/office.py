"""What every listener works with."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handlers.access import Access
from handlers.shelf import Shelf
from handlers.talk import Talk
from state.acceptance import FileRules
from state.form import Form, Unit
from state.order import Terms
from state.orders import Orders
from state.ports import Catalogue, Work

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and letters that nobody mistakes for one another, on the phone or on paper."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is settled at the start: the terms of every order, its files, and where it is made."""

    terms: Terms
    default_unit: Unit
    rules: FileRules
    channels: tuple[str, ...] = ()
    """Where orders may be made; empty means everywhere."""
    page_of: Callable[[str], str] = lambda _: ""
    """Gives the web address of an order at 3YOURMIND by the desk's own key; empty if unknown."""


@dataclass(frozen=True, slots=True)
class Office:
    """The record, the background work, the lists, who may what, and the rules of all orders."""

    orders: Orders
    work: Work
    catalogue: Catalogue
    access: Access
    talk: Talk
    policy: Policy
    now: Callable[[], datetime]
    shelf: Shelf

    @property
    def today(self) -> date:
        """The day by the bot's clock."""
        return self.now().date()

    def brought(self, answers: Form) -> Mapping[str, Decimal]:
        """Give the prices that come with what was chosen, by the field that they fill."""
        prices = {
            name: self._price_of(answers, chosen) for name, chosen in answers.prices().items()
        }
        return {name: price for name, price in prices.items() if price is not None}

    def proposed(self, answers: Form) -> Mapping[str, Decimal]:
        """Give the prices that are those that come with what was chosen, as nobody chose them."""
        brought = self.brought(answers)
        return {name: price for name, price in brought.items() if getattr(answers, name) == price}

    def _price_of(self, answers: Form, field: str) -> Decimal | None:
        source = answers.questions()[field].source
        return self.catalogue.price(source, getattr(answers, field)) if source else None

    @staticmethod
    def new_id() -> str:
        """Make an order id: short enough to be said aloud, and practically never made twice."""
        return "PD-" + "".join(secrets.choice(ALPHABET) for _ in range(7))
