"""Files that take their time on the way, and what people see and can do meanwhile."""

from pathlib import Path

from bot.sandbox.slack.faults import DownloadFault
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.switches import Switch
from tests.scenarios.case import CUBE, Case
from tests.scenarios.sparse import sparse_stl

LARGE = bytes(80) + (480_000).to_bytes(4, "little") + bytes(24_000_000)
"""More than fits between the bot and a 3YOURMIND that does not read."""
SENT = "large.stl is being sent to 3YOURMIND, "


def not_read(vendor: Local3yourmind, times: int | None = None) -> Switch:
    """Let 3YOURMIND stop reading files that are sent to it."""
    return vendor.switches.on(Hold(Moment.BEFORE), method="POST", path="*/files/", times=times)


def test_the_card_says_how_far_a_large_file_is(
    case: Case, vendor: Local3yourmind, tmp_path: Path
) -> None:
    case.answered()
    held = not_read(vendor)
    # A system may take 32 MB for a 3YOURMIND that does not read.
    case.ben.drop(sparse_stl(tmp_path / "large.stl", 2_000_000), thread=case.card)
    shown = case.shows(SENT)
    percent = int(shown.partition(SENT)[2].split(" ")[0])

    assert f"{SENT}{percent} % of 100 MB" in shown
    assert 0 < percent < 100
    held.off()
    assert "100 MB" not in case.shows("✅ large.stl is ready", limit=20)
    assert 1 == len(case.place().placed().lines)


def test_a_removed_part_makes_room_for_the_next_file_at_once(
    case: Case, vendor: Local3yourmind
) -> None:
    case.answered()
    held = not_read(vendor, times=2)
    for name in ("large.stl", "larger.stl"):
        case.drop(name, LARGE)
        case.shows(f"{name} is being sent to 3YOURMIND, ")
    case.drop("small.stl", CUBE)
    for name in ("large.stl", "larger.stl"):
        case.press(case.ada, "Remove part", name)

    case.shows("✅ small.stl is ready", limit=10)
    assert not any("larger.stl" in words or "broke off" in words for words in case.notices)
    held.off()
    (line,) = case.place().placed().lines
    assert line.file is not None
    assert "small.stl" == line.file.name


def test_a_cancelled_order_makes_room_for_others(case: Case, vendor: Local3yourmind) -> None:
    case.answered()
    not_read(vendor, times=2)
    for name in ("large.stl", "larger.stl"):
        case.drop(name, LARGE)
        case.shows(f"{name} is being sent to 3YOURMIND, ")
    case.press(case.ada, "Cancel")
    case.told("cancelled this order")

    other = Case.fresh(case.house)
    other.answered().drop("small.stl")

    other.shows("✅ small.stl is ready", limit=10)
    assert not any("broke off" in words or "cannot be used" in words for words in case.notices)


def test_a_file_that_stalls_on_its_way_from_slack_can_be_removed(case: Case) -> None:
    case.answered()
    case.house.slack.faults.download.add(DownloadFault.STALLED, name="large.stl")
    case.drop("large.stl", LARGE)
    case.shows("% of 24 MB")
    case.press(case.ada, "Remove part", "large.stl")
    case.with_part()

    assert 1 == len(case.place().placed().lines)
