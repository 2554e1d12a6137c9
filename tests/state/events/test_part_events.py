from typing import Any

import pytest

from state.events import (
    Event,
    FileAnalysed,
    FileIdentified,
    FileShared,
    FileTurnedDown,
    FileUnusable,
    FileUploaded,
    PartEdited,
    PartRemoved,
    PartRetried,
    Superseded,
    UploadBegun,
    UploadLost,
)
from state.events.parts import MOST_TRIES
from state.form import PartAnswers
from state.machine import reduce
from state.order import Basket, Order
from state.part import Analysing, Ready, Unusable, Upload, Uploading, Waiting
from state.phase import Collecting
from tests.builders import (
    ADA,
    AT,
    a_complete_order,
    a_file,
    a_part,
    a_problem,
    a_ready_part,
    an_order,
    an_order_in,
)
from tests.state.samples import FORWARDING, after

SHARED = FileShared(part="P2", file=a_file(id="F2", name="lid.3mf"), by="U0BEN")
LOST = UploadLost(part="P1", basket=1, problem=a_problem())


def uploads(**part: Any) -> Order:
    return a_complete_order(parts=(a_ready_part(**part),))


def unusable(*, line_is_empty: bool = True) -> Unusable:
    return Unusable(problem=a_problem(), line_is_empty=line_is_empty)


def test_a_shared_file_becomes_the_last_part() -> None:
    order = after(a_complete_order(), SHARED)

    assert ["P1", "P2"] == [part.id for part in order.parts]
    assert a_part(id="P2", file=SHARED.file, by="U0BEN") == order.parts[1]


def test_a_file_delivered_twice_is_one_part() -> None:
    assert reduce(after(an_order(), SHARED), SHARED, AT, ADA) is None


def test_a_shared_file_opens_a_failed_order_again() -> None:
    assert Collecting() == after(an_order_in("failed"), SHARED).phase


def test_a_file_turned_down_changes_nothing_but_the_history() -> None:
    event = FileTurnedDown(part="P9", file=a_file(), by=ADA, problem=a_problem())
    turned_down = after(an_order(), event)

    assert an_order() == turned_down.but(history=(), telling="done", changes=0)
    assert 1 == len(turned_down.history)


def test_a_file_is_turned_down_once() -> None:
    event = FileTurnedDown(part="P9", file=a_file(), by=ADA, problem=a_problem())

    assert reduce(after(an_order(), event), event, AT, ADA) is None
    assert reduce(after(an_order(), event), event.but(part="P10"), AT, ADA) is not None


STUB = a_file(id="F2", name="", size=0)


def test_a_file_of_which_little_is_known_is_a_part_until_slack_tells_more() -> None:
    known = a_file(id="F2", name="lid.3mf")
    order = after(a_complete_order(), SHARED.but(file=STUB))
    event = FileIdentified(part="P2", file=known)
    told = after(order, event)

    assert (False, True) == (order.parts[1].file.is_known, told.parts[1].file.is_known)
    assert known == told.parts[1].file
    assert reduce(told, event.but(file=STUB), AT, ADA) is None


def test_what_a_removed_file_is_no_longer_matters() -> None:
    with pytest.raises(Superseded):
        reduce(an_order(), FileIdentified(part="P2", file=a_file()), AT, ADA)


def test_a_file_that_turns_out_to_be_none_is_no_part_any_more() -> None:
    order = after(a_complete_order(), SHARED.but(file=STUB))
    event = FileTurnedDown(part="P2", file=STUB, by=ADA, problem=a_problem())
    turned_down = after(order, event)

    assert a_complete_order().parts == turned_down.parts
    assert order.basket == turned_down.basket


def test_a_line_that_stands_for_what_is_none_costs_the_basket() -> None:
    order = after(an_order(), SHARED.but(file=STUB))
    order = order.with_part(order.parts[0].but(line="302"))
    event = FileTurnedDown(part="P2", file=STUB, by=ADA, problem=a_problem())

    assert order.basket.number + 1 == after(order, event).basket.number


def test_a_known_part_is_not_turned_down_any_more() -> None:
    order = after(a_complete_order(), SHARED)
    event = FileTurnedDown(part="P2", file=STUB, by=ADA, problem=a_problem())

    assert order.parts == after(order, event).parts


def test_an_edited_part_keeps_its_line_and_file() -> None:
    answers = PartAnswers(quantity=7)
    order = a_complete_order()

    edited = after(order, PartEdited(part="P1", answers=answers))

    assert order.parts[0].but(answers=answers) == edited.parts[0]
    assert order.basket == edited.basket


def test_a_part_in_another_unit_goes_to_a_fresh_basket() -> None:
    edited = after(a_complete_order(), PartEdited(part="P1", answers=PartAnswers(unit="inch")))

    assert 2 == edited.basket.number
    assert (None, Waiting()) == (edited.parts[0].line, edited.parts[0].upload)


@pytest.mark.parametrize("part", [{"upload": Waiting()}, {"answers": PartAnswers(unit="inch")}])
def test_a_part_keeps_its_basket_when_its_file_need_not_go_again(part: dict[str, Any]) -> None:
    edited = after(uploads(**part), PartEdited(part="P1", answers=PartAnswers(unit="inch")))

    assert 1 == edited.basket.number


def test_the_unit_of_the_order_said_again_is_no_other_unit() -> None:
    edited = after(a_complete_order(), PartEdited(part="P1", answers=PartAnswers(unit="mm")))

    assert 1 == edited.basket.number


def test_a_part_that_is_gone_cannot_be_edited() -> None:
    with pytest.raises(Superseded):
        reduce(an_order(), PartEdited(part="P1", answers=PartAnswers()), AT, ADA)


