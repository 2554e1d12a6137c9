"""What people want printed, each in words and bytes of its own, and what became of it."""

import hashlib
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock

from bot.sandbox.parts import stl
from bot.sandbox.parts.shapes import bracket
from bot.sandbox.slack.persons.talking import Dropped

SHIPPING = Decimal("4.90")
PRICES = (Decimal("12.50"), Decimal("13.75"), Decimal("9.99"))
OFFER, MATERIAL = "PA12, white", "PA12"
CUSTOMER, TYPED = "Grace Hopper", "hopper"
SIZES = (1, 1, 1, 2, 2, 3)


@dataclass
class Wish:
    """One order that somebody wants: its files, each with a content that no other has."""

    name: str
    files: Mapping[str, bytes]
    price: Decimal = PRICES[0]
    order: str = ""
    """The order's id, once there is one."""
    stuck: str = ""
    """What the card said when nothing happened any more."""

    @property
    def total(self) -> Decimal:
        """What the order costs where prices are ours."""
        return len(self.files) * self.price + SHIPPING

    @property
    def digests(self) -> Mapping[str, str]:
        """The checksum of each file, by its name."""
        return {name: hashlib.sha256(content).hexdigest() for name, content in self.files.items()}

    def dropped(self) -> list[Dropped]:
        """The files as somebody drops them."""
        return [Dropped(content, name) for name, content in self.files.items()]


def a_wish(name: str, parts: int) -> Wish:
    """Make up an order of so many parts."""
    return Wish(name, {f"{name}-{n}.stl": _part(f"{name} {n}") for n in range(1, parts + 1)})


def _part(title: str) -> bytes:
    shape = bracket()
    return b"".join(stl.binary(title, len(shape), shape))


@dataclass
class Book:
    """All wishes of a run; people take the next one until it is enough."""

    chance: random.Random
    wishes: list[Wish] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def begin(self) -> Wish:
        """Make up the next wish."""
        with self._lock:
            wish = a_wish(f"T-{len(self.wishes) + 1:04d}", self.chance.choice(SIZES))
            self.wishes.append(wish)
        return wish
