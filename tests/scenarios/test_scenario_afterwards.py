"""What happens with an order over time: once it is placed, or when nobody places it."""

import pytest

from bot.sandbox.threeyourmind.faults import AnalysisFails, Drop, Moment, too_many_requests
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case
from tests.scenarios.house import House

LIST = "*/orders/"


def moved(case: Case, status: str) -> None:
    """3YOURMIND moves the order to this status, and the bot looks a little later."""
    (order,) = case.orders
    case.house.vendor.world.set_status(order.id, status)
    case.house.later(minutes=5)


@pytest.mark.both_panels
def test_a_change_of_the_status_is_told_in_the_thread_and_shown_on_the_card(case: Case) -> None:
    case.ready().place().placed()
    moved(case, "Printing")

    assert "📦 3YOURMIND says: Printing" == case.told("3YOURMIND says: Printing")
    case.shows("3YOURMIND says: Printing since")


@pytest.mark.both_panels(slow=True)
def test_the_status_that_came_with_the_number_is_shown_and_not_told(case: Case) -> None:
    case.ready().place().placed()
    case.house.later(minutes=5)

    case.shows("3YOURMIND says: Pending since")
    assert not [words for words in case.notices if "3YOURMIND says" in words]


@pytest.mark.both_panels(slow=True)
def test_the_last_status_is_told_to_who_ordered_and_then_it_is_quiet(case: Case) -> None:
    case.ready().place().placed()
    case.offers("Tell me too")
    moved(case, "Shipped")

    assert "📦 @ada 3YOURMIND says: Shipped" == case.told("3YOURMIND says: Shipped")
    case.shows("I no longer watch it.")
    assert "Tell me too" not in case.card.buttons
    moved(case, "Printing")
    assert "Shipped" == getattr(case.house.bot.orders.get(case.id).phase, "status", "")


@pytest.mark.both_panels(slow=True)
def test_who_wants_to_know_is_mentioned_and_who_wants_quiet_is_not(case: Case) -> None:
    case.ready().place().placed()
    case.press(case.ben, "Tell me too")
    case.whispered(case.ben, "From now on I mention you")
    case.press(case.ada, "Quiet")
    case.whispered(case.ada, "I no longer mention you")
    for status in ("Printing", "Shipped"):
        moved(case, status)
        assert f"📦 @ben 3YOURMIND says: {status}" == case.told(f"3YOURMIND says: {status}")


@pytest.mark.both_panels(slow=True)
def test_who_asks_too_late_learns_that_there_is_nothing_more_to_tell(case: Case) -> None:
    case.ready().place().placed()
    stale = case.spot("Tell me too")
    moved(case, "Shipped")
    case.shows("I no longer watch it.")
    case.press_spot(case.ben, stale, "Tell me too")

    case.whispered(case.ben, "there is nothing more to tell")


@pytest.mark.both_panels(slow=True)
def test_a_status_of_many_words_is_shown_as_it_is(case: Case) -> None:
    case.ready().place().placed()
    moved(case, "Waiting <!channel> for *powder*")

    case.told("3YOURMIND says: Waiting <!channel> for ∗powder∗")


@pytest.mark.both_panels(slow=True)
def test_a_change_while_3yourmind_is_down_is_told_when_it_is_back(
    case: Case, vendor: Local3yourmind
) -> None:
    case.ready().place().placed()
    down = vendor.switches.on(Drop(Moment.BEFORE))
    moved(case, "Printing")
    assert not [words for words in case.notices if "Printing" in words]
    down.off()
    case.house.later(minutes=5)

    case.told("3YOURMIND says: Printing")


@pytest.mark.both_panels(slow=True)
def test_a_watch_that_is_told_to_wait_waits(case: Case, vendor: Local3yourmind) -> None:
    case.ready().place().placed()
    busy = vendor.switches.on(too_many_requests(3600), path=LIST)
    moved(case, "Printing")
    busy.off()
    before = len(case.requests("GET", LIST))
    case.house.later(minutes=50)
    assert before == len(case.requests("GET", LIST))
    case.house.later(minutes=11)

    case.told("3YOURMIND says: Printing")


@pytest.mark.both_panels(slow=True)
def test_a_change_while_the_bot_is_away_is_told_when_it_is_back(house: House, case: Case) -> None:
    order = case.ready().place().placed()
    with house.away():
        house.vendor.world.set_status(order.id, "Printing")
    house.later(minutes=5)

    case.told("3YOURMIND says: Printing")
    assert 1 == len([words for words in case.notices if "Printing" in words])


@pytest.mark.both_panels
def test_a_draft_is_reminded_of_and_closed_and_its_basket_deleted(
    case: Case, vendor: Local3yourmind
) -> None:
    vendor.switches.on(AnalysisFails(), times=1)
    case.answered().drop("twisted.stl")
    case.told("twisted.stl cannot be used")
    before = set(vendor.world.baskets)
    case.house.later(days=1, seconds=1)
    reminder = case.told("@ada This order has not been touched since")
    assert "Still missing: something in place of twisted.stl. If nobody needs it" in reminder
    assert "Cancel" in reminder

    case.house.later(days=13, seconds=1)
    case.told("Nobody touched this order for long, so I closed it")
    case.shows("as nobody had touched it for long")
    case.house.later(minutes=1)
    basket = int(case.requests("DELETE", "*/baskets/*")[-1].path.rstrip("/").rpartition("/")[2])
    assert basket in before - set(vendor.world.baskets)


@pytest.mark.both_panels(slow=True)
def test_the_basket_of_a_cancelled_order_is_deleted(case: Case, vendor: Local3yourmind) -> None:
    case.ready()
    before = set(vendor.world.baskets)
    case.press(case.ada, "Cancel")
    case.told("cancelled this order")
    case.house.later(minutes=1)

    wait_for(lambda: before - set(vendor.world.baskets))
