from typing import get_args

import pytest

from state.events import EVENT, AnyEvent, Event, NotNow
from state.machine import reduce
from state.phase import Phase
from tests.builders import ADA
from tests.state.phase_table import ALLOWED, HEAD, ROWS
from tests.state.samples import LATER, SAMPLES, Sample


def kinds_of(union: object) -> list[str]:
    return [member.model_fields["kind"].default for member in get_args(get_args(union)[0])]


def concrete(event: type[Event]) -> set[type[Event]]:
    below = {kind for sub in event.__subclasses__() for kind in concrete(sub)}
    return below | ({event} if "kind" in event.model_fields else set())


def test_the_table_has_every_phase_and_every_event_once() -> None:
    assert kinds_of(Phase) == HEAD
    assert sorted(kinds_of(AnyEvent)) == sorted(kind for kind, *_ in ROWS)


def test_every_event_can_be_read_back_from_the_history() -> None:
    assert set(get_args(get_args(AnyEvent)[0])) == concrete(Event)


def test_there_is_a_sample_of_every_event() -> None:
    assert sorted(kinds_of(AnyEvent)) == sorted(kind_of(sample) for sample in SAMPLES)


def kind_of(sample: Sample) -> str:
    return str(sample.event.model_dump()["kind"])


@pytest.mark.parametrize("phase", HEAD)
@pytest.mark.parametrize("sample", SAMPLES, ids=kind_of)
def test_an_event_happens_exactly_in_the_phases_of_the_table(sample: Sample, phase: str) -> None:
    order = sample.order_in(phase)

    if ALLOWED[kind_of(sample), phase]:
        assert reduce(order, sample.event, LATER, ADA) is not None
    else:
        with pytest.raises(NotNow) as refused:
            reduce(order, sample.event, LATER, ADA)
        assert (NotNow, order) == (type(refused.value), refused.value.order)


@pytest.mark.parametrize("sample", SAMPLES, ids=kind_of)
def test_an_event_is_stored_as_json_and_read_back_as_it_was(sample: Sample) -> None:
    assert sample.event == EVENT.validate_python(sample.event.model_dump(mode="json"))
    assert sample.event == EVENT.validate_json(sample.event.model_dump_json())


@pytest.mark.parametrize("sample", SAMPLES, ids=kind_of)
def test_an_event_leaves_one_entry_in_the_history_unless_it_is_quiet(sample: Sample) -> None:
    phase = next(phase for phase in HEAD if ALLOWED[kind_of(sample), phase])
    happened = reduce(sample.order_in(phase), sample.event, LATER, "U0BEN")

    assert happened is not None
    if sample.event.quiet:
        assert () == happened.history
    else:
        (entry,) = happened.history
        assert (LATER, "U0BEN") == (entry.at, entry.by)
        assert sample.event == EVENT.validate_python(entry.event)
        assert "due" == happened.telling
