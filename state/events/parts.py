"""What happens to the parts: shared, edited, removed, forwarded, analysed."""

from typing import Literal

from state.basket import abandoned
from state.events.base import ALIVE, COLLECTING, WORKING, Event, Superseded
from state.facts import Facts
from state.form import PartAnswers, Unit
from state.order import Order
from state.part import Analysing, Part, Ready, SharedFile, Unusable, Upload, Uploading, Waiting
from state.phase import Collecting
from state.problems import Problem
from state.requirements import Answered

MOST_TRIES = 3


class FileShared(Event):
    """Somebody shared a file for this order; the same message delivered twice is one part."""

    kind: Literal["file_shared"] = "file_shared"
    allowed = COLLECTING
    part: str
    file: SharedFile
    by: str

    def apply(self, order: Order) -> Order | None:
        if order.part(self.part) is not None:
            return None
        part = Part(id=self.part, file=self.file, by=self.by)
        return order.but(parts=(*order.parts, part), phase=Collecting())


class FileIdentified(Event):
    """Slack told, when it was asked, what a file is of which the message told too little."""

    kind: Literal["file_identified"] = "file_identified"
    allowed = COLLECTING
    part: str
    file: SharedFile

    def apply(self, order: Order) -> Order | None:
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        return None if part.file.is_known else order.with_part(part.but(file=self.file))


class FileTurnedDown(Event):
    """Somebody shared a file that cannot become a part, and if it was taken for one, it is none."""

    kind: Literal["file_turned_down"] = "file_turned_down"
    allowed = COLLECTING
    part: str
    file: SharedFile
    by: str
    problem: Problem

    def apply(self, order: Order) -> Order | None:
        known = (e.event for e in order.history if e.event["kind"] == self.kind)
        if any(e["part"] == self.part for e in known):
            return None
        part = order.part(self.part)
        return order if part is None or part.file.is_known else _without(order, part)


class PartEdited(Event):
    """Somebody changed a part; in another unit, a file already sent goes to a fresh basket."""

    kind: Literal["part_edited"] = "part_edited"
    allowed = COLLECTING
    part: str
    answers: PartAnswers

    def apply(self, order: Order) -> Order:
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        return _edited(order, part, self.answers)


class PartMeasured(Event):
    """The bot looked at a part's file; in an order that goes on or is placed, looked at once.

    `picture` is Slack's id of what it drew. There are no facts of a format that it does not know,
    or of a file that is `too_large` for a look.
    """

    kind: Literal["part_measured"] = "part_measured"
    allowed = ALIVE
    part: str
    facts: Facts | None = None
    picture: str | None = None
    too_large: bool = False

    def apply(self, order: Order) -> Order | None:
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        if part.looked_at:
            return None
        seen = part.but(looked_at=True, facts=self.facts, picture=self.picture)
        return order.with_part(seen)


class UnitAnswered(Event):
    """Somebody said what unit a part was drawn in; who is later with another answer is refused."""

    kind: Literal["unit_answered"] = "unit_answered"
    allowed = COLLECTING
    part: str
    unit: Unit

    def apply(self, order: Order) -> Order | None:
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        if part.answers.unit == self.unit:
            return None
        if part.answers.unit is not None:
            raise Superseded(order)
        return _edited(order, part, part.answers.but(unit=self.unit))


class RequirementsGiven(Event):
    """Somebody answered what the organisation wants to know of a part."""

    kind: Literal["requirements_given"] = "requirements_given"
    allowed = COLLECTING
    part: str
    answers: tuple[Answered, ...]

    def apply(self, order: Order) -> Order:
        if (part := order.part(self.part)) is None:
            raise Superseded(order)
        return order.with_part(part.but(requirements=self.answers)).but(phase=Collecting())


class PartRemoved(Event):
    """Somebody took a part off; a line cannot be taken out, so its basket is abandoned."""

    kind: Literal["part_removed"] = "part_removed"
    allowed = COLLECTING
    part: str

    def apply(self, order: Order) -> Order | None:
        if (part := order.part(self.part)) is None:
            return None
        return _without(order, part).but(phase=Collecting())


