"""The phases of an order, each with what is known in it and in no other."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from state.money import Total
from state.problems import Problem
from state.record import Record


class Sending(Record):
    """The one run that may send the order, and since when."""

    worker: str
    at: datetime


class Collecting(Record):
    """Answers and files are being collected; what is missing follows from them."""

    kind: Literal["collecting"] = "collecting"
    problem: Problem | None = None
    """Why the basket could not be brought in line, when it could not."""


class Placing(Record):
    """Somebody pressed Place; `sending` is the claim that exactly one run can win."""

    kind: Literal["placing"] = "placing"
    attempt: int
    by: str
    amount: Total | None = None
    """The total that was confirmed; orders of earlier versions did not keep it here."""
    sending: Sending | None = None
    checking: bool = False
    """The outcome is unknown and being looked up."""


class Placed(Record):
    """3YOURMIND has the order under this number; its status there is free text, shown as it is."""

    kind: Literal["placed"] = "placed"
    number: str
    key: str = ""
    at: datetime
    by: str
    status: str = ""
    """Empty until 3YOURMIND has told it."""
    status_at: datetime | None = None
    """When 3YOURMIND last said so."""
    status_since: datetime | None = None
    """When it was first seen to say so."""
    looked_at: datetime | None = None
    """When 3YOURMIND was last asked, whether it told the status or not."""
    followers: tuple[str, ...] = ()
    """Who asked to be mentioned whenever the status changes."""
    quiet: tuple[str, ...] = ()
    """Who asked not to be mentioned any more."""
    watched: bool = True
    """Whether 3YOURMIND is still asked: until the status is a last one, or it has been too long."""


class Failed(Record):
    """3YOURMIND certainly has no order; it can be edited and placed again."""

    kind: Literal["failed"] = "failed"
    problem: Problem


class NeedsHuman(Record):
    """Nobody can tell whether 3YOURMIND has the order; a person has to look."""

    kind: Literal["needs_human"] = "needs_human"
    since: datetime
    sent: datetime | None = None
    """When it was sent, as far as anybody knows."""
    looks: int = 0
    """How often 3YOURMIND was asked for it and answered that it has no such order."""


class Cancelled(Record):
    """Somebody called the order off before it was placed."""

    kind: Literal["cancelled"] = "cancelled"
    by: str
    at: datetime


class Expired(Record):
    """Nobody touched the draft for too long."""

    kind: Literal["expired"] = "expired"
    at: datetime


Phase = Annotated[
    Collecting | Placing | Placed | Failed | NeedsHuman | Cancelled | Expired,
    Field(discriminator="kind"),
]
KINDS = ("collecting", "placing", "placed", "failed", "needs_human", "cancelled", "expired")
