import pytest

from state.events import (
    AnswersChanged,
    CardPosted,
    Event,
    NotNow,
    OrderCancelled,
    OrderExpired,
    OwnerReminded,
    Superseded,
)
from state.machine import reduce
from state.order import BOT, Spot
from state.part import Analysing, Ready, Unusable, Upload, Uploading, Waiting
from state.phase import Cancelled, Collecting, Expired, Placing, Sending
from tests.builders import (
    ADA,
    AT,
    a_complete_order,
    a_part,
    a_problem,
    a_ready_part,
    an_order,
    an_order_in,
    complete_answers,
)
from tests.state.samples import LATER, after

SENT: tuple[Upload, ...] = (
    Uploading(worker="w"),
    Analysing(),
    Ready(),
    Unusable(problem=a_problem(), line_is_empty=True),
)


def test_changed_answers_take_the_place_of_the_old_ones() -> None:
    answers = complete_answers(reference="PO 4711")

    assert answers == after(an_order(), AnswersChanged(answers=answers)).answers


@pytest.mark.parametrize("problem", [None, a_problem()])
def test_changed_answers_settle_what_was_wrong(problem: object) -> None:
    order = an_order(phase=Collecting.model_validate({"problem": problem}))

    changed = after(order, AnswersChanged(answers=complete_answers()))

    assert Collecting() == changed.phase


def test_changed_answers_open_a_failed_order_again() -> None:
    changed = after(an_order_in("failed"), AnswersChanged(answers=complete_answers()))

    assert Collecting() == changed.phase
    assert 1 == changed.attempts


def test_changed_answers_keep_the_basket() -> None:
    order = a_complete_order()
    changed = after(order, AnswersChanged(answers=complete_answers(voucher="SPRING")))

    assert order.basket == changed.basket
    assert order.parts == changed.parts


@pytest.mark.parametrize("upload", SENT, ids=lambda upload: upload.kind)
def test_another_unit_sends_files_again_to_a_fresh_basket(upload: Upload) -> None:
    order = a_complete_order(parts=(a_ready_part(upload=upload),))
    changed = after(order, AnswersChanged(answers=complete_answers(unit="inch")))

    assert 2 == changed.basket.number
    assert (None, Waiting()) == (changed.parts[0].line, changed.parts[0].upload)


def test_another_unit_leaves_the_basket_when_nothing_was_sent() -> None:
    order = a_complete_order(parts=(a_part(line="301"),))
    changed = after(order, AnswersChanged(answers=complete_answers(unit="inch")))

    assert order.basket == changed.basket
    assert order.parts == changed.parts


def test_another_unit_leaves_the_basket_when_every_part_has_its_own() -> None:
    own = a_ready_part().answers.but(unit="mm")
    order = a_complete_order(parts=(a_ready_part(answers=own),))

    changed = after(order, AnswersChanged(answers=complete_answers(unit="inch")))

    assert order.basket == changed.basket


def test_the_first_card_stays_the_card() -> None:
    posted = after(an_order(), CardPosted(channel="C0OTHER", card="1.1"))

    assert Spot(channel="C0OTHER", card="1.1") == posted.spot
    assert reduce(posted, CardPosted(channel="C0PRINT", card="2.2"), AT, ADA) is None


@pytest.mark.parametrize("phase", ["collecting", "failed", "placing"])
def test_an_order_can_be_cancelled_until_it_is_sent(phase: str) -> None:
    cancelled = after(an_order_in(phase), OrderCancelled(by="U0BEN", at=LATER))

    assert Cancelled(by="U0BEN", at=LATER) == cancelled.phase


def test_an_order_that_is_being_sent_cannot_be_cancelled() -> None:
    sending = Placing(attempt=1, by=ADA, sending=Sending(worker="w", at=AT))

    with pytest.raises(NotNow):
        reduce(a_complete_order(phase=sending), OrderCancelled(by=ADA, at=LATER), LATER, ADA)


def test_an_expired_draft_says_when() -> None:
    assert Expired(at=LATER) == after(an_order(), OrderExpired(at=LATER, touched=AT)).phase


def test_a_reminder_changes_nothing_but_the_history() -> None:
    reminded = after(an_order(), OwnerReminded(touched=AT, closes=LATER), by=BOT)

    assert an_order() == reminded.but(history=(), telling="done", changes=0)
    assert reduce(reminded, OwnerReminded(touched=AT, closes=LATER), LATER, BOT) is None


@pytest.mark.parametrize(
    "event", [OwnerReminded(touched=AT, closes=LATER), OrderExpired(touched=AT, at=LATER)]
)
def test_a_draft_that_was_touched_meanwhile_is_not_neglected(event: Event) -> None:
    touched = after(an_order(), AnswersChanged(answers=complete_answers()))

    with pytest.raises(Superseded):
        reduce(touched, event, LATER, BOT)