def _without(order: Order, part: Part) -> Order:
    left = order.but(parts=tuple(p for p in order.parts if p.id != part.id))
    touched = part.line is not None or order.basket.awaiting == part.id
    return abandoned(left) if touched else left


class PartRetried(Event):
    """Somebody asked to send a part's file once more."""

    kind: Literal["part_retried"] = "part_retried"
    allowed = COLLECTING
    part: str

    def apply(self, order: Order) -> Order | None:
        if (part := order.part(self.part)) is None or not isinstance(part.upload, Unusable):
            return None
        again = order.with_part(part.but(upload=Waiting(), tries=part.tries + 1))
        fresh = again if part.upload.line_is_empty else abandoned(again)
        return fresh.but(phase=Collecting())


class _Forwarding(Event):
    """Something about the file of a part, as long as the basket it was sent to is the order's."""

    allowed = WORKING
    part: str
    basket: int

    def current(self, order: Order) -> Part:
        """Find the part; `Superseded` when it or its basket is gone."""
        part = order.part(self.part)
        if part is None or order.basket.number != self.basket:
            raise Superseded(order)
        return part

    def moved(self, order: Order, upload: Upload, *expected: type) -> Order:
        part = self.current(order)
        if not isinstance(part.upload, expected):
            raise Superseded(order)
        return order.with_part(part.but(upload=upload))


class UploadBegun(_Forwarding):
    """A run claims the sending of a file; where an earlier run died over it, the basket is lost."""

    kind: Literal["upload_begun"] = "upload_begun"
    worker: str

    def apply(self, order: Order) -> Order:
        part = self.current(order)
        if isinstance(part.upload, Uploading) and part.upload.worker != self.worker:
            return abandoned(order)
        return self.moved(order, Uploading(worker=self.worker), Waiting, Uploading)


class FileUploaded(_Forwarding):
    """3YOURMIND answered that it has the whole file."""

    kind: Literal["file_uploaded"] = "file_uploaded"
    digest: str = ""
    sha256: str = ""
    """In place of the digest, in orders of earlier versions."""
    size: int

    def apply(self, order: Order) -> Order:
        sent = self.moved(order, Analysing(), Uploading)
        content = {"digest": self.digest, "sha256": self.sha256, "sent": self.size}
        return sent.with_part(self.current(sent).but(**content))


class FileAnalysed(_Forwarding):
    """3YOURMIND looked at the file and takes it."""

    kind: Literal["file_analysed"] = "file_analysed"

    def apply(self, order: Order) -> Order:
        return self.moved(order, Ready(), Analysing)


class FileUnusable(_Forwarding):
    """The file could not be fetched, sent or used, and it is certain what the basket holds."""

    kind: Literal["file_unusable"] = "file_unusable"
    problem: Problem
    line_is_empty: bool

    def apply(self, order: Order) -> Order:
        unusable = Unusable(problem=self.problem, line_is_empty=self.line_is_empty)
        return self.moved(order, unusable, Waiting, Uploading, Analysing)


class UploadLost(_Forwarding):
    """Nobody knows whether the file arrived: in a fresh basket the file goes again a few times."""

    kind: Literal["upload_lost"] = "upload_lost"
    problem: Problem

    def apply(self, order: Order) -> Order:
        part = self.current(order)
        if not isinstance(part.upload, Uploading | Analysing):
            raise Superseded(order)
        tries = part.tries + 1
        given_up = Unusable(problem=self.problem, line_is_empty=True)
        upload = Waiting() if tries < MOST_TRIES else given_up
        fresh = part.but(line=None, described=None, required_told=(), upload=upload, tries=tries)
        return abandoned(order).with_part(fresh)


def _edited(order: Order, part: Part, answers: PartAnswers) -> Order:
    changed = part.but(answers=answers)
    edited = order.with_part(changed).but(phase=Collecting())
    if isinstance(part.upload, Waiting) or edited.unit_of(changed) == order.unit_of(part):
        return edited
    return abandoned(edited.with_part(changed.but(upload=Waiting())))
