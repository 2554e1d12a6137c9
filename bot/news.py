"""Changes of orders, for everybody who follows them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from state.order import Order


@dataclass(frozen=True, slots=True)
class News:
    """Passes each change on, at once.

    What shows the orders is made from them, so it follows only later.
    """

    followers: list[Callable[[Order], object]] = field(default_factory=list)

    def tell(self, order: Order) -> None:
        """Tell every follower that an order has changed."""
        for follow in self.followers:
            follow(order)
