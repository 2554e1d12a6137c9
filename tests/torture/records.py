"""The orders as the bot recorded them, read beside it."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.tempo import utc
from state.order import Order
from state.orders import INDEXED, Orders
from state.store.home import open_home
from state.terms import VOCABULARY


def records(url: str | None, folder: Path) -> Sequence[Order]:
    """Give all orders of a database, or of the files in a folder."""
    with closing(open_home(url, folder)) as kept:
        orders = Orders(kept.store("orders", INDEXED, VOCABULARY), utc, lambda _: None)
        found: list[Order] = []
        while page := orders.page(found[-1].id if found else "", 100):
            found.extend(page)
        return found
