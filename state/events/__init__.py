"""The events: everything that can happen to an order, each with the phases in which it may."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from state.events.base import Event, NotNow, Superseded
from state.events.basket import (
    BasketCleared,
    BasketLeft,
    BasketLost,
    BasketOpened,
    BasketPriced,
    BasketStuck,
    BasketTaken,
    BasketTriedAgain,
    CreateBegun,
    CreateRefused,
    LineOpened,
)
from state.events.calling import CallBegun, CallEnded, CallPosted
from state.events.changes import (
    AnsweredChange,
    ChangeAnswered,
    ChangeBegun,
    CustomerAssigned,
    LineDescribed,
    RequirementsTold,
)
from state.events.forgetting import CustomerForgotten
from state.events.form import (
    AnswersChanged,
    CardPosted,
    OrderCancelled,
    OrderExpired,
    OrderStarted,
    OwnerReminded,
)
from state.events.keeping import Mark
from state.events.parts import (
    FileAnalysed,
    FileIdentified,
    FileShared,
    FileTurnedDown,
    FileUnusable,
    FileUploaded,
    PartEdited,
    PartMeasured,
    PartRemoved,
    PartRetried,
    RequirementsGiven,
    UnitAnswered,
    UploadBegun,
    UploadLost,
)
from state.events.second_thoughts import DuplicateSettled, FileWithdrawn
from state.events.submission import (
    OrderNotThere,
    OrderPlaced,
    OutcomeUnknown,
    OutcomeUnsettled,
    PlaceRequested,
    PlacingFailed,
    SubmissionClaimed,
)
from state.events.telling import CardShown, PartTold, TellingBegun, Told
from state.events.watching import (
    FollowerJoined,
    QuietAsked,
    StatusLooked,
    StatusSeen,
    WatchEnded,
)

AnyEvent = Annotated[
    OrderStarted
    | AnswersChanged
    | CardPosted
    | OrderCancelled
    | OwnerReminded
    | OrderExpired
    | FileShared
    | FileIdentified
    | FileTurnedDown
    | PartEdited
    | RequirementsGiven
    | PartRemoved
    | PartRetried
    | PartMeasured
    | UnitAnswered
    | UploadBegun
    | FileUploaded
    | FileAnalysed
    | FileUnusable
    | UploadLost
    | FileWithdrawn
    | DuplicateSettled
    | BasketTaken
    | ChangeBegun
    | ChangeAnswered
    | BasketLeft
    | CreateBegun
    | CreateRefused
    | BasketLost
    | BasketOpened
    | CustomerAssigned
    | LineOpened
    | LineDescribed
    | RequirementsTold
    | BasketPriced
    | BasketStuck
    | BasketTriedAgain
    | BasketCleared
    | PlaceRequested
    | SubmissionClaimed
    | OutcomeUnknown
    | OrderPlaced
    | PlacingFailed
    | OutcomeUnsettled
    | OrderNotThere
    | StatusSeen
    | StatusLooked
    | WatchEnded
    | FollowerJoined
    | QuietAsked
    | CustomerForgotten
    | TellingBegun
    | Told
    | CardShown
    | PartTold
    | CallBegun
    | CallPosted
    | CallEnded,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
"""Reads an entry of the history back into its event."""

__all__ = [
    "EVENT",
    "AnsweredChange",
    "AnswersChanged",
    "AnyEvent",
    "BasketCleared",
    "BasketLeft",
    "BasketLost",
    "BasketOpened",
    "BasketPriced",
    "BasketStuck",
    "BasketTaken",
    "BasketTriedAgain",
    "CallBegun",
    "CallEnded",
    "CallPosted",
    "CardPosted",
    "CardShown",
    "ChangeAnswered",
    "ChangeBegun",
    "CreateBegun",
    "CreateRefused",
    "CustomerAssigned",
    "CustomerForgotten",
    "DuplicateSettled",
    "Event",
    "FileAnalysed",
    "FileIdentified",
    "FileShared",
    "FileTurnedDown",
    "FileUnusable",
    "FileUploaded",
    "FileWithdrawn",
    "FollowerJoined",
    "LineDescribed",
    "LineOpened",
    "Mark",
    "NotNow",
    "OrderCancelled",
    "OrderExpired",
    "OrderNotThere",
    "OrderPlaced",
    "OrderStarted",
    "OutcomeUnknown",
    "OutcomeUnsettled",
    "OwnerReminded",
    "PartEdited",
    "PartMeasured",
    "PartRemoved",
    "PartRetried",
    "PartTold",
    "PlaceRequested",
    "PlacingFailed",
    "QuietAsked",
    "RequirementsGiven",
    "RequirementsTold",
    "StatusLooked",
    "StatusSeen",
    "SubmissionClaimed",
    "Superseded",
    "TellingBegun",
    "Told",
    "UnitAnswered",
    "UploadBegun",
    "UploadLost",
    "WatchEnded",
]
