"""What may be asked of 3YOURMIND about orders that are placed, and about those that are over."""

from dataclasses import dataclass
from typing import Protocol

from state.ports import PlacedOrder


@dataclass(frozen=True, slots=True)
class Listed:
    """An order in a list; `names` are its numbers, and the first words of its references."""

    order: PlacedOrder
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class OrdersPage:
    """A part of the list of all placed orders."""

    orders: tuple[Listed, ...]
    is_last: bool


class Aftercare(Protocol):
    """The part of an order desk that is needed when nothing is ordered any more.

    Every method raises `DeskError`, and may be repeated.
    """

    def placed_orders(self, page: int) -> OrdersPage:
        """List up to a hundred placed orders, last placed first; the first page is 1.

        Whose orders they are does not matter: they may be other people's, too.
        """
        ...

    def drop_basket(self, basket: str) -> None:
        """Delete a basket that nobody will order."""
        ...
