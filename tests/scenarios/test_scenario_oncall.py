"""Those on call are asked in a channel of their own about orders that nobody knows of."""

import pytest

from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.faults import Drop, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case
from tests.scenarios.house import House, Settings, by_http

ROOM = "#on-call"
FOUND, NOT_THERE = "It is there: enter its number", "It is not there: send again"


def watched(slack: Workspace) -> Settings:
    """Let olga be on call, and only ada order; ben is in the room by chance."""
    world = slack.world
    with world.changes.making():
        people = {u.id for u in world.users.values() if u.team_id == world.team.id}
        room = world.add_channel(ROOM.removeprefix("#"), "channel", members=people)
    groups = {group.handle: group.id for group in world.usergroups.values()}
    return {
        **by_http(slack),
        "order_users": world.user("ada").id,
        "oncall_usergroups": groups["oncall"],
        "oncall_channel": room.id,
    }


pytestmark = pytest.mark.parametrize("furniture", [watched], indirect=True, scope="package")


@pytest.fixture
def olga(house: House) -> Person:
    return house.slack.person("olga")


def doubtful(case: Case, vendor: Local3yourmind) -> MessageView:
    """Let the answer to an order be lost, and give the message to those on call."""
    case.ready()
    lost = Drop(Moment.BEFORE)
    vendor.switches.on(lost, method="POST", path="*/internal-ordering/orders/", times=1)
    case.place().shows("Somebody has to look")
    wait_for(lambda: asked(case))
    (message,) = asked(case)
    return message


def asked(case: Case) -> list[MessageView]:
    """Give what those on call were asked about this order."""
    return [m for m in case.ada.screen(ROOM) if case.id in m.text and not m.is_ephemeral]


def whispered(person: Person, text: str) -> None:
    """Wait for something that only this person sees in the room."""
    wait_for(lambda: any(m.is_ephemeral and text in m.text for m in person.screen(ROOM)))


def test_they_are_asked_with_all_they_need(case: Case, vendor: Local3yourmind) -> None:
    message = doubtful(case, vendor)

    assert [FOUND, NOT_THERE] == message.buttons
    assert f"{case.id} · ordered by @ada for Ada Lovelace" in message.text
    assert "each time it had none, which proves nothing yet" in message.text


def test_who_is_on_call_settles_it_there(case: Case, vendor: Local3yourmind, olga: Person) -> None:
    message = doubtful(case, vendor)
    olga.click(FOUND, message=message)
    olga.type("Order number", "100777")
    olga.submit()
    wait_for(lambda: "Settled: @olga found it at 3YOURMIND: 100777." in message.text)

    case.shows("✅ Placed: 100777")
    assert [] == message.buttons


def test_sent_again_and_lost_again_it_is_asked_about_again(
    case: Case, vendor: Local3yourmind, olga: Person
) -> None:
    first = doubtful(case, vendor)
    lost = Drop(Moment.BEFORE)
    vendor.switches.on(lost, method="POST", path="*/internal-ordering/orders/", times=1)
    olga.click(NOT_THERE, message=first)
    wait_for(lambda: 2 == len(asked(case)))
    second = asked(case)[-1]

    wait_for(lambda: "Settled: @olga looked, and it was not there." in first.text)
    olga.click(NOT_THERE, message=second)
    case.placed()
    wait_for(lambda: [] == second.buttons)


def test_settled_on_the_card_it_is_settled_there_too(case: Case, vendor: Local3yourmind) -> None:
    message = doubtful(case, vendor)
    case.press(case.ada, NOT_THERE)

    case.placed()
    wait_for(lambda: "Settled: @ada looked, and it was not there." in message.text)


def test_who_may_not_settle_is_told_so(case: Case, vendor: Local3yourmind) -> None:
    message = doubtful(case, vendor)
    case.ben.click(NOT_THERE, message=message)

    whispered(case.ben, "Sorry, you may not settle orders here.")
    case.shows("Somebody has to look")


def test_who_comes_too_late_is_told_what_happened(
    case: Case, vendor: Local3yourmind, olga: Person
) -> None:
    message = doubtful(case, vendor)
    stale = [place for place in message.places if place.element["action_id"] == "not_there"]
    case.press(case.ada, NOT_THERE)
    case.placed()
    wait_for(lambda: [] == message.buttons)
    case.press_place(olga, message, stale[0])

    whispered(olga, "@ada placed this order")
    assert 1 == len(case.orders)


def test_a_restart_asks_nobody_twice(case: Case, vendor: Local3yourmind, house: House) -> None:
    message = doubtful(case, vendor)
    with house.away():
        pass
    case.press(case.ada, NOT_THERE)
    case.placed()
    wait_for(lambda: [] == message.buttons)

    assert 1 == len(asked(case))


def test_where_the_bot_is_not_in_the_channel_the_card_has_to_do(
    case: Case, vendor: Local3yourmind, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    room = house.slack.world.channel(ROOM)
    bot = house.slack.world.installation.bot_user
    with house.slack.world.changes.making():
        room.members.discard(bot)
    case.ready()
    vendor.switches.on(
        Drop(Moment.BEFORE), method="POST", path="*/internal-ordering/orders/", times=1
    )
    case.place().shows("Somebody has to look")
    case.told("I cannot find out whether 3YOURMIND has this order")
    with house.slack.world.changes.making():
        room.members.add(bot)

    assert "those on call are not told: Slack says not_in_channel" in caplog.text
    assert [FOUND, NOT_THERE] == case.card.buttons
    assert [] == asked(case)
