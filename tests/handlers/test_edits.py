import pytest

from handlers.edits import ARRIVING, PASSING, Edits, Rhythm
from state.events import Event, FileAnalysed, FileShared, FileUploaded, OrderStarted
from state.order import Order
from tests.builders import ADA, a_file, a_part, a_ready_part, an_entry, an_order
from tests.state.samples import SAMPLES

RHYTHM = Rhythm(edit=1.0, passing=1.25)
ID = an_order().id


def with_last(*events: Event) -> Order:
    history = tuple(an_entry(event) for event in events)
    return an_order(history=history, parts=(a_ready_part(), a_part(id="P2")))


STARTED = with_last(OrderStarted())
SHARED = with_last(OrderStarted(), FileShared(part="P1", file=a_file(), by=ADA))
UPLOADED = with_last(OrderStarted(), FileUploaded(part="P1", basket=1, digest="", size=1))
ANALYSED = with_last(OrderStarted(), FileAnalysed(part="P1", basket=1))


@pytest.fixture
def edits() -> Edits:
    return Edits(RHYTHM)


def test_a_card_is_edited_at_once_and_then_once_a_second(edits: Edits) -> None:
    edits.note(STARTED, 10.0)

    assert edits.begin(ID, 10.0)
    assert not edits.begin(ID, 10.9)
    assert 11.0 == edits.due(ID)
    assert edits.begin(ID, 11.0)


def test_what_soon_passes_leaves_the_edit_to_what_comes_of_it(edits: Edits) -> None:
    edits.note(UPLOADED, 10.0)
    assert not edits.begin(ID, 11.0)
    edits.note(ANALYSED, 11.1)

    assert edits.begin(ID, 11.1)


def test_what_passes_slowly_is_shown(edits: Edits) -> None:
    edits.note(UPLOADED, 10.0)

    assert 11.25 == edits.due(ID)
    assert edits.begin(ID, 11.25)


def test_what_passes_does_not_keep_back_what_stays(edits: Edits) -> None:
    edits.begin(ID, 10.0)
    edits.note(ANALYSED, 10.1)
    edits.note(UPLOADED, 10.9)

    assert 11.0 == edits.due(ID)


def test_what_passes_again_and_again_is_shown(edits: Edits) -> None:
    for at in (10.0, 11.0, 12.0, 12.4):
        edits.note(UPLOADED, at)

    assert 12.5 == edits.due(ID)


def test_a_file_is_shown_at_once_or_with_what_comes_of_it(edits: Edits) -> None:
    edits.note(SHARED, 10.0)
    assert edits.begin(ID, 10.0)
    edits.note(SHARED, 10.5)

    assert 11.75 == edits.due(ID)


def test_cards_do_not_wait_for_one_another(edits: Edits) -> None:
    edits.begin(ID, 10.0)

    assert edits.begin("PD-ANOTHER", 10.1)


def test_nothing_passes_once_every_file_is_there(edits: Edits) -> None:
    edits.note(UPLOADED.but(parts=(a_ready_part(),)), 10.0)

    assert edits.begin(ID, 10.0)


def test_every_entry_that_passes_is_one_that_there_is() -> None:
    kinds = {sample.event.model_dump()["kind"] for sample in SAMPLES}

    assert kinds >= PASSING | ARRIVING
