import pytest

from bot.placing.identifying import Identifier
from state.events import PartRemoved, PartRetried
from state.part import Part, Ready, SharedFile, Unusable
from state.problems import EmptyFile, FileError, Gone, NotAPart, SlackAway, Withheld
from tests.bot.placing.bench import Bench
from tests.bot.placing.kit import ID, Kit
from tests.bot.waiting import wait_for
from tests.builders import a_file, a_part, an_order

STUB = a_file(name="", size=0)


def a_stub() -> Part:
    """Build a part of which the message told nothing."""
    return a_part(file=STUB)


def identify(kit: Kit) -> None:
    Identifier(kit.orders, kit.files, kit.pace, kit.clock.sleep).identify(ID)


def test_a_file_of_which_nothing_is_known_is_asked_about_once(kit: Kit) -> None:
    known = SharedFile(id=STUB.id, name="lid.stl", size=684)
    kit.keep(an_order(parts=(a_stub(), a_part(id="P2"))))
    kit.files.told = [known]
    identify(kit)
    identify(kit)

    assert [STUB.id] == kit.files.looked
    assert known == kit.part.file
    assert ["file_identified"] == kit.kinds


@pytest.mark.parametrize("error", [NotAPart("stl"), EmptyFile(), Gone(), Withheld()])
def test_a_file_that_turns_out_to_be_none_is_turned_down(kit: Kit, error: FileError) -> None:
    kit.keep(an_order(parts=(a_stub(),)))
    kit.files.told = [error]
    identify(kit)
    (entry,) = kit.order.history

    assert () == kit.order.parts
    assert ("file_turned_down", a_stub().by) == (entry.event["kind"], entry.event["by"])
    assert error.cause == entry.event["problem"]["cause"]


def test_slack_being_away_for_a_moment_is_waited_for(kit: Kit) -> None:
    kit.keep(an_order(parts=(a_stub(),)))
    kit.files.told = [SlackAway(), SlackAway()]
    identify(kit)

    assert [1.0, 4.0] == kit.clock.slept
    assert kit.part.file.is_known


def test_slack_being_away_for_long_leaves_a_part_to_be_tried_again(kit: Kit) -> None:
    kit.keep(an_order(parts=(a_stub(),)))
    kit.files.told = [SlackAway()] * 4
    identify(kit)
    identify(kit)

    assert isinstance(kit.part.upload, Unusable)
    assert 4 == len(kit.files.looked)
    kit.happens(PartRetried(part="P1"))()
    identify(kit)
    assert kit.part.file.is_known


def test_a_part_removed_meanwhile_is_left_alone(kit: Kit) -> None:
    kit.keep(an_order(parts=(a_stub(),)))
    remove = kit.happens(PartRemoved(part="P1"))
    kit.files.told = [SlackAway()]
    kit.clock.on_sleep = remove
    identify(kit)

    assert () == kit.order.parts
    assert ["part_removed"] == kit.kinds


def test_a_file_of_which_nothing_was_known_is_forwarded_like_any_other(bench: Bench) -> None:
    order = bench.a_draft(parts=(a_stub(),))
    bench.work.follow(order)
    wait_for(lambda: isinstance(bench.part(order).upload, Ready))

    assert "bracket.stl" == bench.part(order).file.name
    assert 1 == len(bench.desk.asked("open_line"))


def test_what_is_none_never_gets_a_line(bench: Bench) -> None:
    order = bench.a_draft(parts=(a_part(), a_part(id="P2", file=STUB.but(id="F2"))))
    bench.files.told = [NotAPart()]
    bench.work.follow(order)
    wait_for(lambda: isinstance(bench.part(order).upload, Ready))

    assert ["P1"] == [part.id for part in bench.orders.get(order).parts]
    assert 1 == len(bench.desk.asked("open_line"))


def test_a_crash_before_slack_was_asked_is_made_up_for(bench: Bench) -> None:
    order = bench.a_draft(parts=(a_stub(),))
    bench.work.resume()

    wait_for(lambda: isinstance(bench.part(order).upload, Ready))