def test_a_part_without_line_is_removed_from_the_same_basket() -> None:
    order = a_complete_order(parts=(a_part(), a_ready_part(id="P2")))
    removed = after(order, PartRemoved(part="P1"))

    assert order.parts[1:] == removed.parts
    assert order.basket == removed.basket


@pytest.mark.parametrize(
    "changes",
    [
        {"parts": (a_part(line="301"), a_ready_part(id="P2"))},
        {"parts": (a_part(), a_ready_part(id="P2")), "basket": Basket(id="201", awaiting="P1")},
    ],
    ids=["line stands", "line awaited"],
)
def test_a_part_with_a_line_costs_the_basket(changes: dict[str, Any]) -> None:
    removed = after(a_complete_order(**changes), PartRemoved(part="P1"))

    assert 2 == removed.basket.number
    assert [("P2", None, Waiting())] == [(p.id, p.line, p.upload) for p in removed.parts]


def test_a_part_is_removed_once() -> None:
    assert reduce(an_order(), PartRemoved(part="P1"), AT, ADA) is None


def test_a_file_is_sent_again_to_its_empty_line() -> None:
    retried = after(uploads(upload=unusable()), PartRetried(part="P1"))

    assert 1 == retried.basket.number
    assert ("301", Waiting()) == (retried.parts[0].line, retried.parts[0].upload)


def test_a_file_is_sent_again_to_a_fresh_basket_when_its_line_holds_something() -> None:
    retried = after(uploads(upload=unusable(line_is_empty=False)), PartRetried(part="P1"))

    assert 2 == retried.basket.number
    assert (None, Waiting()) == (retried.parts[0].line, retried.parts[0].upload)


@pytest.mark.parametrize("upload", [Waiting(), Uploading(worker="w"), Analysing(), Ready()])
def test_only_an_unusable_file_is_sent_again(upload: Upload) -> None:
    assert reduce(uploads(upload=upload), PartRetried(part="P1"), AT, ADA) is None


def test_one_run_sends_a_file() -> None:
    begun = after(uploads(upload=Waiting()), UploadBegun(part="P1", basket=1, worker="w"))

    assert Uploading(worker="w") == begun.parts[0].upload
    assert Uploading(worker="w") == (
        after(begun, UploadBegun(part="P1", basket=1, worker="w")).parts[0].upload
    )


def test_a_file_that_another_run_was_sending_goes_to_a_fresh_basket() -> None:
    begun = after(
        uploads(upload=Uploading(worker="dead")), UploadBegun(part="P1", basket=1, worker="w")
    )

    assert 2 == begun.basket.number
    assert Waiting() == begun.parts[0].upload


def test_an_uploaded_file_is_analysed_and_known_by_its_content() -> None:
    event = FileUploaded(part="P1", basket=1, digest="cd" * 32, size=48_284)
    uploaded = after(uploads(upload=Uploading(worker="w")), event)

    assert (Analysing(), "cd" * 32) == (uploaded.parts[0].upload, uploaded.parts[0].digest)
    assert 48_284 == uploaded.parts[0].sent


def test_an_analysed_file_is_ready() -> None:
    analysed = after(uploads(upload=Analysing()), FileAnalysed(part="P1", basket=1))

    assert Ready() == analysed.parts[0].upload


@pytest.mark.parametrize("upload", [Waiting(), Uploading(worker="w"), Analysing()])
def test_an_unusable_file_keeps_the_reason(upload: Upload) -> None:
    event = FileUnusable(part="P1", basket=1, problem=a_problem(), line_is_empty=False)

    assert unusable(line_is_empty=False) == after(uploads(upload=upload), event).parts[0].upload


FORWARDED: tuple[Event, ...] = (
    UploadBegun.model_validate(FORWARDING | {"worker": "w"}),
    FileUploaded.model_validate(FORWARDING | {"digest": "", "size": 1}),
    FileAnalysed.model_validate(FORWARDING),
    FileUnusable.model_validate(FORWARDING | {"problem": a_problem(), "line_is_empty": True}),
    LOST,
)


@pytest.mark.parametrize("event", FORWARDED, ids=lambda event: event.kind)
def test_news_of_a_file_that_has_arrived_comes_too_late(event: Event) -> None:
    with pytest.raises(Superseded):
        reduce(a_complete_order(), event, AT, ADA)


@pytest.mark.parametrize("event", FORWARDED, ids=lambda event: event.kind)
@pytest.mark.parametrize("changes", [{"basket": Basket(number=2)}, {"parts": ()}])
def test_news_of_a_part_or_basket_that_is_gone_comes_too_late(
    event: Event, changes: dict[str, Any]
) -> None:
    with pytest.raises(Superseded):
        reduce(a_complete_order(**changes), event, AT, ADA)


def test_a_lost_upload_goes_again_to_a_fresh_basket() -> None:
    order = a_complete_order(
        parts=(a_ready_part(upload=Uploading(worker="w")), a_ready_part(id="P2", line="302"))
    )
    lost = after(order, LOST)

    assert Basket(number=2, keeper=order.basket.keeper) == lost.basket
    assert [(None, None, Waiting(), 1), (None, None, Waiting(), 0)] == [
        (part.line, part.described, part.upload, part.tries) for part in lost.parts
    ]


def test_a_file_that_is_lost_too_often_is_given_up() -> None:
    order = uploads(upload=Uploading(worker="w"), tries=MOST_TRIES - 1)
    lost = after(order, LOST)

    assert 2 == lost.basket.number
    assert (None, unusable()) == (lost.parts[0].line, lost.parts[0].upload)
