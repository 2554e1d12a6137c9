"""Orders whose answer was lost: exactly one is placed, or a person is asked."""

import pytest

from bot.sandbox.threeyourmind.faults import Drop, Fault, Hold, Moment, server_error
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.threeyourmind.switches import Switch
from tests.scenarios.case import Case

ORDERS = "*/orders/"


def lose(vendor: Local3yourmind, fault: Fault) -> Switch:
    """Let the next order meet a fault."""
    return vendor.switches.on(fault, method="POST", path=ORDERS, times=1)


def needing_somebody(case: Case, vendor: Local3yourmind) -> Case:
    """Give an order that was sent, did not arrive, and could not be found."""
    case.ready()
    lose(vendor, Drop(Moment.BEFORE))
    case.place().shows("Somebody has to look")
    return case


@pytest.mark.both_panels
def test_a_connection_that_breaks_after_the_order_was_taken_costs_nothing(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    lose(vendor, Drop(Moment.AFTER))

    order = case.place().placed()

    assert [order] == case.orders
    assert 1 == len(case.requests("POST", ORDERS))
    case.told("no clear answer came back")


@pytest.mark.both_panels(slow=True)
def test_an_answer_that_comes_too_late_is_looked_up(case: Case, vendor: Local3yourmind) -> None:
    case.ready()
    late = lose(vendor, Hold(Moment.AFTER))

    order = case.place().placed()

    late.off()
    assert [order] == case.orders
    assert 1 == len(case.requests("POST", ORDERS))


@pytest.mark.both_panels
def test_a_server_error_is_looked_up_and_never_sent_again(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    lose(vendor, server_error(500))
    case.place()

    case.shows("Somebody has to look")

    assert 1 == len(case.requests("POST", ORDERS))
    assert [] == case.orders


@pytest.mark.both_panels
def test_an_order_that_cannot_be_found_needs_somebody_who_looks(
    case: Case, vendor: Local3yourmind
) -> None:
    needing_somebody(case, vendor)

    assert "@ada I cannot find out whether 3YOURMIND has this order" in case.told("🙋")
    assert ["It is there: enter its number", "It is not there: send again"] == case.card.buttons
    assert case.id in case.card.text


@pytest.mark.both_panels
def test_an_order_that_is_not_there_is_sent_again_once(case: Case, vendor: Local3yourmind) -> None:
    needing_somebody(case, vendor)
    assert "printed twice" in case.ada.confirmation(
        "It is not there: send again", message=case.card
    )

    case.press(case.ben, "It is not there: send again")

    order = case.placed()
    assert [order] == case.orders


@pytest.mark.both_panels(slow=True)
def test_the_number_of_an_order_that_is_there_can_be_entered(
    case: Case, vendor: Local3yourmind
) -> None:
    needing_somebody(case, vendor)
    case.press(case.ben, "It is there: enter its number")
    case.ben.type("Order number", "100777")
    case.ben.submit()

    case.shows("✅ Placed: 100777")
    case.told("The order is placed: 100777")
    assert 1 == len(case.requests("POST", ORDERS))


@pytest.mark.both_panels(slow=True)
def test_a_number_has_to_be_given(case: Case, vendor: Local3yourmind) -> None:
    needing_somebody(case, vendor)
    case.press(case.ben, "It is there: enter its number")
    case.ben.submit()

    assert ["Order number"] == list(case.ben.modal.errors)
    assert "Somebody has to look" in case.card.text


@pytest.mark.both_panels(slow=True)
def test_nothing_can_be_changed_while_nobody_knows(case: Case, vendor: Local3yourmind) -> None:
    case.ready()
    edit, cancel = case.spot("Edit"), case.spot("Cancel")
    lose(vendor, Drop(Moment.BEFORE))
    case.place().shows("Somebody has to look")

    case.press_spot(case.ben, edit, "Edit")
    case.press_spot(case.ada, cancel, "Cancel")

    case.whispered(case.ben, "Nobody knows yet whether this order was placed")
    case.whispered(case.ada, "Nobody knows yet whether this order was placed")
    assert not case.ben.has_modal


@pytest.mark.both_panels
def test_while_the_outcome_is_looked_up_the_card_says_so(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    looking = vendor.switches.on(Hold(Moment.BEFORE), method="GET", path="*/orders/")
    lose(vendor, Drop(Moment.AFTER))
    case.place()

    case.shows("I am looking whether it arrived")
    assert [] == case.card.buttons

    looking.off()
    case.placed()
