"""Files that people drop, and those that cannot become parts."""

import pytest

from bot.sandbox.slack.faults import DeliveryFault, DownloadFault, FileFault
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.scenarios.case import CUBE, Case

OTHER = CUBE[:-1] + b"\2"
PAGE = b"<!DOCTYPE html><html><body>Sign in</body></html>"


def test_files_of_any_teammate_become_parts(case: Case) -> None:
    case.answered()
    olga = case.house.slack.person("olga")
    olga.drop(Dropped(CUBE, "bracket.stl"), thread=case.card)
    case.ada.drop(Dropped(OTHER, "lid.stl"), thread=case.card)
    case.shows("✅ bracket.stl is ready")
    case.shows("✅ lid.stl is ready")

    order = case.place().placed()

    assert {"bracket.stl", "lid.stl"} == {li.file.name for li in order.lines if li.file}


def test_two_files_of_one_message_become_two_parts(case: Case) -> None:
    case.answered()
    case.ben.drop(Dropped(CUBE, "bracket.stl"), Dropped(OTHER, "lid.stl"), thread=case.card)
    case.shows("✅ bracket.stl is ready")
    case.shows("✅ lid.stl is ready")

    assert 2 == len(case.place().placed().lines)


def test_a_file_that_slack_delivers_twice_is_one_part(case: Case) -> None:
    case.answered()
    case.house.slack.faults.delivery.add(DeliveryFault.DUPLICATE, name="message")
    case.with_part()

    assert 1 == len(case.place().placed().lines)
    assert 1 == len(case.requests("POST", "/api/v2.0/files/"))


def test_the_same_file_name_twice_is_two_parts(case: Case) -> None:
    case.answered().with_part().with_part()
    case.house.slack.wait_for(lambda: case.card.text.count("✅ bracket.stl is ready") == 2)

    assert 2 == len(case.place().placed().lines)


def test_a_file_in_another_thread_is_ignored(case: Case) -> None:
    case.answered()
    elsewhere = case.ben.say("unrelated", channel=case.channel)
    case.ben.drop(Dropped(CUBE, "holiday.stl"), thread=elsewhere)
    case.ben.drop(Dropped(CUBE, "holiday.stl"), channel=case.channel)

    case.with_part()

    assert "holiday.stl" not in case.card.text
    assert 1 == len(case.place().placed().lines)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("notes.txt", b"buy screws", "does not look like a 3D model"),
        ("nothing.stl", b"", "The file is empty"),
    ],
)
def test_a_file_that_cannot_be_a_part_is_turned_down(
    case: Case, name: str, content: bytes, why: str
) -> None:
    case.ready()
    case.drop(name, content)

    said = case.told(name)
    assert said.startswith("@ben ")
    assert why in said
    case.house.slack.wait_for(lambda: name not in case.card.text)
    assert 1 == len(case.place().placed().lines)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (FileFault.EXTERNAL, "a cloud service keeps the file"),
        (FileFault.REMOTE, "another app keeps the file"),
        (FileFault.TOMBSTONE, "somebody deleted it"),
        (FileFault.HIDDEN_BY_LIMIT, "more than its plan allows"),
        (FileFault.ACCESS_DENIED, "belongs to another workspace"),
    ],
)
def test_a_file_that_slack_does_not_hold_is_turned_down(
    case: Case, fault: FileFault, why: str
) -> None:
    case.ready()
    case.house.slack.faults.file.add(fault, name="odd.stl")
    case.drop("odd.stl")

    said = case.told("is not part of the order")
    assert why in said
    assert ("odd.stl" in said) == (fault in {FileFault.EXTERNAL, FileFault.REMOTE})
    assert 1 == len(case.place().placed().lines)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("disguised.stl", PAGE, "disguised.stl cannot be used. It does not look like a 3D model"),
        ("notes.stl", b"not a model at all", "It is named like a .stl file, but"),
        ("lid.3mf", CUBE, "It is named like a .3mf file, but"),
        ("broken.stl", CUBE[:-50], "cannot use it as a 3D model"),
    ],
)
def test_a_part_that_turns_out_unusable_can_be_removed(
    case: Case, name: str, content: bytes, why: str
) -> None:
    case.ready()
    case.drop(name, content)
    assert why in case.told(f"{name} cannot be used")
    case.shows("something in place of")
    assert "Place order" not in case.card.buttons

    case.press(case.ada, "Remove part", name)
    case.offers("Place order")

    order = case.place().placed()
    assert ["bracket.stl"] == [li.file.name for li in order.lines if li.file]


