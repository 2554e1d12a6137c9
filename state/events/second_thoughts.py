"""What is thought of files afterwards: deleted in Slack, or there twice."""

from typing import Literal

from state.events.base import COLLECTING, Event, NotNow
from state.events.parts import PartRemoved
from state.order import Order
from state.part import Unusable, Waiting
from state.problems import Gone


class FileWithdrawn(Event):
    """Somebody deleted the file of a part in Slack; a part that has been sent stays as it is."""

    kind: Literal["file_withdrawn"] = "file_withdrawn"
    allowed = COLLECTING
    part: str

    def apply(self, order: Order) -> Order | None:
        part = order.part(self.part)
        known = any(_is(entry.event, self.kind, self.part) for entry in order.history)
        if part is None or known or isinstance(part.upload, Unusable):
            return None
        if not isinstance(part.upload, Waiting):
            return order
        gone = Unusable(problem=Gone().problem, line_is_empty=True)
        return order.with_part(part.but(upload=gone))


class DuplicateSettled(Event):
    """Somebody said whether a file that is there twice is wanted twice; the first answer counts."""

    kind: Literal["duplicate_settled"] = "duplicate_settled"
    allowed = COLLECTING
    part: str
    """The second of the two."""
    keep: bool
    by: str

    def apply(self, order: Order) -> Order | None:
        answers = [e.event["keep"] for e in order.history if _is(e.event, self.kind, self.part)]
        if self.keep in answers:
            return None
        if answers or order.part(self.part) is None:
            raise NotNow(order)
        return order if self.keep else PartRemoved(part=self.part).apply(order)


def _is(event: dict[str, object], kind: str, part: str) -> bool:
    return (event["kind"], event.get("part")) == (kind, part)
