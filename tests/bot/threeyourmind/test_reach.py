from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.observing import Act, Kind, watched_by
from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.faults import Drop, Moment, server_error
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.patience import Patience
from bot.threeyourmind.reach import Reach
from bot.threeyourmind.transport import Transport
from state.ports import DeskHealth
from state.problems import DeskError

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class Clock:
    """Goes on by a second whenever it is looked at."""

    def __init__(self) -> None:
        self.now = START - timedelta(seconds=1)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def at(seconds: int) -> datetime:
    return START + timedelta(seconds=seconds)


def test_nothing_is_known_before_anything_was_asked() -> None:
    assert DeskHealth() == Reach(Clock()).desk()


def test_it_is_known_since_when_it_has_been_so() -> None:
    reach = Reach(Clock())
    for status in (200, 404, 503, None):
        reach.note(status)

    assert DeskHealth(answers=False, since=at(2), asked=at(3)) == reach.desk()
    reach.note(201)
    assert DeskHealth(answers=True, since=at(4), asked=at(4)) == reach.desk()


@pytest.fixture
def vendor() -> Local3yourmind:
    return Local3yourmind()


class Diary:
    """Writes down every act when it is over."""

    def __init__(self) -> None:
        self.acts: list[Act] = []

    @contextmanager
    def observe(self, act: Act) -> Iterator[None]:
        try:
            yield
        finally:
            self.acts.append(act)


@pytest.fixture
def diary() -> Diary:
    return Diary()


@pytest.fixture
def reach() -> Reach:
    return Reach(Clock())


@pytest.fixture
def transport(vendor: Local3yourmind, diary: Diary, reach: Reach) -> Iterator[Transport]:
    hasty, watch = Patience(repeats=0), watched_by([diary.observe, reach.observe])
    with (
        Served(vendor.app) as server,
        Transport(server.url, vendor.token, patience=hasty, watch=watch) as transport,
    ):
        yield transport


OFFERS = "service-panel/services/{}/offers/"


def test_the_transport_tells_how_each_request_went(
    vendor: Local3yourmind, transport: Transport, diary: Diary, reach: Reach
) -> None:
    transport.get(OFFERS.format(1))
    with pytest.raises(DeskError):
        transport.get(OFFERS.format(99))
    for fault in (server_error(), Drop(Moment.BEFORE)):
        vendor.switches.on(fault, times=1)
        with pytest.raises(DeskError):
            transport.get(OFFERS.format(1))

    assert ["200", "404", "503", "ConnectionError"] == [act.outcome for act in diary.acts]
    assert DeskHealth(answers=False, since=at(2), asked=at(3)) == reach.desk()


@pytest.mark.parametrize(
    "path", [OFFERS.format(7), OFFERS.format("7f3e-41"), OFFERS.format("Ada%20Lovelace")]
)
def test_a_request_is_named_by_the_words_of_the_api_only(
    transport: Transport, diary: Diary, path: str
) -> None:
    with pytest.raises(DeskError):
        transport.get(path, {"search": "lovelace"})

    assert ["GET /service-panel/services/{id}/offers/"] == [act.name for act in diary.acts]


def test_what_is_broken_off_on_purpose_tells_nothing_of_3yourmind(reach: Reach) -> None:
    with pytest.raises(ValueError, match="enough"), reach.observe(Act(Kind.CALL, "POST /files/")):
        raise ValueError("enough")

    assert DeskHealth() == reach.desk()
