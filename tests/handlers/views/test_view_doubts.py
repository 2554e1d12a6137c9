import pytest
from hypothesis import given

from handlers.views.doubts import settled
from handlers.views.notices import notice
from state.events import DuplicateSettled, Event, FileUploaded, FileWithdrawn
from state.order import Order
from state.part import Analysing, Ready, Unusable, Upload, Uploading
from tests.builders import (
    ADA,
    BEN,
    a_file,
    a_problem,
    a_ready_part,
    an_entry,
    an_order,
    an_order_in,
)
from tests.handlers.views.wellformed import buttons, flaws
from tests.handlers.views.wild import calm, words

UPLOADED = tuple(
    FileUploaded(part=part, basket=1, digest="ab" * 32, size=9) for part in ("P1", "P2")
)


def doubled(name: str = "bracket.stl", phase: str = "collecting") -> Order:
    """Give an order in which the second part is the first once more."""
    second = a_ready_part(id="P2", by=BEN, file=a_file(id="F2", name=name))
    return with_history(an_order_in(phase, parts=(a_ready_part(), second)), *UPLOADED)


def with_history(order: Order, *events: Event) -> Order:
    return order.but(history=tuple(an_entry(event) for event in events))


def withdrawn(upload: Upload) -> str:
    """Give what is said when the file of a part is deleted that is so far on its way."""
    order = an_order(parts=(a_ready_part(by=BEN, upload=upload),))
    message = notice(with_history(order, FileWithdrawn(part="P1")), 0)
    assert message is not None
    assert [] == flaws(message)
    return message["text"]


@calm
@given(words)
def test_the_question_is_what_slack_takes_whatever_the_file_is_called(name: str) -> None:
    message = notice(doubled(name), 1)

    assert message is not None
    assert [] == flaws(message)


def test_who_shared_the_second_is_asked_with_two_answers() -> None:
    message = notice(doubled("copy.stl"), 1)

    assert message is not None
    assert message["text"].startswith("❓ <@U0BEN> `copy.stl` is `bracket.stl` again:")
    assert {"keep_both": "PD7K3M P2", "remove_second": "PD7K3M P2"} == {
        action: button["value"] for action, button in buttons(message).items()
    }


@pytest.mark.parametrize("phase", ["placing", "placed", "cancelled"])
def test_nobody_is_asked_about_what_cannot_be_changed(phase: str) -> None:
    assert notice(doubled(phase=phase), 1) is None


def test_the_first_upload_is_not_worth_a_word() -> None:
    assert notice(doubled(), 0) is None


KEPT = DuplicateSettled(part="P2", keep=True, by=ADA)
REMOVED = DuplicateSettled(part="P2", keep=False, by=ADA)


@pytest.mark.parametrize(
    ("answer", "words"),
    [(KEPT, "<@U0ADA> keeps both."), (REMOVED, "<@U0ADA> removed the second.")],
)
def test_an_answer_stands_in_place_of_the_question(answer: DuplicateSettled, words: str) -> None:
    order = with_history(an_order(), answer)

    assert f"The same file came twice: {words}" == settled(order, "P2")


@pytest.mark.parametrize(
    ("upload", "where"),
    [
        (Uploading(worker="w"), "it is already on its way to 3YOURMIND"),
        (Analysing(), "3YOURMIND has it already"),
        (Ready(), "3YOURMIND has it already"),
    ],
)
def test_a_deleted_file_that_was_sent_stays_and_can_be_removed(upload: Upload, where: str) -> None:
    said = withdrawn(upload)

    assert said.startswith(f"🗑️ `bracket.stl` was deleted in Slack, but {where}, so it stays")
    assert "*Remove part* is in its menu" in said


def test_a_deleted_file_that_was_not_sent_is_told_to_who_shared_it() -> None:
    said = withdrawn(Unusable(problem=a_problem(cause="gone"), line_is_empty=True))

    assert said.startswith("⚠️ <@U0BEN> `bracket.stl` cannot be used. The file is no longer in")


def test_a_part_that_is_gone_is_not_talked_about() -> None:
    assert notice(with_history(an_order(), FileWithdrawn(part="P1")), 0) is None
