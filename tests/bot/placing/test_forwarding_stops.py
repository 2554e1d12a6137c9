from dataclasses import dataclass, field
from threading import Event, Thread

import pytest

from bot.placing.pace import Pace
from state.events import Event as Happening
from state.events import OrderCancelled, PartEdited, PartRemoved
from state.form import PartAnswers
from tests.bot.placing.doubles import ScriptedFiles
from tests.bot.placing.kit import Kit
from tests.bot.waiting import wait_for
from tests.builders import AT, BEN

LIMIT = 10.0
QUICK = Pace(look_after=0.01)
ENDS = [
    PartRemoved(part="P1"),
    OrderCancelled(by=BEN, at=AT),
    # In another unit the basket is abandoned.
    PartEdited(part="P1", answers=PartAnswers(unit="inch")),
]


@dataclass
class StalledFiles(ScriptedFiles):
    """Gives the first half of a file; the other half comes when the file is closed."""

    stalled: Event = field(default_factory=Event)
    released: Event = field(default_factory=Event)

    def __post_init__(self) -> None:
        self.pause = self._stall

    def end_reads(self) -> None:
        self.released.set()

    def _stall(self) -> None:
        self.stalled.set()
        assert self.released.wait(LIMIT)


@pytest.mark.parametrize("end", ENDS)
def test_a_file_on_its_way_stops_when_nobody_wants_it_any_more(kit: Kit, end: Happening) -> None:
    files = StalledFiles()
    kit.an_open_one()
    kit.files, kit.pace = files, QUICK
    run = Thread(target=kit.forward)
    run.start()
    assert files.stalled.wait(LIMIT)
    kit.happens(end)()
    run.join(LIMIT)

    assert not run.is_alive()
    assert {} == kit.desk.files
    assert 1 == files.ended
    assert ["upload_begun", end.model_dump()["kind"]] == kit.kinds
    assert {} == kit.progress.of_order(kit.order.id)


def test_how_far_a_file_is_can_be_asked_while_it_is_on_its_way(kit: Kit) -> None:
    files = StalledFiles()
    kit.an_open_one()
    kit.files, kit.pace = files, QUICK
    run = Thread(target=kit.forward)
    run.start()
    assert files.stalled.wait(LIMIT)
    half = len(files.content) // 2
    wait_for(lambda: kit.progress.of_order(kit.order.id)["P1"].sent == half)
    (track,) = kit.progress.of_order(kit.order.id).values()
    files.released.set()
    run.join(LIMIT)

    assert (len(files.content), len(files.content)) == (track.sent, track.size)
    assert {} == kit.progress.of_order(kit.order.id)
