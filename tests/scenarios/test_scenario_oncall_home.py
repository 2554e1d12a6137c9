"""Those on call settle orders that nobody knows of on their Home tab."""

from collections.abc import Iterator

import pytest

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.persons.sight import Spot
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case
from tests.scenarios.house import House
from tests.scenarios.test_scenario_oncall import FOUND, NOT_THERE, ROOM, doubtful, watched

LOOK = "Somebody has to look"

pytestmark = pytest.mark.parametrize("furniture", [watched], indirect=True, scope="package")


@pytest.fixture
def olga(house: House) -> Iterator[Person]:
    """Olga, who is on call and looks at her tab."""
    olga = house.slack.person("olga")
    olga.open_home()
    wait_for(lambda: "New print order" in olga.home.text)
    yield olga
    if olga.has_modal:
        olga.close_all()


def sees(person: Person, case: Case) -> bool:
    """Tell whether somebody's tab lists the order of the case as one to be settled."""
    return any(case.id in spot.place.block["block_id"] for spot in answers(person))


def answers(person: Person) -> list[Spot]:
    """Give the buttons on somebody's tab by which orders are settled."""
    home = person.home
    return [Spot(home, p) for p in home.places if p.element["action_id"] in {"found", "not_there"}]


def answer(person: Person, case: Case, label: str) -> Spot:
    """Find the button for the order of the case; it may grow stale."""
    wait_for(lambda: sees(person, case))
    action = {FOUND: "found", NOT_THERE: "not_there"}[label]
    mine = (s for s in answers(person) if case.id in s.place.block["block_id"])
    return next(s for s in mine if s.place.element["action_id"] == action)


def press(person: Person, case: Case, label: str) -> None:
    """Press the button for the order of the case, as the tab shows it now."""
    case.press_spot(person, answer(person, case, label), label)


def test_a_doubt_comes_to_the_tab_of_who_looks_at_it(
    case: Case, vendor: Local3yourmind, olga: Person
) -> None:
    doubtful(case, vendor)

    wait_for(lambda: sees(olga, case))
    assert "each time it had none, which proves nothing yet" in olga.home.text
    assert "Please look in 3YOURMIND for the id of each" in olga.home.text


def test_a_number_that_was_found_is_entered_there(
    case: Case, vendor: Local3yourmind, olga: Person
) -> None:
    message = doubtful(case, vendor)
    press(olga, case, FOUND)
    olga.type("Order number", "100778")
    olga.submit()

    case.shows("✅ Placed: 100778")
    wait_for(lambda: not sees(olga, case))
    wait_for(lambda: "Settled: @olga found it at 3YOURMIND: 100778." in message.text)


def test_what_is_not_there_is_sent_again_from_there(
    case: Case, vendor: Local3yourmind, olga: Person
) -> None:
    doubtful(case, vendor)
    dialog = answer(olga, case, NOT_THERE).place.element["confirm"]
    assert "Otherwise it will be printed twice." in dialog["text"]["text"]
    press(olga, case, NOT_THERE)

    case.placed()
    wait_for(lambda: not sees(olga, case))
    assert 1 == len(case.orders)


def test_pressed_twice_there_it_is_sent_again_once(
    case: Case, vendor: Local3yourmind, olga: Person
) -> None:
    doubtful(case, vendor)
    olga._clicking._acting.act_twice(answer(olga, case, NOT_THERE))

    case.placed()
    wait_for(lambda: olga.has_modal)
    assert 1 == len(case.orders)
    assert 2 == len(case.requests("POST", "*/internal-ordering/orders/"))


def test_who_comes_too_late_there_is_told_what_happened_in_a_window(
    case: Case, vendor: Local3yourmind, olga: Person
) -> None:
    doubtful(case, vendor)
    stale = answer(olga, case, FOUND)
    case.press(case.ada, NOT_THERE)
    case.placed()
    wait_for(lambda: not sees(olga, case))
    case.press_spot(olga, stale, FOUND)

    assert "@ada placed this order" in olga.modal.text


@pytest.mark.slow
def test_who_presses_long_after_looking_sees_what_came_of_it(
    case: Case, vendor: Local3yourmind, house: House, olga: Person
) -> None:
    doubtful(case, vendor)
    stale = answer(olga, case, NOT_THERE)
    house.later(minutes=11)
    case.press_spot(olga, stale, NOT_THERE)

    case.placed()
    wait_for(lambda: not sees(olga, case))


@pytest.mark.slow
def test_who_may_not_settle_any_more_is_told_so_in_a_window(
    case: Case, vendor: Local3yourmind, house: House, olga: Person
) -> None:
    doubtful(case, vendor)
    button = answer(olga, case, NOT_THERE)
    (oncall,) = (g for g in house.slack.world.usergroups.values() if g.handle == "oncall")
    before = oncall.users
    with house.slack.world.changes.making():
        oncall.users = [user for user in before if user != olga.user.id]
    try:
        case.press_spot(olga, button, NOT_THERE)
        assert "Sorry, you may not settle orders here." in olga.modal.text
    finally:
        with house.slack.world.changes.making():
            oncall.users = before
    case.shows(LOOK)


@pytest.mark.slow
def test_a_form_that_slack_does_not_open_there_is_apologised_for(
    case: Case, vendor: Local3yourmind, house: House, olga: Person
) -> None:
    doubtful(case, vendor)
    house.slack.faults.api.add(ApiFault(error="fatal_error"), name="views.open", times=1)
    press(olga, case, FOUND)

    olga.sees("Sorry, something went wrong on my side", channel="@printdesk")
    assert not any(m.is_ephemeral for m in olga.screen(ROOM))


def test_who_may_not_settle_sees_no_buttons(case: Case, vendor: Local3yourmind) -> None:
    doubtful(case, vendor)
    case.ben.open_home()

    assert "Sorry, you may not" in case.ben.home.text
    assert [] == answers(case.ben)
