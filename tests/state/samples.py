"""One sample of every event, with an order in which it can happen."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from state.call import Call
from state.events import (
    AnswersChanged,
    BasketCleared,
    BasketLeft,
    BasketLost,
    BasketOpened,
    BasketPriced,
    BasketStuck,
    BasketTaken,
    BasketTriedAgain,
    CallBegun,
    CallEnded,
    CallPosted,
    CardPosted,
    CardShown,
    ChangeAnswered,
    ChangeBegun,
    CreateBegun,
    CreateRefused,
    CustomerAssigned,
    CustomerForgotten,
    DuplicateSettled,
    Event,
    FileAnalysed,
    FileIdentified,
    FileShared,
    FileTurnedDown,
    FileUnusable,
    FileUploaded,
    FileWithdrawn,
    FollowerJoined,
    LineDescribed,
    LineOpened,
    OrderCancelled,
    OrderExpired,
    OrderNotThere,
    OrderPlaced,
    OrderStarted,
    OutcomeUnknown,
    OutcomeUnsettled,
    OwnerReminded,
    PartEdited,
    PartMeasured,
    PartRemoved,
    PartRetried,
    PartTold,
    PlacingFailed,
    QuietAsked,
    RequirementsGiven,
    RequirementsTold,
    StatusLooked,
    StatusSeen,
    SubmissionClaimed,
    TellingBegun,
    Told,
    UnitAnswered,
    UploadBegun,
    UploadLost,
    WatchEnded,
)
from state.events.keeping import Mark
from state.form import PartAnswers
from state.machine import reduce
from state.order import Basket, Change, Order, PriceQuery, Spot
from state.part import Analysing, LineSpec, Notice, Unusable, Uploading, Waiting
from state.phase import Placing, Sending
from state.requirements import Answered, FieldAnswer, FieldKind
from tests.builders import (
    ADA,
    AT,
    BEN,
    a_complete_order,
    a_file,
    a_press,
    a_problem,
    a_ready_part,
    an_order_in,
    some_facts,
)

KEEPER, WORKER = "keeper", "worker"
MARK = Mark(keeper=KEEPER, basket=1)
LATER = AT + timedelta(minutes=5)


class Sample(NamedTuple):
    """An event, and what an order has to look like for it; `sent` if it was claimed before."""

    event: Event
    order: Mapping[str, Any]
    sent: bool = False

    def order_in(self, phase_kind: str) -> Order:
        order = an_order_in(phase_kind, **self.order)
        if self.sent and isinstance(order.phase, Placing):
            return order.but(phase=order.phase.but(sending=SENDING))
        return order


def after(order: Order, *events: Event, by: str = ADA) -> Order:
    """Let events happen that all change something."""
    for event in events:
        changed = reduce(order, event, LATER, by)
        assert changed is not None
        order = changed
    return order


def _with(**part: Any) -> dict[str, Any]:
    described = a_complete_order().parts[0].described
    return {"parts": (a_ready_part(**{"described": described} | part),)}


def _keeping(**basket: Any) -> dict[str, Any]:
    return {"basket": Basket(**{"id": "201", "customer": "17", "keeper": KEEPER} | basket)}


SPEC = LineSpec.model_validate(
    {"material": "5", "finishing": ["8:2"], "price": "12.50", "quantity": 3, "due_date": None}
)
QUERY = PriceQuery(basket="201", currency="EUR", lines=(("301", SPEC),))
GIVEN = (Answered(form="4", answers=(FieldAnswer(field="1", kind=FieldKind.WORDS, value="x"),)),)
CHANGE = Change(call="c1", part="P1", said=SPEC)
FORWARDING = {"part": "P1", "basket": 1}
UPLOADING = _with(upload=Uploading(worker=WORKER))
ANALYSING = _with(upload=Analysing())
WAITING = _with(upload=Waiting())
CALLED = {"calls": (Call(attempt=7, channel="C0ONCALL", at=AT),)}
UNUSABLE = _with(upload=Unusable(problem=a_problem(), line_is_empty=True))
STUB = a_file(name="", size=0)
FILE = {"part": "P2", "file": a_file(id="F2"), "by": ADA}

SENDING = Sending(worker=WORKER, at=AT)
SENT_BEFORE = {"outcome_unknown", "outcome_unsettled"}

SAMPLES = tuple(
    Sample(event, order, type(event).model_fields["kind"].default in SENT_BEFORE)
    for event, order in (
        (OrderStarted(), {}),
        (AnswersChanged(answers=a_complete_order().answers.but(reference="PO 4711")), {}),
        (CardPosted(channel="C0PRINT", card="1772443800.000200"), {"spot": Spot(channel="C0")}),
        (OrderCancelled(by=ADA, at=LATER), {}),
        (OwnerReminded(closes=LATER, touched=AT), {}),
        (OrderExpired(at=LATER, touched=AT), {}),
        (FileShared.model_validate(FILE), {}),
        (FileIdentified(part="P1", file=a_file()), _with(file=STUB)),
        (FileTurnedDown.model_validate(FILE | {"problem": a_problem(cause="not_a_part")}), {}),
        (PartEdited(part="P1", answers=PartAnswers(quantity=3)), {}),
        (PartRemoved(part="P1"), {}),
        (PartRetried(part="P1"), UNUSABLE),
        (PartMeasured(part="P1", facts=some_facts(), picture="F9"), {}),
        (UnitAnswered(part="P1", unit="inch"), {}),
        (UploadBegun.model_validate(FORWARDING | {"worker": WORKER}), WAITING),
        (FileUploaded.model_validate(FORWARDING | {"digest": "cd" * 32, "size": 9}), UPLOADING),
        (FileAnalysed.model_validate(FORWARDING), ANALYSING),
        (
            FileUnusable.model_validate(
                FORWARDING | {"problem": a_problem(cause="too_large"), "line_is_empty": True}
            ),
            WAITING,
        ),
        (UploadLost.model_validate(FORWARDING | {"problem": a_problem()}), UPLOADING),
        (FileWithdrawn(part="P1"), WAITING),
        (DuplicateSettled(part="P1", keep=True, by=ADA), {}),
        (BasketTaken(keeper="another"), {}),
        (ChangeBegun(mark=MARK, change=CHANGE), {}),
        (ChangeAnswered(basket=1, call="c1"), _keeping(unanswered=(CHANGE,))),
        (BasketLeft(mark=MARK), {}),
        (CreateBegun(mark=MARK, what="P1"), {}),
        (CreateRefused(mark=MARK), _keeping(awaiting="P1")),
        (BasketLost(mark=MARK, problem=a_problem()), _keeping(awaiting="P1")),
        (BasketOpened(mark=MARK, id="202"), _keeping(id=None, awaiting="basket")),
        (CustomerAssigned(mark=MARK, customer="18"), {}),
        (LineOpened(mark=MARK, part="P1", line="302"), _keeping(awaiting="P1")),
        (LineDescribed(mark=MARK, part="P1", spec=SPEC), {}),
        (RequirementsGiven(part="P1", answers=GIVEN), {}),
        (RequirementsTold(mark=MARK, part="P1", answers=GIVEN), {}),
        (BasketPriced(mark=MARK, query=QUERY, total=Decimal("21.47")), {}),
        (BasketStuck(problem=a_problem()), {}),
        (BasketTriedAgain(), {}),
        (BasketCleared(id="201"), {}),
        (a_press(by=ADA), {}),
        (SubmissionClaimed(worker=WORKER, attempt=1, at=LATER), {}),
        (OutcomeUnknown(attempt=1), {}),
        (OrderPlaced(number="100001", key="1", at=LATER, by=ADA), {}),
        (PlacingFailed(worker=WORKER, attempt=1, problem=a_problem(cause="refused")), {}),
        (OutcomeUnsettled(attempt=1, at=LATER), {}),
        (OrderNotThere(by=ADA), {}),
        (StatusSeen(status="Printing", at=LATER), {}),
        (StatusLooked(found=True, at=LATER), {}),
        (WatchEnded(), {}),
        (CustomerForgotten(customers=("17",), by="ops"), {}),
        (FollowerJoined(by=BEN), {}),
        (QuietAsked(by=ADA), {}),
        (TellingBegun(entry=0), {}),
        (Told(entry=0), {}),
        (CardShown(entry=0, changes=0), {}),
        (PartTold(part="P1", notice=Notice(ts="1.1", unit="mm", asks=True)), {}),
        (CallBegun(attempt=1, channel="C0ONCALL", at=LATER), {}),
        (CallPosted(attempt=7, ts="1.1"), CALLED),
        (CallEnded(attempt=7), CALLED),
    )
)
