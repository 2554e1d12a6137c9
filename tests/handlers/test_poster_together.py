"""Two processes show the same orders: nothing is posted twice, and the card says what is so."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from handlers.floor import SharedFloor
from handlers.poster import Poster
from handlers.views.card import card
from state.store import Store
from state.store.sqlitedict_store import SqliteDictStore
from tests.builders import complete_answers
from tests.handlers.bulletin import BEFORE, ID, Bulletin, a_poster
from tests.handlers.test_poster import renamed, turned_down


@dataclass(frozen=True)
class Posters:
    """Posters of processes with a name each."""

    bulletin: Bulletin
    floors: Store

    def of(self, process: str) -> Poster:
        floor = SharedFloor(self.floors, process, lambda name: name != "dead")
        b = self.bulletin
        return replace(a_poster(b.orders, b.progress, b.client, BEFORE), floor=floor.of)


@pytest.fixture
def posters(bulletin: Bulletin, tmp_path: Path) -> Iterator[Posters]:
    with closing(SqliteDictStore(tmp_path / "floors.sqlite", "floors")) as floors:
        yield Posters(bulletin, floors)


def test_a_card_that_others_edited_is_edited_back_when_the_order_is(
    bulletin: Bulletin, posters: Posters
) -> None:
    one, two = posters.of("one"), posters.of("two")
    bulletin.start()
    for poster, reference in ((one, "PO 1"), (two, "PO 2"), (one, "PO 1")):
        bulletin.apply(renamed(reference))
        poster.show(ID)
    (posted,) = bulletin.messages()

    assert "PO 1" in posted.text
    assert "PO 1" == bulletin.order.answers.reference != complete_answers().reference


def test_a_process_that_is_alone_edits_only_what_has_changed(
    bulletin: Bulletin, posters: Posters
) -> None:
    one = posters.of("one")
    bulletin.start()
    for _ in range(3):
        one.show(ID)

    assert ["chat.postMessage"] == bulletin.calls


def test_nobody_takes_the_floor_to_say_nothing(bulletin: Bulletin, posters: Posters) -> None:
    one, two = posters.of("one"), posters.of("two")
    bulletin.start()
    one.show(ID)
    bulletin.apply(renamed("PO 1"))
    two.show(ID, edit=False)
    row = posters.floors.get(ID)

    assert row is not None
    assert "one" == row.doc["by"]
    assert ["chat.postMessage"] == bulletin.calls


def test_what_is_to_be_told_does_not_wait_for_the_next_edit(
    bulletin: Bulletin, posters: Posters
) -> None:
    one, two = posters.of("one"), posters.of("two")
    bulletin.start()
    one.show(ID)
    bulletin.apply(turned_down("empty.stl"))
    two.show(ID, edit=False)

    assert ["chat.postMessage"] * 2 == bulletin.calls


def test_a_card_that_a_dead_process_may_have_posted_is_looked_for(
    bulletin: Bulletin, posters: Posters
) -> None:
    own: Any = card(bulletin.start())
    posted = bulletin.client.chat_postMessage(channel=bulletin.channel, **own)
    posters.floors.create(ID, {"by": "dead", "held": True})
    posters.of("two").show(ID)

    assert posted["ts"] == bulletin.order.spot.card
    assert 1 == len(bulletin.messages())


def test_what_two_processes_tell_at_once_is_told_once(bulletin: Bulletin, posters: Posters) -> None:
    both = posters.of("one"), posters.of("two")
    bulletin.start()
    names = [f"{letter}.stl" for letter in "abcdef"]
    with ThreadPoolExecutor(2) as pool:
        for name in names:
            bulletin.apply(turned_down(name))
            for shown in [pool.submit(poster.show, ID) for poster in both]:
                shown.result(30)

    assert names == [bulletin.name_in(text) for text in bulletin.told()]
    assert 1 + len(names) == len(bulletin.messages())
