"""Files on their way: how many at once, which are given up, and which are waited for."""

from pathlib import Path

import pytest

from bot.sandbox.slack.api.transfers import DRIP_SECONDS, DRIPS
from bot.sandbox.slack.faults import DownloadFault
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.log import LoggedRequest
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House, Settings, by_http
from tests.scenarios.sparse import sparse_stl

AT_ONCE, STALL = 3, 2.0
LARGE = bytes(80) + (40_000).to_bytes(4, "little") + bytes(2_000_000)
FACETS = 2_000_000
"""Of a file of 100 MB: a system may take 32 MB for a 3YOURMIND that does not read."""
BROKE_OFF = "🔄 The connection broke off over large.stl"
UPLOAD = "*/files/"


def impatient(slack: Workspace) -> Settings:
    """Let the bot give up early what stands still, send so many at once, look at small ones."""
    limits = {"stall_seconds": STALL, "max_transfers": AT_ONCE, "preview_mb": 1}
    return {**by_http(slack), **limits}


pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("furniture", [impatient], indirect=True, scope="package"),
]


def broken_off(case: Case) -> int:
    """Count how often the thread was told that a connection broke off."""
    return sum(BROKE_OFF in words for words in case.notices)


def most_at_once(uploads: list[LoggedRequest]) -> int:
    """Give how many of these uploads were on their way at the same time, at most."""
    spans = [(each.at, each.at + (each.took or 0)) for each in uploads]
    return max(sum(begun <= at < ended for begun, ended in spans) for at, _ in spans)


def test_no_more_files_are_on_their_way_than_set_and_the_others_follow(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    other = Case.fresh(house).answered()
    case.answered()
    held = vendor.switches.on(Hold(Moment.BEFORE), method="POST", path=UPLOAD, times=AT_ONCE)
    for order, first in ((case, 0), (other, 4)):
        files = [Dropped(CUBE[:-1] + bytes([n]), f"part-{n}.stl") for n in range(first, first + 4)]
        order.ben.drop(*files, thread=order.card)
    wait_for(lambda: AT_ONCE == len(case.requests("POST", UPLOAD)))
    case.awaits("POST", "*/lines/", count=8)
    Case.fresh(house).answered()

    assert AT_ONCE == len(case.requests("POST", UPLOAD))
    held.off()
    for order in (case, other):
        order.offers("Place order")
        assert 4 == len(order.place().placed().lines)
    uploads = case.requests("POST", UPLOAD)
    assert (8, AT_ONCE) == (len(uploads), most_at_once(uploads))


def test_a_download_that_stalls_is_given_up_and_comes_anew_by_itself(case: Case) -> None:
    case.answered()
    case.house.slack.faults.download.add(DownloadFault.STALLED, name="large.stl")
    case.drop("large.stl", LARGE)

    case.told(BROKE_OFF, limit=30)
    case.shows("✅ large.stl is ready", limit=30)
    assert 1 == broken_off(case)
    assert 1 == len(case.place().placed().lines)


def test_an_upload_that_is_not_read_is_given_up_and_goes_anew_by_itself(
    case: Case, vendor: Local3yourmind, tmp_path: Path
) -> None:
    case.answered()
    vendor.switches.on(Hold(Moment.BEFORE), method="POST", path=UPLOAD, times=1)
    case.ben.drop(sparse_stl(tmp_path / "large.stl", FACETS), thread=case.card)

    case.told(BROKE_OFF, limit=30)
    case.shows("✅ large.stl is ready", limit=30)
    assert 1 == broken_off(case)
    assert 1 == len(case.place().placed().lines)


def test_a_file_that_always_stalls_is_explained_and_can_be_sent_again(case: Case) -> None:
    case.answered()
    stalled = case.house.slack.faults.download.add(
        DownloadFault.STALLED, name="large.stl", times=None
    )
    case.drop("large.stl", LARGE)
    assert "Slack did not hand out the file in time." in case.told("large.stl cannot be used", 30)
    stalled.off()

    case.press(case.ada, "Send again", "large.stl")
    case.shows("✅ large.stl is ready", limit=30)
    assert 1 == len(case.place().placed().lines)


def test_a_file_that_comes_slowly_has_all_the_time_it_takes(case: Case) -> None:
    assert DRIPS * DRIP_SECONDS > 2 * STALL
    case.answered()
    case.house.slack.faults.download.add(DownloadFault.SLOW, name="large.stl")
    case.drop("large.stl", LARGE)
    case.shows("large.stl is being sent to 3YOURMIND, ", limit=30)
    case.shows("✅ large.stl is ready", limit=60)

    assert 0 == broken_off(case)
    (upload,) = case.requests("POST", UPLOAD)
    assert (upload.took or 0) > STALL
    assert 1 == len(case.place().placed().lines)


def test_a_file_that_is_too_large_to_be_looked_at_goes_its_way_and_is_said_to_be(
    house: House, case: Case
) -> None:
    case.answered()
    case.drop("large.stl", LARGE)
    told = case.told_of("large.stl").text
    case.shows("✅ large.stl is ready", limit=30)

    assert "has 2.0 MB, which is too large for me to measure and draw." in told
    assert "it goes as drawn in millimetres" in told
    assert [] == house.looker.seen
    assert 1 == len(case.place().placed().lines)
