"""Looking on while files pass: nothing of it is ever in the way."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest

from bot.placing.looking import MOST_AT_ONCE, Eyes, Looking
from bot.placing.spool import Spool
from state.events import OrderCancelled, PartMeasured, PartRemoved
from state.order import Order
from state.part import Analysing, Part, Ready, Unusable, Uploading, Waiting
from state.ports import Look
from state.problems import CutShort, Gone
from tests.bot.placing.doubles import STL
from tests.bot.placing.kit import ID, Kit
from tests.bot.scripted_looker import ScriptedLooker
from tests.bot.waiting import wait_for
from tests.builders import AT, BEN, a_file, a_part, a_problem, an_order, some_facts

SEEN = Look(some_facts(), b"\x89PNG")
UNUSABLE = Unusable(problem=a_problem(), line_is_empty=True)


@dataclass
class Album:
    """Keeps pictures under ever new ids; `kept` tells of them."""

    kept: list[tuple[bytes, str, str]] = field(default_factory=list)
    full: bool = False

    def keep(self, picture: bytes, name: str, words: str) -> str | None:
        self.kept.append((picture, name, words))
        return None if self.full else f"F{len(self.kept)}"


@dataclass
class Scene:
    """A part that is forwarded, and somebody who looks on."""

    kit: Kit
    folder: Path
    looker: ScriptedLooker = field(default_factory=ScriptedLooker)
    album: Album = field(default_factory=Album)
    most: int = 100_000
    _looking: list[Looking] = field(default_factory=list)

    @property
    def looking(self) -> Looking:
        if not self._looking:
            eyes = Eyes(self.kit.orders, self.kit.files, self.looker, self.album)
            spool = Spool(self.folder, "seat", self.most, lambda _: False)
            self._looking.append(Looking(eyes, spool, patience=0.0))
            self._looking[0].open()
        return self._looking[0]

    @property
    def part(self) -> Part:
        return self.kit.part

    @property
    def copies(self) -> list[Path]:
        return list((self.folder / "seat").iterdir())

    def forward(self, **part: Any) -> None:
        """Forward a file while somebody looks on."""
        self.kit.an_open_one(**part)
        self.forward_again()

    def forward_again(self) -> None:
        replace(self.kit, onlooker=self.looking).forward()

    def looked(self) -> Part:
        """Wait for what was found, and give the part."""
        wait_for(lambda: self.part.looked_at)
        wait_for(lambda: not self.copies)
        return self.part

    def idle(self) -> None:
        """Wait until nobody looks any more."""
        wait_for(lambda: not self.looking._under_way)


@pytest.fixture
def scene(kit: Kit, tmp_path: Path) -> Iterator[Scene]:
    scene = Scene(kit, tmp_path / "spool", ScriptedLooker({"bracket.stl": SEEN}))
    with closing(scene.looking):
        yield scene
        scene.looker.open.set()


def test_a_file_is_looked_at_as_it_passed_and_found_on_the_part(scene: Scene) -> None:
    scene.forward()

    part = scene.looked()
    assert (some_facts(), "F1") == (part.facts, part.picture)
    assert [("bracket.stl", STL)] == scene.looker.seen
    assert [(b"\x89PNG", "bracket.png", "Picture of bracket.stl")] == scene.album.kept
    assert [part.file.id] == scene.kit.files.opened


def test_forwarding_does_not_wait_for_the_look(scene: Scene) -> None:
    scene.looker.open.clear()
    scene.forward()

    assert isinstance(scene.part.upload, Ready)
    assert not scene.part.looked_at


def test_a_look_begins_before_3yourmind_has_answered(scene: Scene) -> None:
    scene.kit.desk.on("file_status", lambda: wait_for(lambda: scene.part.looked_at))
    scene.forward()

    kinds = scene.kit.kinds
    assert kinds.index("part_measured") < kinds.index("file_analysed")


def test_a_file_that_passes_again_is_not_looked_at_again(scene: Scene) -> None:
    scene.forward(looked_at=True, facts=some_facts(), picture="F9")

    scene.idle()
    assert [] == scene.looker.seen
    assert "F9" == scene.part.picture


def test_a_file_that_passes_while_it_is_looked_at_is_looked_at_once(scene: Scene) -> None:
    scene.looker.open.clear()
    scene.forward()
    passed = scene.looking.watch(ID, scene.part, iter([STL]))
    assert [STL] == list(passed)
    scene.looker.open.set()

    scene.looked()
    assert 1 == len(scene.looker.seen)


def test_what_did_not_come_completely_is_not_looked_at(scene: Scene) -> None:
    scene.kit.files.breaks = CutShort()
    scene.forward()

    assert [] == scene.copies
    assert [] == scene.looker.seen


@pytest.mark.parametrize("announced", [len(STL), 100], ids=["as announced", "against its word"])
def test_a_file_over_the_limit_is_passed_on_and_noted(
    kit: Kit, tmp_path: Path, announced: int
) -> None:
    scene = Scene(kit, tmp_path / "spool", most=len(STL) - 1)
    with closing(scene.looking):
        scene.forward(file=a_file(size=announced))
        part = scene.looked()

    assert {"L1": STL} == kit.desk.files
    assert (None, None) == (part.facts, part.picture)
    assert True in [entry.event.get("too_large") for entry in kit.order.history]


def test_a_file_that_is_announced_over_the_limit_is_not_copied(kit: Kit, tmp_path: Path) -> None:
    scene = Scene(kit, tmp_path / "spool", most=len(STL) - 1)
    with closing(scene.looking):
        seen = [scene.copies for _ in scene.looking.watch(ID, a_part(), iter([STL[:100]]))]

    assert [[]] == seen


def test_a_disk_that_takes_nothing_disturbs_nobody(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    rmtree(scene.folder)
    scene.folder.write_text("not a folder")
    scene.forward()

    assert isinstance(scene.part.upload, Ready)
    assert not scene.part.looked_at
    assert "cannot be copied" in caplog.text
    scene.folder.unlink()


def test_a_looker_that_breaks_its_word_disturbs_nobody(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.looker.script.append(RuntimeError("looked too closely"))
    scene.forward()
    scene.idle()

    assert isinstance(scene.part.upload, Ready)
    assert not scene.part.looked_at
    assert [] == scene.copies
    assert "a part is not looked at" in caplog.text


def test_facts_are_kept_when_slack_takes_no_picture(scene: Scene) -> None:
    scene.album.full = True
    scene.forward()

    part = scene.looked()
    assert (some_facts(), None) == (part.facts, part.picture)


def test_a_file_that_tells_nothing_is_not_looked_at_twice(scene: Scene) -> None:
    scene.looker.looks.clear()
    scene.forward()

    assert scene.looked().facts is None
    assert [] == scene.album.kept


@pytest.mark.parametrize(
    "meanwhile", [PartRemoved(part="P1"), OrderCancelled(by=BEN, at=AT)], ids=lambda e: e.kind
)
def test_what_is_gone_when_the_look_ends_is_let_go(
    scene: Scene, meanwhile: PartRemoved | OrderCancelled
) -> None:
    scene.looker.script.append(scene.kit.happens(meanwhile))
    scene.forward()
    scene.idle()

    assert PartMeasured.model_fields["kind"].default not in scene.kit.kinds


def after_a_crash(scene: Scene, order: Order) -> None:
    """Keep an order as a crash left it, and start."""
    scene.kit.keep(order)
    scene.looking.open()


@pytest.mark.parametrize("upload", [Analysing(), Ready()])
def test_after_a_crash_a_part_that_passed_unseen_is_fetched_once_more(
    scene: Scene, upload: Analysing | Ready
) -> None:
    after_a_crash(scene, an_order(parts=(a_part(upload=upload),)))

    assert some_facts() == scene.looked().facts
    assert [scene.part.file.id] == scene.kit.files.opened


@pytest.mark.parametrize(
    "part",
    [
        a_part(upload=Waiting()),
        a_part(upload=Uploading(worker="dead")),
        a_part(upload=UNUSABLE),
        a_part(upload=Ready(), looked_at=True),
    ],
)
def test_after_a_crash_nothing_is_fetched_without_need(scene: Scene, part: Part) -> None:
    after_a_crash(scene, an_order(parts=(part,)))
    scene.idle()

    assert [] == scene.kit.files.opened


def test_a_file_that_is_gone_after_a_crash_is_let_go(scene: Scene) -> None:
    scene.kit.files.script.append(Gone())
    after_a_crash(scene, an_order(parts=(a_part(upload=Ready()),)))
    scene.idle()

    assert not scene.part.looked_at
    assert [] == scene.copies


def test_after_a_crash_a_large_file_is_fetched_no_further_than_needed(
    kit: Kit, tmp_path: Path
) -> None:
    scene = Scene(kit, tmp_path / "spool", most=1)
    kit.files.breaks = CutShort()
    kit.keep(an_order(parts=(a_part(upload=Ready()),)))
    with closing(scene.looking):
        assert scene.looked().facts is None


def test_what_an_earlier_process_left_is_removed(scene: Scene) -> None:
    (scene.folder / "left").write_bytes(STL)
    scene.looking.open()

    assert [] == scene.copies


def test_closing_leaves_what_was_not_begun_for_the_next_start(scene: Scene) -> None:
    parts = tuple(a_part(id=f"P{n}", upload=Ready()) for n in range(1, 6))
    scene.looker.open.clear()
    after_a_crash(scene, an_order(parts=parts))
    wait_for(lambda: len(scene.looker.seen) == MOST_AT_ONCE)
    scene.looking.close()
    scene.looker.open.set()
    scene.idle()

    assert not any(part.looked_at for part in scene.kit.order.parts)
    assert MOST_AT_ONCE == len(scene.looker.seen)
    assert [] == list(scene.folder.iterdir())
