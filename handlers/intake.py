"""Files on their way into an order: each becomes a part, or the record says why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from handlers.files import glance, shared_file
from handlers.office import Office
from handlers.views.card import MOST_PARTS
from state.events import Event, FileShared, FileTurnedDown, NotNow
from state.problems import FileError, TooMany

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes files into an order that stands; the same file twice is taken once."""

    office: Office

    def take(self, order_id: str, files: Iterable[Payload], by: str) -> bool:
        """Write down what becomes of each file; false when the order takes no more files."""
        taken = [self._take(order_id, file, by) for file in files]
        self.office.work.follow(order_id)
        return all(taken)

    def _take(self, order_id: str, file: Payload, by: str) -> bool:
        shared = shared_file(file)
        try:
            self._check(order_id, file)
            event: Event = FileShared(part=shared.id, file=shared, by=by)
        except FileError as error:
            event = FileTurnedDown(part=shared.id, file=shared, by=by, problem=error.problem)
        try:
            self.office.orders.apply(order_id, event, by)
        except NotNow:
            return False
        return True

    def _check(self, order_id: str, file: Payload) -> None:
        glance(file, self.office.policy.rules)
        order = self.office.orders.get(order_id)
        if len(order.parts) >= MOST_PARTS and order.part(file["id"]) is None:
            raise TooMany(str(MOST_PARTS))
