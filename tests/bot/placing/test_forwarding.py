from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from blake3 import blake3

from bot.placing.pace import Pace
from bot.placing.slots import Slots
from state.form import PartAnswers
from state.part import Analysing, Part, Ready, Unusable, Uploading, Waiting
from state.ports import FileStatus
from state.problems import (
    Broken,
    Busy,
    CutShort,
    DeskError,
    FileError,
    Gone,
    NotAPart,
    NotPermitted,
    Refused,
    SignInPage,
    SlackAway,
    TooLarge,
    Unreachable,
)
from tests.bot.placing.doubles import STL
from tests.bot.placing.kit import ID, Kit
from tests.builders import a_problem


def given_up(kit: Kit) -> tuple[str, bool]:
    """Give why the part cannot be used, and whether its line can take it again."""
    upload = kit.part.upload
    assert isinstance(upload, Unusable)
    return upload.problem.cause, upload.line_is_empty


def test_a_file_goes_to_its_line_and_is_ready_once_it_is_analysed(kit: Kit) -> None:
    kit.an_open_one()
    kit.desk.statuses = [FileStatus.NONE, FileStatus.RUNNING, FileStatus.FINISHED]
    kit.forward()

    assert [("upload", "B1", "L1", "mm"), *[("file_status", "B1", "L1")] * 3] == kit.desk.calls
    assert {"L1": STL} == kit.desk.files
    assert [1.0, 1.0] == kit.clock.slept
    assert isinstance(kit.part.upload, Ready)
    assert ["upload_begun", "file_uploaded", "file_analysed"] == kit.kinds
    assert blake3(STL).hexdigest() == kit.part.digest
    assert len(STL) == kit.order.history[1].event["size"]


def test_a_file_goes_in_the_unit_of_its_part(kit: Kit) -> None:
    kit.an_open_one(answers=PartAnswers(unit="inch"))
    kit.forward()

    assert [("B1", "L1", "inch")] == kit.desk.asked("upload")


@pytest.mark.parametrize(("part", "basket"), [("P1", 2), ("P9", 1)])
def test_an_errand_for_what_is_gone_is_nothing(kit: Kit, part: str, basket: int) -> None:
    kit.an_open_one()
    kit.forward(part, basket)

    assert [] == kit.desk.calls
    assert [] == kit.files.opened


@pytest.mark.parametrize("upload", [Ready(), Unusable(problem=a_problem(), line_is_empty=True)])
def test_a_file_that_is_settled_is_left_alone(kit: Kit, upload: Ready | Unusable) -> None:
    kit.an_open_one(upload=upload)
    kit.forward()

    assert [] == kit.desk.calls
    assert upload == kit.part.upload


def test_a_file_that_3yourmind_has_is_only_asked_about(kit: Kit) -> None:
    kit.an_open_one(upload=Analysing())
    kit.forward()

    assert [("file_status", "B1", "L1")] == kit.desk.calls
    assert isinstance(kit.part.upload, Ready)


def test_a_file_that_a_dead_run_was_sending_goes_to_a_fresh_basket(kit: Kit) -> None:
    kit.an_open_one(upload=Uploading(worker="dead"))
    kit.forward()

    assert [] == kit.desk.calls
    assert (2, None) == (kit.order.basket.number, kit.order.basket.id)
    assert (None, Waiting()) == (kit.part.line, kit.part.upload)


@pytest.mark.parametrize("error", [Unreachable(), Unreachable(sent=False), Broken(), Busy()])
def test_a_file_whose_sending_failed_goes_to_a_fresh_basket(kit: Kit, error: DeskError) -> None:
    kit.an_open_one()
    kit.desk.on("upload", error)
    kit.forward()

    assert 1 == len(kit.desk.calls)
    assert (2, None) == (kit.order.basket.number, kit.order.basket.id)
    assert (Waiting(), 1) == (kit.part.upload, kit.part.tries)


def test_a_file_that_was_lost_three_times_is_given_up(kit: Kit) -> None:
    kit.a_draft()
    kit.desk.on("upload", *[Unreachable()] * 4)
    for number in (1, 2, 3):
        kit.bring_in_line(f"run {number}")
        kit.forward(basket=number)
    kit.bring_in_line("last")
    kit.forward(basket=4)

    assert ("unreachable", True) == given_up(kit)
    assert 3 == len(kit.desk.asked("upload"))
    assert 3 == len({basket for basket, _, _ in kit.desk.asked("upload")})


@pytest.mark.parametrize("error", [NotAPart(), TooLarge("1"), Gone(), SignInPage()])
def test_a_file_that_cannot_be_fetched_leaves_its_line_empty(kit: Kit, error: FileError) -> None:
    kit.an_open_one()
    kit.files.script = [error]
    kit.forward()

    assert (error.cause, True) == given_up(kit)
    assert [] == kit.desk.calls
    assert ("B1", "L1") == (kit.order.basket.id, kit.part.line)


