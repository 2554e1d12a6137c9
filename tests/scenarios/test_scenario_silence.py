"""A bot with the waits of every day, whose 3YOURMIND takes a request and never answers it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.switches import Switch
from bot.tempo import Tempo
from state.events import StatusSeen
from state.order import BOT, Order
from tests.scenarios.case import Case
from tests.scenarios.house import House, by_http, furnished
from tests.scenarios.many import kept, newcomer

pytestmark = pytest.mark.slow

ASKED = "*/services/1/orders/"


@pytest.fixture(scope="module")
def usual() -> Iterator[House]:
    with furnished(by_http, Tempo()) as house:
        yield house


@pytest.fixture
def case(usual: House) -> Iterator[Case]:
    yield Case.fresh(usual)
    usual.calm()


@pytest.fixture
def vendor(usual: House) -> Local3yourmind:
    return usual.vendor


@pytest.fixture
def hanging(vendor: Local3yourmind) -> Switch:
    """Let 3YOURMIND take every question about orders, and keep the answers back."""
    return vendor.switches.on(Hold(Moment.BEFORE), method="GET", path=ASKED)


def printing(house: House, ago: timedelta) -> Order:
    """Let an order have been placed of which 3YOURMIND said so long ago that it is printing."""
    (order,) = kept(house, newcomer(house), "placed", 1)
    seen = StatusSeen(status="Printing", at=house.clock.now() - ago)
    return house.bot.orders.apply(order, seen, BOT)


def is_still_asked(case: Case) -> bool:
    """Tell whether 3YOURMIND was asked since the case began, and has not answered yet."""
    asked = case.requests("GET", ASKED)
    return bool(asked) and all(request.status is None for request in asked)


def test_the_answer_is_there_before_3yourmind_could_have_answered(
    usual: House, case: Case, hanging: Switch
) -> None:
    order = printing(usual, timedelta(hours=3))
    case.ben.command("/order-status", order.id, channel=case.channel)
    answer = case.whispered(case.ben, "✅ Placed: 100001")

    assert is_still_asked(case)
    assert "3YOURMIND does not answer at the moment. I add its word when it comes." in answer
    assert "The last I heard was Printing, 3 hours ago (" in answer
    assert hanging.is_on


def test_the_answer_to_a_mention_is_there_as_soon(
    usual: House, case: Case, hanging: Switch
) -> None:
    order = printing(usual, timedelta(days=2))
    case.ben.mention(f"status {order.id}", channel=case.channel)
    answer = case.whispered(case.ben, "✅ Placed: 100001")

    assert is_still_asked(case)
    assert "The last I heard was Printing, 2 days ago (" in answer
    assert hanging.is_on


def test_so_are_the_nearest_hits_of_a_number_that_nobody_knows(case: Case, hanging: Switch) -> None:
    case.ben.command("/order-status", "999999", channel=case.channel)
    answer = case.whispered(case.ben, "I know no such order")

    assert is_still_asked(case)
    assert "I add what it finds when it comes" in answer
    assert hanging.is_on


def test_nobody_waits_for_those_who_ask_at_the_same_time(
    usual: House, case: Case, hanging: Switch
) -> None:
    order = printing(usual, timedelta(minutes=5))
    people = [case.ada, case.ben, usual.slack.person("olga")]
    for person in people * 2:
        person.command("/order-status", order.id, channel=case.channel)

    for person in people:
        assert "5 minutes ago" in case.whispered(person, "✅ Placed: 100001")
    assert is_still_asked(case)
    assert hanging.is_on