def test_what_cannot_be_used_is_told_once_and_sent_once_whatever_is_removed(case: Case) -> None:
    names = ("broken.stl", "cut.stl", "torn.stl")
    case.ready()
    for number, name in enumerate(names):
        case.drop(name, CUBE[: -50 * (number + 1)])
        case.told(f"{name} cannot be used")
    for name in names[:2]:
        case.press(case.ada, "Remove part", name)
        case.no_longer_shows(f"{name} cannot")
    case.shows("✅ bracket.stl is ready")
    case.shows("⚠️ torn.stl cannot be used")

    case.press(case.ada, "Remove part", "torn.stl")
    case.offers("Place order")
    assert 1 == len(case.place().placed().lines)
    assert 1 == sum("torn.stl cannot be used" in words for words in case.notices)
    sent = [r.file.name for r in case.requests("POST", "/api/v2.0/files/") if r.file]
    assert ["bracket.stl", *names, "bracket.stl"] == sent


def test_a_file_deleted_meanwhile_is_unusable_until_it_is_replaced(
    case: Case, vendor: Local3yourmind
) -> None:
    case.answered()
    line = vendor.switches.on(Hold(Moment.BEFORE), method="POST", path="*/lines/")
    message = case.drop("gone.stl")
    line.wait()
    case.ben.delete_file(message, "gone.stl")
    line.off()
    assert "no longer in Slack" in case.told("gone.stl cannot be used")

    case.with_part("better.stl")
    case.press(case.ada, "Remove part", "gone.stl")
    case.offers("Place order")

    order = case.place().placed()
    assert ["better.stl"] == [li.file.name for li in order.lines if li.file]


@pytest.mark.parametrize("fault", [FileFault.NO_TYPE, FileFault.CHECK_FILE_INFO])
def test_a_file_of_which_a_message_tells_little_is_taken_all_the_same(
    case: Case, fault: FileFault
) -> None:
    case.answered()
    case.house.slack.faults.file.add(fault, name="bracket.stl")
    case.with_part()

    case.place().placed()


def test_a_file_of_a_shared_channel_that_is_no_model_is_turned_down(case: Case) -> None:
    case.ready()
    case.house.slack.faults.file.add(FileFault.CHECK_FILE_INFO, name="notes.txt")
    case.drop("notes.txt", b"buy screws")

    assert "does not look like a 3D model" in case.told("is not part of the order")
    assert 1 == len(case.place().placed().lines)


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (DownloadFault.SIGN_IN_PAGE, "Slack did not let me read the file"),
        (DownloadFault.MISSING, "no longer in Slack"),
        (DownloadFault.REDIRECT, "sent me to another place"),
    ],
)
def test_a_download_that_fails_is_explained_and_can_be_tried_again(
    case: Case, fault: DownloadFault, why: str
) -> None:
    case.answered()
    trouble = case.house.slack.faults.download.add(fault, name="bracket.stl", times=None)
    case.drop()
    assert why in case.told("bracket.stl cannot be used")
    case.shows("something in place of")
    trouble.off()

    case.press(case.ada, "Send again", "bracket.stl")

    case.shows("✅ bracket.stl is ready")
    assert 1 == len(case.place().placed().lines)


def test_a_download_cut_short_is_repeated_without_anybody_doing_anything(case: Case) -> None:
    case.answered()
    case.house.slack.faults.download.add(DownloadFault.TRUNCATED, name="bracket.stl")
    case.with_part()

    assert any("🔄" in words for words in case.notices)
    assert 1 == len(case.place().placed().lines)
