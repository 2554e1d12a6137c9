"""3YOURMIND answers nothing at all, and people are answered all the same."""

from collections.abc import Iterator
from time import monotonic

import pytest

from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.scenarios.case import CUBE, Case
from tests.scenarios.form import LOVELACE
from tests.scenarios.house import House, by_http

pytestmark = pytest.mark.parametrize("furniture", [by_http], indirect=True, scope="package")


def latencies(house: House, since: int) -> dict[str, float | None]:
    """Give how long the bot took for what it was told since then, by name."""
    return {d.parcel.name: d.latency for d in house.slack.deliveries[since:]}


@pytest.fixture
def patient(house: House) -> Iterator[None]:
    """A bot that gives up no call while a test goes on."""
    with house.patient(60):
        yield


@pytest.mark.usefixtures("patient")
def test_nothing_that_people_do_waits_for_3yourmind(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    vendor.switches.on(Hold(Moment.BEFORE))
    before = len(house.slack.deliveries)
    described = len(vendor.log.matching("PATCH", "*/lines/*"))
    case.ada.command("/order", "list", channel=case.channel)
    case.ada.command("/order", "help", channel=case.channel)
    case.ada.command("/order-status", case.id, channel=case.channel)
    case.press(case.ada, "Edit")
    case.ada.type("Reference", "in silence")
    case.ada.submit()
    case.edit_part("bracket.stl")
    case.ada.type("Quantity", "2")
    case.ada.submit()
    # The basket waits for this answer, so that nothing of the next file is at 3YOURMIND yet.
    vendor.log.wait_for("PATCH", "*/lines/*", count=described + 1)
    case.drop("lid.stl")
    case.shows("lid.stl is waiting to be sent")
    case.press(case.ada, "Remove part", "lid.stl")
    case.shows("🟢 Ready to be placed")
    case.place().shows("Being placed")
    case.ada.command("/order", channel=case.channel)
    assert case.ada.modal.title == "New print order"
    message = case.ben.drop(Dropped(CUBE, "hinge.stl"), channel=case.channel)
    case.ada.message_shortcut("Order these files", message)
    house.slack.wait_for(lambda: "hinge.stl will be in this order." in case.ada.modal.text)

    took = latencies(house, before)
    expected = {"/order", "/order-status", "edit", "order_form", "part_menu", "part_form", "place"}
    assert expected | {"order_these_files"} <= set(took)
    assert {} == {name: latency for name, latency in took.items() if not latency or latency > 1}


def test_the_customer_search_offers_customers_of_earlier_orders_and_says_why(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    case.ready().place().placed()
    with house.away():
        vendor.switches.on(Hold(Moment.BEFORE))
    case.ada.command("/order", channel=case.channel)
    begun = monotonic()
    offered = case.ada.search("Customer", "lovelace")

    assert monotonic() - begun < 2
    assert LOVELACE == offered[0]
    assert any("3YOURMIND" in text for text in offered)
    case.ada.choose("Customer", LOVELACE, typing="lovelace")
    case.created()
    assert "Still missing: billing address" in case.card.text
