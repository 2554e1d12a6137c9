from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

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


@pytest.fixture
def heard() -> list[int | None]:
    return []


@pytest.fixture
def transport(vendor: Local3yourmind, heard: list[int | None]) -> Iterator[Transport]:
    hasty = Patience(repeats=0)
    with (
        Served(vendor.app) as server,
        Transport(server.url, vendor.token, patience=hasty, heard=heard.append) as transport,
    ):
        yield transport


def test_the_transport_tells_how_each_request_went(
    vendor: Local3yourmind, transport: Transport, heard: list[int | None]
) -> None:
    transport.get("service-panel/services/1/offers/")
    with pytest.raises(DeskError):
        transport.get("service-panel/services/99/offers/")
    for fault in (server_error(), Drop(Moment.BEFORE)):
        vendor.switches.on(fault, times=1)
        with pytest.raises(DeskError):
            transport.get("service-panel/services/1/offers/")

    assert [200, 404, 503, None] == heard
