"""A part: the file to be printed, what is asked of it, and how far it is on its way."""

from typing import Annotated, Literal

from pydantic import Field

from state.facts import Facts
from state.form import PartAnswers, Unit
from state.money import Money
from state.problems import Problem
from state.record import Record
from state.requirements import Answered


class SharedFile(Record):
    """A file as somebody shared it in Slack; `size` in bytes as Slack announced it."""

    id: str
    name: str
    size: int

    @property
    def is_known(self) -> bool:
        """Whether Slack told what it is; of some files messages tell only that they are there."""
        return bool(self.name and self.size)


class Waiting(Record):
    """The file has not been sent yet."""

    kind: Literal["waiting"] = "waiting"


class Uploading(Record):
    """The run named `worker` is sending the file; nobody else may."""

    kind: Literal["uploading"] = "uploading"
    worker: str


class Analysing(Record):
    """3YOURMIND has the file and looks at it."""

    kind: Literal["analysing"] = "analysing"


class Ready(Record):
    """3YOURMIND has analysed the file and takes it."""

    kind: Literal["ready"] = "ready"


class Unusable(Record):
    """The file could not be forwarded or used; only an empty line can take it again."""

    kind: Literal["unusable"] = "unusable"
    problem: Problem
    line_is_empty: bool


Upload = Annotated[Waiting | Uploading | Analysing | Ready | Unusable, Field(discriminator="kind")]


class LineSpec(Record):
    """What a basket line says of its part; nothing is left open."""

    material: str
    offer: str | None = None
    """The one that was chosen of several; `None` leaves it to the desk."""
    finishing: tuple[str, ...]
    price: Money | None
    """`None` when the desk sets the prices."""
    quantity: int
    due_date: str | None


class Notice(Record):
    """The message in the thread that tells what was found in a file: which, and how it stands."""

    ts: str
    unit: Unit
    """The unit in which it takes the file to be drawn."""
    asks: bool
    """Whether it asks for the unit."""


class Part(Record):
    """One file to be printed, its own answers, and how far its basket line is."""

    id: str
    file: SharedFile
    by: str
    answers: PartAnswers = PartAnswers()
    line: str | None = None
    described: LineSpec | None = None
    requirements: tuple[Answered, ...] = ()
    """What was answered to the forms of the organisation."""
    required_told: tuple[Answered, ...] = ()
    """As much of that as the line has."""
    upload: Upload = Waiting()
    tries: int = 0
    digest: str = ""
    """BLAKE3 of what went to 3YOURMIND, in hexadecimal."""
    sha256: str = ""
    """SHA-256 in its place, in orders of earlier versions."""
    looked_at: bool = False
    """Whether the bot has had its look at the file; facts may be missing all the same."""
    facts: Facts | None = None
    picture: str | None = None
    """Slack's id of the picture that the bot drew of the file."""
    notice: Notice | None = None
    sent: int = 0
    """The bytes that went to 3YOURMIND, to which the digest belongs."""
