from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.threeyourmind.faults import (
    Answer,
    Drop,
    Fault,
    Moment,
    html_page,
    server_error,
    too_many_requests,
)
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.transport import Transport
from state.problems import Broken, Busy, DeskError, Unreachable

OFFERS = "service-panel/services/1/offers/"
BASKETS = "service-panel/services/1/baskets/"

CHANGES: dict[str, Callable[[Transport], Any]] = {
    "GET": lambda t: t.get(OFFERS),
    "PATCH": lambda t: t.patch(f"{BASKETS}1/", {}),
}
FAULTS = [
    (server_error(503), Broken),
    (html_page(200), Broken),
    (html_page(502), Broken),
    (too_many_requests(1), Busy),
    (Drop(Moment.BEFORE), Unreachable),
    (Drop(Moment.AFTER), Unreachable),
]


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
@pytest.mark.parametrize("method", ["GET", "PATCH"])
def test_reads_and_changes_are_repeated_twice(
    transport: Transport, vendor: Local3yourmind, fault: Fault, kind: type[DeskError], method: str
) -> None:
    vendor.switches.on(fault, method=method)

    with pytest.raises(kind):
        CHANGES[method](transport)
    assert 3 == len(vendor.log.matching(method))


def test_repeats_wait_longer_each_time(
    transport: Transport, vendor: Local3yourmind, slept: list[float]
) -> None:
    vendor.switches.on(server_error())

    with pytest.raises(Broken):
        transport.get(OFFERS)
    assert [0.25, 0.5] == slept


def test_a_repeated_read_gives_its_answer(transport: Transport, vendor: Local3yourmind) -> None:
    vendor.switches.on(server_error(), times=2)

    assert len(vendor.world.offers) == len(transport.get(OFFERS))


@pytest.mark.parametrize(("fault", "kind"), FAULTS)
def test_what_makes_something_is_never_repeated(
    transport: Transport, vendor: Local3yourmind, fault: Fault, kind: type[DeskError]
) -> None:
    vendor.switches.on(fault)

    with pytest.raises(kind):
        transport.post(BASKETS, {})
    assert 1 == len(vendor.log.records)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 413])
def test_a_refusal_is_final(transport: Transport, vendor: Local3yourmind, status: int) -> None:
    vendor.switches.on(Answer(status))

    with pytest.raises(DeskError):
        transport.get(OFFERS)
    assert 1 == len(vendor.log.records)


def test_a_busy_vendor_is_given_the_time_it_asks_for(
    transport: Transport, vendor: Local3yourmind, slept: list[float]
) -> None:
    vendor.switches.on(too_many_requests(7), times=1)
    transport.get(OFFERS)

    assert [7.0] == slept


def test_a_wait_that_is_too_long_is_left_to_the_caller(
    transport: Transport, vendor: Local3yourmind, slept: list[float]
) -> None:
    vendor.switches.on(too_many_requests(120))

    with pytest.raises(Busy) as caught:
        transport.get(OFFERS)
    assert 120.0 == caught.value.retry_after
    assert [] == slept
