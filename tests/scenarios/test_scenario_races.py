"""Two people at once, one person twice, and whoever comes too late."""

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.sandbox.slack.faults import DeliveryFault
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case
from tests.scenarios.house import House

ORDERS = "*/orders/"
LATE = "This order is being placed right now"


def at_once(*acts: Any) -> None:
    """Let several people act at the same moment."""
    with ThreadPoolExecutor(len(acts)) as pool:
        for act in [pool.submit(act) for act in acts]:
            act.result()


@pytest.mark.both_panels
def test_two_people_who_press_place_at_once_place_one_order(case: Case) -> None:
    case.ready()
    spot = case.spot("Place order")

    at_once(
        lambda: case.press_spot(case.ada, spot, "Place order"),
        lambda: case.press_spot(case.ben, spot, "Place order"),
    )

    order = case.placed()
    assert [order] == case.orders
    told = [m.text for p in (case.ada, case.ben) for m in p.screen(case.channel) if m.is_ephemeral]
    assert 1 == len(told)
    assert 1 == len(case.requests("POST", ORDERS))


@pytest.mark.both_panels(slow=True)
def test_a_double_click_places_one_order(case: Case) -> None:
    case.ready()
    case.ada.double_click("Place order", message=case.card)

    order = case.placed()
    assert [order] == case.orders
    assert 1 == len(case.requests("POST", ORDERS))


@pytest.mark.both_panels
def test_a_click_that_slack_delivers_twice_places_one_order(case: Case) -> None:
    case.ready()
    case.house.slack.faults.delivery.add(DeliveryFault.DUPLICATE, name="place")

    order = case.place().placed()

    assert [order] == case.orders


@pytest.mark.both_panels(slow=True)
def test_a_form_that_slack_delivers_twice_makes_one_order(house: House, case: Case) -> None:
    house.slack.faults.delivery.add(DeliveryFault.DUPLICATE, name="order_form")
    case.ready()

    assert 1 == case.ada.screen(case.channel).text.count("Place order] [Edit]")
    case.place().placed()


def test_what_opens_a_form_and_comes_twice_opens_one_without_a_word(
    house: House, case: Case, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    house.slack.faults.delivery.add(DeliveryFault.DUPLICATE, name="/order")
    case.answered()
    house.slack.faults.delivery.add(DeliveryFault.DUPLICATE, name="edit")
    case.press(case.ada, "Edit")

    wait_for(lambda: 2 == caplog.messages.count("a window was open already: asked for twice"))
    assert [] == [m.text for m in case.ada.screen(case.channel) if m.is_ephemeral]
    assert "unexpected error" not in caplog.text
    assert ["Customer"] == list(case.ada.modal.fields)[:1]


@pytest.mark.both_panels(slow=True)
@pytest.mark.parametrize("label", ["Place order", "Edit", "Cancel"])
def test_a_button_of_a_card_as_it_was_before_placing_tells_what_happened(
    case: Case, label: str
) -> None:
    case.ready()
    spot = case.spot(label)
    order = case.place().placed()

    case.press_spot(case.ben, spot, label)

    told = case.whispered(case.ben, "@ada placed this order")
    assert str(order.number) in told
    assert [order] == case.orders
    assert not case.ben.has_modal


@pytest.mark.both_panels(slow=True)
def test_a_part_that_somebody_else_removed_cannot_be_edited(case: Case) -> None:
    case.ready()
    spot = case.spot("Edit part", "bracket.stl")
    case.press(case.ada, "Remove part", "bracket.stl")
    case.house.slack.wait_for(lambda: "bracket.stl" not in case.card.text)

    case.press_spot(case.ben, spot, "Edit part")

    case.whispered(case.ben, "This order has changed meanwhile")
    assert not case.ben.has_modal


@pytest.mark.both_panels(slow=True)
def test_a_form_that_comes_after_placing_is_told_in_its_window(case: Case) -> None:
    case.ready()
    case.press(case.ben, "Edit")
    case.ben.type("Reference", "too late")
    order = case.place().placed()

    case.ben.submit()

    assert "@ada placed this order" in case.ben.modal.text
    assert "too late" not in order.reference
    assert "too late" not in case.card.text


@pytest.mark.both_panels
def test_cancel_while_the_order_is_on_its_way_comes_too_late(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    cancel = case.spot("Cancel")
    sending = vendor.switches.on(Hold(Moment.BEFORE), method="POST", path=ORDERS)
    case.place()
    sending.wait()

    case.press_spot(case.ben, cancel, "Cancel")
    case.whispered(case.ben, LATE)

    sending.off()
    order = case.placed()
    assert [order] == case.orders


@pytest.mark.both_panels(slow=True)
def test_a_file_dropped_after_placing_is_told_to_who_dropped_it(case: Case) -> None:
    case.ready().place().placed()

    case.drop("late.stl")

    assert "@ada placed this order" in case.whispered(case.ben, "Start another with /order")
    assert 1 == len(case.requests("POST", "/api/v2.0/files/"))
