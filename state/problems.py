"""What can go wrong outside, by cause: raised by the adapters, and kept in the record.

OutsideError
├── DeskError            3YOURMIND did not do what was asked
│   ├── Unreachable      no connection, or no answer in time
│   ├── Busy             too many requests
│   ├── Refused          the request was understood and turned down
│   ├── UnknownToken     3YOURMIND does not know the token
│   ├── NotPermitted     the user of the token may not do this
│   ├── Missing          what was asked for is not there
│   ├── Broken           an answer that is none: a server error, a web page
│   ├── Disagreed        the answer does not hold what was sent
│   ├── StartedOver      the basket had to be made afresh
│   ├── NotOffered       a part cannot be made of its material
│   ├── PriceChanged     another total than the one that was confirmed
│   ├── OtherDesk        the order was begun at a desk that works another way
│   ├── AnalysisFailed   the file arrived and could not be used
│   └── AnalysisSlow     the analysis did not end in time
└── FileError            a file did not make it from Slack
    ├── NotAPart         not one of the 3D formats
    ├── Misnamed         another thing than its name says
    ├── EmptyFile        nothing in it
    ├── TooLarge         over the limit
    ├── Gone             deleted
    ├── Hidden           over what Slack keeps for free
    ├── Withheld         of another workspace that does not hand it out
    ├── External         a link to a file of a cloud service
    ├── Remote           a link to a file that another app keeps
    ├── Astray           not at one of Slack's file hosts
    ├── SignInPage       a web page instead of the file
    ├── CutShort         fewer or more bytes than announced
    ├── SlackAway        no connection to Slack, or no answer in time
    └── TooMany          the order has as many parts as it can have
"""

from typing import ClassVar

from pydantic import Field

from state.record import Record


class Problem(Record):
    """Something that went wrong, as it is kept: the cause decides the sentence."""

    cause: str
    detail: str = ""
    fields: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class OutsideError(Exception):
    """Something outside did not do what was asked; `cause` names the sentence that explains it."""

    cause: ClassVar[str]
    passing: ClassVar[bool] = False
    """Whether the same request may well succeed a little later."""

    def __init__(
        self, detail: str = "", *, fields: dict[str, tuple[str, ...]] | None = None
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = fields or {}

    @property
    def problem(self) -> Problem:
        """Give the problem in the form in which it is kept."""
        return Problem(cause=self.cause, detail=self.detail, fields=self.fields)


class DeskError(OutsideError):
    """3YOURMIND did not do what was asked; `undone` says that it certainly changed nothing."""

    undone: bool = False


class Unreachable(DeskError):
    """No connection (`sent` is false: nothing left this machine), or no answer in time."""

    cause = "unreachable"
    passing = True

    def __init__(self, detail: str = "", *, sent: bool = True) -> None:
        super().__init__(detail)
        self.undone = not sent


class Busy(DeskError):
    """Too many requests; `retry_after` seconds should pass before the next one."""

    cause = "busy"
    passing = True
    undone = True

    def __init__(self, detail: str = "", *, retry_after: float = 1.0) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class Refused(DeskError):
    """Understood and turned down; `fields` holds 3YOURMIND's messages by its field names."""

    cause = "refused"
    undone = True


class NotPermitted(DeskError):
    """The user of the token may not do this."""

    cause = "not_permitted"
    undone = True


class UnknownToken(DeskError):
    """3YOURMIND does not know the token."""

    cause = "unknown_token"
    undone = True


class Missing(DeskError):
    """What was asked for is not there."""

    cause = "missing"
    undone = True


class Broken(DeskError):
    """An answer that is none: a server error, a redirect, a web page, or not as documented."""

    cause = "broken"
    passing = True


class Disagreed(DeskError):
    """The answer does not hold what was sent: another quantity, say."""

    cause = "disagreed"


class StartedOver(DeskError):
    """The basket is gone, or files have to go into a fresh one before anything can be ordered."""

    cause = "started_over"


class NotOffered(DeskError):
    """The part cannot be made of its material, or not as its answers say; `detail` is its file."""

    cause = "not_offered"
    undone = True


class PriceChanged(DeskError):
    """The total is another one than was confirmed; `detail` says from what to what it changed."""

    cause = "price_changed"
    undone = True


class OtherDesk(DeskError):
    """The order was begun at a desk that works another way: it cannot be taken over."""

    cause = "other_desk"
    undone = True


class AnalysisFailed(DeskError):
    """The file arrived and 3YOURMIND could not use it."""

    cause = "analysis_failed"


class AnalysisSlow(DeskError):
    """The analysis did not end within the limit."""

    cause = "analysis_slow"


class FileError(OutsideError):
    """A file did not make it from Slack."""


class NotAPart(FileError):
    """The name or the content is not one of the 3D formats."""

    cause = "not_a_part"


class Misnamed(FileError):
    """The content cannot be what the name says; `detail` is how the name ends."""

    cause = "misnamed"


class EmptyFile(FileError):
    """The file has no content."""

    cause = "empty_file"


class TooLarge(FileError):
    """The file is over the limit; `detail` is the limit in MB."""

    cause = "too_large"


class Gone(FileError):
    """The file was deleted."""

    cause = "gone"


class Hidden(FileError):
    """Slack hides the file, as the workspace has more than its plan allows."""

    cause = "hidden"


class Withheld(FileError):
    """The file is of another workspace, and the bot may not see it."""

    cause = "withheld"


class External(FileError):
    """The file is kept by a cloud service, from where it is never fetched."""

    cause = "external"


class Remote(FileError):
    """The file is kept by another app of the workspace, from where it is never fetched."""

    cause = "remote"


class Astray(FileError):
    """The way to the file leads to a host to which the bot's token never goes."""

    cause = "astray"


class SignInPage(FileError):
    """Slack answered with a web page: the bot may not read files, or the file is a web page."""

    cause = "sign_in_page"


class CutShort(FileError):
    """The download had fewer or more bytes than Slack announced."""

    cause = "cut_short"
    passing = True


class SlackAway(FileError):
    """No connection to Slack, or no answer in time."""

    cause = "slack_away"
    passing = True


class TooMany(FileError):
    """The order has as many parts as it can have; `detail` is that number."""

    cause = "too_many"
