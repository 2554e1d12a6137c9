"""A bot whose operator has named who may do what: every way in, by every kind of person."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.faults import Drop, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.house import House, Settings, by_http

ORDERERS, ONCALL = "support", "oncall"
PART = Dropped(CUBE, "bracket.stl")
REFUSALS = {
    "ben": "Sorry, you may not",
    "olga": "Sorry, you may not",
    "gus": "Sorry, guests of this workspace cannot do this. Please ask @ada",
    "sten": "Sorry, only people of this workspace can do this. Please ask @ada",
}
"""What those who may not are told: a teammate, on call, a guest, another organisation."""


def strict(slack: Workspace) -> Settings:
    """Let ada order, olga be on call, and everybody else be nobody in particular."""
    groups = {group.handle: group for group in slack.world.usergroups.values()}
    ada = slack.world.user("ada").id
    groups[ORDERERS].users[:] = [ada]
    return {
        **by_http(slack),
        "order_usergroups": groups[ORDERERS].id,
        "oncall_usergroups": groups[ONCALL].id,
        "admin_users": ada,
    }


pytestmark = pytest.mark.parametrize("furniture", [strict], indirect=True, scope="package")


@dataclass(frozen=True)
class Way:
    """A way in: what somebody does, and who may."""

    does: Callable[[Case, Person], None]
    allowed: frozenset[str]


def presses(label: str, part: str | None = None) -> Callable[[Case, Person], None]:
    """Press something on the card."""
    return lambda case, person: case.press(person, label, part)


def gives(command: str, text: str = "") -> Callable[[Case, Person], None]:
    """Give a command."""
    return lambda case, person: person.command(command, text, channel=case.channel)


def drops(case: Case, person: Person) -> None:
    """Drop a file into the thread."""
    person.drop(Dropped(CUBE, f"from-{person.user.handle}.stl"), thread=case.card)


def answers(label: str) -> Callable[[Case, Person], None]:
    """Answer the question whether a file is wanted twice."""
    return lambda case, person: person.click(label, message=case.questions[0])


def shortcut(case: Case, person: Person) -> None:
    """Order the files of a message outside any order."""
    person.message_shortcut("Order these files", case.ada.drop(PART, channel=case.channel))


ORDER, ANY_MEMBER, EYES = (frozenset(who.split()) for who in ("ada", "ada ben olga", "ada olga"))
COMMANDS = {
    "order": Way(gives("/order"), ORDER),
    "list": Way(gives("/order", "list"), EYES),
    "help": Way(gives("/order", "help"), EYES),
    "status": Way(gives("/order-status", "999"), EYES),
}
ON_THE_CARD = {
    "edit": Way(presses("Edit"), ORDER),
    "cancel": Way(presses("Cancel"), ORDER),
    "place": Way(presses("Place order"), ORDER),
    "edit part": Way(presses("Edit part", "bracket.stl"), ORDER),
    "remove part": Way(presses("Remove part", "bracket.stl"), ORDER),
    "file": Way(drops, ANY_MEMBER),
}
TO_SETTLE = {
    "found": Way(presses("It is there: enter its number"), EYES),
    "not there": Way(presses("It is not there: send again"), EYES),
}


def refused(case: Case, house: House, handle: str, way: Way) -> None:
    """Let somebody do it who may not, and see that they are told so and nothing happens."""
    person = house.slack.person(handle)
    before = (case.card.text, len(case.requests()))
    way.does(case, person)
    assert REFUSALS[handle] in case.whispered(person, "Sorry")
    assert not person.has_modal
    assert before == (case.card.text, len(case.requests()))


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("handle", ["ben", "olga", "gus"])
def test_a_command_is_for_those_who_may(case: Case, house: House, name: str, handle: str) -> None:
    way, person = COMMANDS[name], house.slack.person(handle)
    if handle not in way.allowed:
        refused_by_whisper(case, person, way)
        return
    way.does(case, person)
    assert "Sorry" not in case.whispered(person, "")


def refused_by_whisper(case: Case, person: Person, way: Way) -> None:
    """Let somebody give a command they may not, and see what they are told."""
    way.does(case, person)
    assert REFUSALS[person.user.handle] in case.whispered(person, "Sorry")
    assert not person.has_modal


@pytest.mark.parametrize("name", ON_THE_CARD)
def test_the_card_is_for_those_who_may(case: Case, house: House, name: str) -> None:
    case.ready().shared_with(house.slack.person("sten"))
    way = ON_THE_CARD[name]

    for handle in REFUSALS.keys() - way.allowed:
        refused(case, house, handle, way)


@pytest.mark.parametrize("label", ["Keep both", "Remove the second"])
def test_who_may_not_add_files_is_not_asked_about_them(
    case: Case, house: House, label: str
) -> None:
    case.answered().with_part().with_part()
    wait_for(lambda: case.questions and case.card.text.count("is ready") > 1)
    case.shared_with(house.slack.person("sten"))

    for handle in REFUSALS.keys() - ANY_MEMBER:
        refused(case, house, handle, Way(answers(label), ANY_MEMBER))


@pytest.mark.parametrize("handle", ["ben", "olga", "gus"])
def test_files_are_ordered_and_offered_only_for_those_who_may(
    case: Case, house: House, handle: str
) -> None:
    person = house.slack.person(handle)
    shortcut(case, person)
    assert REFUSALS[handle] in person.modal.text
    person.close_all()

    person.drop(PART, channel=case.channel)
    person.drop(PART, channel=case.channel, text="@printdesk please")

    assert REFUSALS[handle] in case.whispered(person, "Sorry")
    assert 1 == sum(m.is_ephemeral for m in person.screen(case.channel))


def test_who_may_not_order_adds_files_by_the_shortcut_all_the_same(case: Case) -> None:
    case.answered()
    message = case.drop()
    case.shows("✅ bracket.stl is ready")

    case.ben.message_shortcut("Order these files", message)

    assert "bracket.stl is in it already." in case.ben.modal.text


@pytest.mark.parametrize("name", TO_SETTLE)
def test_an_open_question_is_settled_by_those_who_may(
    case: Case, house: House, vendor: Local3yourmind, name: str
) -> None:
    case.ready()
    vendor.switches.on(Drop(Moment.BEFORE), path="*/internal-ordering/orders/", times=1)
    case.place().shows("Somebody has to look")
    case.shared_with(house.slack.person("sten"))

    for handle in REFUSALS.keys() - TO_SETTLE[name].allowed:
        refused(case, house, handle, TO_SETTLE[name])


def test_on_call_settles_an_order(case: Case, house: House, vendor: Local3yourmind) -> None:
    case.ready()
    vendor.switches.on(Drop(Moment.BEFORE), path="*/internal-ordering/orders/", times=1)
    case.place().shows("Somebody has to look")

    case.press(house.slack.person("olga"), "It is not there: send again")

    case.placed()


def test_a_teammate_adds_files_though_they_may_not_order(case: Case) -> None:
    case.answered().with_part("from-ben.stl")


@pytest.fixture
def dismissed(house: House, ada: Person) -> Iterator[Callable[[], None]]:
    """Take the right to order from ada when called; she has it back afterwards."""
    group = next(g for g in house.slack.world.usergroups.values() if g.handle == ORDERERS)
    yield group.users.clear
    group.users[:] = [ada.user.id]


def test_a_right_that_is_lost_while_the_form_is_open_counts(
    case: Case, ada: Person, dismissed: Callable[[], None]
) -> None:
    case.opened().filled_as_usual()
    dismissed()
    assert ["Sorry, you may not see this list."] == ada.search("Customer", "love")
    ada.submit()

    assert "Sorry, you may not make or change orders here" in ada.modal.text
    assert [] == [m for m in ada.screen(case.channel) if "PD-" in m.text]


def test_choosing_without_the_right_shows_nothing_of_a_customer(
    case: Case, ada: Person, dismissed: Callable[[], None]
) -> None:
    case.opened()
    ada.choose("Delivery", "Standard parcel")
    dismissed()
    ada.clear("Delivery")

    wait_for(lambda: "Sorry, you may not" in ada.modal.text)


def test_a_part_is_not_changed_without_the_right(
    case: Case, ada: Person, dismissed: Callable[[], None]
) -> None:
    case.ready().edit_part("bracket.stl")
    dismissed()
    ada.type("Quantity", "7")
    ada.submit()

    assert "Sorry, you may not make or change orders here" in ada.modal.text
    assert "1 × 12.34" in case.card.text


def test_nobody_may_anything_while_slack_does_not_say_who_may(
    case: Case, house: House, ada: Person
) -> None:
    silent = ApiFault(error="fatal_error")
    house.slack.faults.api.add(silent, name="usergroups.users.list", times=None)
    ada.command("/order", channel=case.channel)

    assert "Nothing is lost: please try again in a minute" in case.whispered(
        ada, "Slack does not tell me"
    )
    assert not ada.has_modal


def test_no_order_is_made_where_another_organisation_reads_along(
    case: Case, house: House, ada: Person
) -> None:
    case.shared_with(house.slack.person("sten"))
    ada.command("/order", channel=case.channel)

    case.whispered(ada, "This channel is shared with another organisation")
    assert not ada.has_modal