def test_a_file_that_turns_out_wrong_on_the_way_leaves_its_line_empty(kit: Kit) -> None:
    kit.an_open_one()
    kit.files.breaks = SignInPage()
    kit.forward()

    assert ("sign_in_page", True) == given_up(kit)
    assert {} == kit.desk.files


def test_a_file_that_breaks_off_on_the_way_goes_to_a_fresh_basket(kit: Kit) -> None:
    kit.an_open_one()
    kit.files.breaks = CutShort()
    kit.forward()

    assert (2, Waiting(), 1) == (kit.order.basket.number, kit.part.upload, kit.part.tries)


def test_slack_being_away_is_tried_again(kit: Kit) -> None:
    kit.an_open_one()
    kit.files.script = [SlackAway()]
    kit.forward()

    assert (Waiting(), 1) == (kit.part.upload, kit.part.tries)


@pytest.mark.parametrize("error", [Refused("Too complex."), NotPermitted()])
def test_a_file_that_3yourmind_turns_down_is_not_sent_again(kit: Kit, error: DeskError) -> None:
    kit.an_open_one()
    kit.desk.on("upload", error)
    kit.forward()

    assert (error.cause, False) == given_up(kit)
    assert 1 == kit.order.basket.number


def test_a_file_that_3yourmind_cannot_use_is_unusable(kit: Kit) -> None:
    kit.an_open_one()
    kit.desk.statuses = [FileStatus.RUNNING, FileStatus.FAILED]
    kit.forward()

    assert ("analysis_failed", False) == given_up(kit)


def test_where_3yourmind_allows_it_an_analysis_is_asked_about_sooner_at_first(kit: Kit) -> None:
    kit.pace = Pace(soonest=0.4)
    kit.an_open_one(upload=Analysing())
    kit.desk.statuses.extend([FileStatus.RUNNING] * 5)
    kit.forward()

    assert pytest.approx([0.4, 0.6, 0.9, 1.0, 1.0]) == kit.clock.slept


def test_an_analysis_that_takes_too_long_is_not_awaited(kit: Kit) -> None:
    kit.an_open_one()
    kit.pace = Pace(analysis=0.01)
    kit.desk.statuses = [FileStatus.RUNNING] * 100_000
    kit.forward()

    assert ("analysis_slow", False) == given_up(kit)


def test_3yourmind_being_out_of_reach_meanwhile_changes_nothing(kit: Kit) -> None:
    kit.an_open_one()
    kit.desk.on("file_status", Unreachable(), Broken(), Busy())
    kit.forward()

    assert [1.0] * 3 == kit.clock.slept
    assert isinstance(kit.part.upload, Ready)


def test_an_analysis_that_must_not_be_asked_about_is_unusable(kit: Kit) -> None:
    kit.an_open_one()
    kit.desk.on("file_status", NotPermitted())
    kit.forward()

    assert ("not_permitted", False) == given_up(kit)


@dataclass
class Curious:
    """Keeps what passes, and notes when it is told that no more will come."""

    seen: list[tuple[str, str, bytes]] = field(default_factory=list)
    left: bool = False

    def watch(self, order_id: str, part: Part, chunks: Iterator[bytes]) -> Iterator[bytes]:
        try:
            for chunk in chunks:
                self.seen.append((order_id, part.id, chunk))
                yield chunk
        finally:
            self.left = True


def test_whoever_looks_on_sees_every_chunk_pass(kit: Kit) -> None:
    curious = Curious()
    kit.an_open_one()
    replace(kit, onlooker=curious).forward()

    middle = len(STL) // 2
    assert [(ID, "P1", STL[:middle]), (ID, "P1", STL[middle:])] == curious.seen
    assert {"L1": STL} == kit.desk.files


def test_whoever_looks_on_is_told_when_a_transfer_breaks_off(kit: Kit) -> None:
    curious = Curious()
    kit.an_open_one()
    kit.desk.takes = 1
    replace(kit, onlooker=curious).forward()

    assert curious.left


def test_a_transfer_has_a_slot_and_an_analysis_needs_none(kit: Kit) -> None:
    slots, seen = Slots(1), list[tuple[str, bool]]()
    kit.an_open_one()
    kit.files.script = [lambda: seen.append(("open", bool(slots._having)))]
    kit.desk.on("upload", lambda: seen.append(("upload", bool(slots._having))))
    kit.desk.on("file_status", lambda: seen.append(("file_status", bool(slots._having))))
    replace(kit, slots=slots).forward()

    assert [("open", True), ("upload", True), ("file_status", False)] == seen
