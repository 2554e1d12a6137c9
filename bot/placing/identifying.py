"""Files of which a message told too little: Slack is asked what they are."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.placing.pace import Pace
from state.basket import to_identify
from state.events import Event, FileIdentified, FileTurnedDown, FileUnusable, NotNow
from state.order import BOT, Order
from state.orders import Orders
from state.part import Part, SharedFile
from state.ports import Files
from state.problems import FileError


@dataclass(frozen=True, slots=True)
class Identifier:
    """Finds out what the parts of an order are; may be repeated at any time."""

    orders: Orders
    files: Files
    pace: Pace
    sleep: Callable[[float], None]

    def identify(self, order_id: str) -> None:
        """Ask about every part of which only the id is known, and record what it is, if it is one.

        Ends early, without an error, when the order has moved on.
        """
        order = self.orders.get(order_id)
        try:
            for part in to_identify(order):
                self.orders.apply(order_id, self._found(order, part), BOT)
        except NotNow:
            return

    def _found(self, order: Order, part: Part) -> Event:
        try:
            return FileIdentified(part=part.id, file=self._asked(part.file))
        except FileError as error:
            problem = error.problem
            if not error.passing:
                return FileTurnedDown(part=part.id, file=part.file, by=part.by, problem=problem)
            number = order.basket.number
            return FileUnusable(part=part.id, basket=number, problem=problem, line_is_empty=True)

    def _asked(self, file: SharedFile) -> SharedFile:
        for pause in self.pace.retries:
            try:
                return self.files.look(file)
            except FileError as error:
                if not error.passing:
                    raise
            self.sleep(pause)
        return self.files.look(file)
