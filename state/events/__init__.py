"""The events: everything that can happen to an order, each with the phases in which it may."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from state.events.base import Event, NotNow, Superseded
from state.events.basket import (
    BasketLost,
    BasketOpened,
    BasketPriced,
    BasketStuck,
    BasketTaken,
    BasketTriedAgain,
    CreateBegun,
    CreateRefused,
    CustomerAssigned,
    LineDescribed,
    LineOpened,
    Mark,
    RequirementsTold,
)
from state.events.form import (
    AnswersChanged,
    CardPosted,
    OrderCancelled,
    OrderExpired,
    OrderStarted,
)
from state.events.parts import (
    FileAnalysed,
    FileShared,
    FileTurnedDown,
    FileUnusable,
    FileUploaded,
    PartEdited,
    PartRemoved,
    PartRetried,
    RequirementsGiven,
    UploadBegun,
    UploadLost,
)
from state.events.submission import (
    OrderNotThere,
    OrderPlaced,
    OutcomeUnknown,
    OutcomeUnsettled,
    PlaceRequested,
    PlacingFailed,
    SubmissionClaimed,
)
from state.events.telling import TellingBegun, Told

AnyEvent = Annotated[
    OrderStarted
    | AnswersChanged
    | CardPosted
    | OrderCancelled
    | OrderExpired
    | FileShared
    | FileTurnedDown
    | PartEdited
    | RequirementsGiven
    | PartRemoved
    | PartRetried
    | UploadBegun
    | FileUploaded
    | FileAnalysed
    | FileUnusable
    | UploadLost
    | BasketTaken
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
    | PlaceRequested
    | SubmissionClaimed
    | OutcomeUnknown
    | OrderPlaced
    | PlacingFailed
    | OutcomeUnsettled
    | OrderNotThere
    | TellingBegun
    | Told,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[AnyEvent] = TypeAdapter(AnyEvent)
"""Reads an entry of the history back into its event."""

__all__ = [
    "EVENT",
    "AnswersChanged",
    "AnyEvent",
    "BasketLost",
    "BasketOpened",
    "BasketPriced",
    "BasketStuck",
    "BasketTaken",
    "BasketTriedAgain",
    "CardPosted",
    "CreateBegun",
    "CreateRefused",
    "CustomerAssigned",
    "Event",
    "FileAnalysed",
    "FileShared",
    "FileTurnedDown",
    "FileUnusable",
    "FileUploaded",
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
    "PartEdited",
    "PartRemoved",
    "PartRetried",
    "PlaceRequested",
    "PlacingFailed",
    "RequirementsGiven",
    "RequirementsTold",
    "SubmissionClaimed",
    "Superseded",
    "TellingBegun",
    "Told",
    "UploadBegun",
    "UploadLost",
]
