"""What the thread has been told; kept so that nothing is told twice and nothing is left out."""

from typing import Literal

from state.events.base import ANYWHERE, Event, Superseded
from state.order import Order
from state.part import Notice


class TellingBegun(Event):
    """Entry `entry` is about to be told; after a crash nobody knows whether it was."""

    kind: Literal["telling_begun"] = "telling_begun"
    allowed = ANYWHERE
    quiet = True
    unseen = True
    entry: int

    def apply(self, order: Order) -> Order:
        if order.told > self.entry or order.telling == "begun":
            raise Superseded(order)
        return order.but(told=self.entry, telling="begun")


class Told(Event):
    """Everything up to entry `entry` is told, or needs no telling; the card may be behind."""

    kind: Literal["told"] = "told"
    allowed = ANYWHERE
    quiet = True
    unseen = True
    entry: int

    def apply(self, order: Order) -> Order:
        if order.told > self.entry:
            raise Superseded(order)
        return order.but(told=self.entry + 1, telling="due")


class CardShown(Event):
    """The card shows everything up to entry `entry`, and nothing of that is left to tell.

    It may show no more than the first so many `changes`.
    """

    kind: Literal["card_shown"] = "card_shown"
    allowed = ANYWHERE
    quiet = True
    unseen = True
    entry: int
    changes: int

    def apply(self, order: Order) -> Order | None:
        told = self.entry + 1
        if order.told > told or order.telling == "begun":
            return None
        behind = told < len(order.history) or self.changes < order.changes
        return order.but(told=told, telling="due" if behind else "done")


class PartTold(Event):
    """The message that tells of a part stands in the thread like this."""

    kind: Literal["part_told"] = "part_told"
    allowed = ANYWHERE
    quiet = True
    unseen = True
    part: str
    notice: Notice

    def apply(self, order: Order) -> Order | None:
        if (part := order.part(self.part)) is None or part.notice == self.notice:
            return None
        return order.with_part(part.but(notice=self.notice))
