"""The Home tab, and orders that are begun in no channel."""

import pytest

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.threeyourmind.faults import Drop, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case
from tests.scenarios.form import LOVELACE
from tests.scenarios.house import House
from tests.scenarios.many import kept, newcomer

NOTHING_YET = "You have not placed an order yet."
HERE = "@printdesk"


def published(house: House, person: Person) -> int:
    """Count how often somebody's tab was published."""
    calls = [call for call in house.slack.calls if call.method == "views.publish"]
    return sum(call.arguments["user_id"] == person.user.id for call in calls)


def at_home(house: House, person: Person) -> str:
    """Let somebody look at their tab, and give what they see once it is up to date."""
    before = published(house, person)
    person.open_home()
    wait_for(lambda: published(house, person) > before)
    return person.home.text


def shows(person: Person, text: str) -> str:
    """Wait until a tab that is open shows something, and give all of it."""
    wait_for(lambda: text in person.home.text)
    return person.home.text


def test_who_has_ordered_nothing_sees_how_to_begin(house: House) -> None:
    text = at_home(house, newcomer(house))

    assert text.startswith("[New print order]")
    assert NOTHING_YET in text
    assert "You have none under way. New print order starts one." in text
    assert "Somebody has to look" not in text


def test_what_somebody_has_under_way_is_listed_and_kept_up_to_date(
    house: House, case: Case
) -> None:
    case.answered()
    assert f"{case.id} · started by @ada" in at_home(house, case.ada)
    case.with_part().offers("Place order")
    shows(case.ada, "🟢 Ready to be placed")
    order = case.place().placed()
    shows(case.ada, f"✅ Placed: {order.number} · Ada Lovelace, Analytical Engines Ltd")
    house.vendor.world.set_status(order.id, "Printing")
    house.later(minutes=5)

    assert "3YOURMIND says: Printing since" in shows(case.ada, "Printing")


def test_who_has_not_looked_for_long_is_not_shown_changes(house: House, case: Case) -> None:
    case.ada = newcomer(house)
    world = house.slack.world
    with world.changes.making():
        world.channel(case.channel).members.add(case.ada.user.id)
    at_home(house, case.ada)
    house.later(minutes=11)
    case.answered().with_part()

    assert 1 == published(house, case.ada)


def test_the_conversation_with_the_bot_publishes_no_tab(house: House) -> None:
    person = newcomer(house)
    opened = {"type": "app_home_opened", "user": person.user.id, "tab": "messages"}
    with house.slack.world.changes.making():
        direct = house.slack.world.direct(person.user.id)
        person._slack.events.in_team({**opened, "channel": direct.id, "event_ts": "1.1"})
    person.say("hello", channel=HERE)
    person.sees("I place 3D-printing orders", channel=HERE)

    assert 0 == published(house, person)


def test_of_one_order_and_of_500_a_tab_is_what_slack_takes(house: House) -> None:
    one, many = newcomer(house), newcomer(house)
    kept(house, one, "placed", 1)
    assert 1 == at_home(house, one).count("✅ Placed")
    kept(house, many, "placed", 500)
    kept(house, many, "collecting", 500)

    text = at_home(house, many)

    assert 15 == text.count("✅ Placed: 100001")
    assert 15 == text.count("🟢 Ready to be placed")
    assert "/order-status finds each, by its number, reference or customer." in text
    assert "/order-status lists them all." in text


def test_the_tab_tells_whether_3yourmind_answers(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    case.opened().filled_as_usual()
    assert "🟢 3YOURMIND has been answering since" in at_home(house, case.ada)
    vendor.switches.on(Drop(Moment.BEFORE))
    case.created()
    case.drop()
    case.told("could not get the order ready")

    assert "🔴 3YOURMIND has not answered since" in at_home(house, case.ada)


def test_orders_that_need_somebody_are_shown_to_who_may_settle_them(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    case.ready()
    vendor.switches.on(
        Drop(Moment.BEFORE), method="POST", path="*/internal-ordering/orders/", times=1
    )
    case.place().shows("Somebody has to look")

    text = at_home(house, case.ben)

    assert "🙋 Somebody has to look · Ada Lovelace" in text
    assert case.id in text


@pytest.mark.parametrize("handle", ["gus", "sten"])
def test_who_may_see_no_order_is_told_so_on_the_tab(house: House, handle: str) -> None:
    text = at_home(house, house.slack.person(handle))

    assert text.startswith("Sorry, ")
    assert "[" not in text


def begun(case: Case, person: Person) -> None:
    """Fill in the form that is open."""
    case.ada = person
    case.choose_customer(LOVELACE)
    case.filled_as_usual()


def test_an_order_begun_on_the_tab_comes_to_the_conversation_with_the_bot(
    house: House, case: Case
) -> None:
    ada = newcomer(house)
    at_home(house, ada)
    ada.click_home("New print order")
    assert "This order will be in your conversation with me." in ada.modal.text
    begun(case, ada)
    assert "This order will be in your conversation with me." in ada.modal.text
    ada.submit()
    card = ada.sees("PD-", channel=HERE)
    case.ben = ada
    case.on(card).with_part()

    assert case.place().placed() in case.orders
    assert 1 == len([m for m in ada.screen(HERE) if "PD-" in m.lines[0]])


def test_an_order_begun_in_the_global_menu_survives_a_restart(house: House, case: Case) -> None:
    ada = newcomer(house)
    ada.shortcut("New print order")
    begun(case, ada)
    house.slack.faults.api.add(ApiFault(lost=True), name="chat.postMessage", times=1)
    ada.submit()
    with house.away():
        pass
    ada.sees("PD-", channel=HERE)

    assert 1 == len([m for m in ada.screen(HERE) if "PD-" in m.lines[0]])


def test_who_may_not_order_is_told_so_instead_of_the_form(house: House) -> None:
    gus = house.slack.person("gus")
    gus.shortcut("New print order")

    assert "Sorry, guests of this workspace cannot do this." in gus.modal.text
    gus.close_all()


def test_a_form_that_slack_does_not_open_is_apologised_for(house: House) -> None:
    ada = newcomer(house)
    house.slack.faults.api.add(ApiFault(error="fatal_error"), name="views.open", times=1)
    ada.shortcut("New print order")

    ada.sees("Sorry, something went wrong on my side", channel=HERE)
