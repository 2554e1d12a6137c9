from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from bot.sandbox.town import Town
from tests.browser.prepared import begun
from tests.browser.window import Bundle, Window
from tests.browser.windows import Windows

pytestmark = pytest.mark.slow

HOPPER = "Grace Hopper, Compilers & Sons <grace@customers.example>"


Joins = Callable[[], Window]


@pytest.fixture
def joins(windows: Windows, place: Town, channel: str) -> Joins:
    """Lets somebody from another organisation join, with which the channel is shared then."""

    def join() -> Window:
        world = place.stage.slack.world
        with world.changes.making():
            world.channels[channel].members.add(world.user("sten").id)
            world.channels[channel].is_ext_shared = True
        return windows.standing("sten")

    return join


def test_two_people_see_each_other_at_once(ada: Window, ben: Window) -> None:
    ada.says("Who has the bracket?")
    question = ben.channel.get_by_test_id("message").filter(has_text="Who has the bracket?")
    expect(question.locator(".author")).to_have_text("Ada Winter")

    ben.open_thread(question)
    ben.says("I have.", ben.thread)

    summary = ada.channel.get_by_test_id("thread-summary")
    expect(summary).to_contain_text("1 reply")
    summary.click()
    expect(ada.thread).to_contain_text("I have.")


def test_what_is_only_for_one_person_is_on_nobody_elses_screen(ada: Window, ben: Window) -> None:
    ada.says("/order help")
    whisper = ada.channel.get_by_test_id("message").filter(has_text="Only visible to you")
    expect(whisper).to_contain_text("I place 3D-printing orders")

    ada.says("That helped")

    expect(ben.channel).to_contain_text("That helped")
    expect(ben.channel).not_to_contain_text("I place 3D-printing orders")


def test_a_teammate_brings_the_file_and_both_see_the_card_change(ada: Window, ben: Window) -> None:
    ada.fill_in(HOPPER, typing="hopper")
    ada.create()

    ben.open_thread(ben.card)
    ben.drop(ben.thread, Bundle("cube.obj", "v 0 0 0\n"))

    for window in (ada, ben):
        expect(window.card).to_contain_text("cube.obj is ready")
    expect(ada.channel.get_by_test_id("thread-summary")).to_be_visible()


def test_somebody_from_another_organisation_is_refused_in_a_sentence(
    ada: Window, joins: Joins
) -> None:
    ada.fill_in(HOPPER, typing="hopper")
    ada.create()
    sten = joins()

    sten.card.get_by_role("button", name="Edit").click()

    whisper = sten.channel.get_by_test_id("message").filter(has_text="Only visible to you")
    expect(whisper).to_contain_text("Sorry, only people of this workspace can do this.")
    expect(sten.modal).to_have_count(0)
    expect(ada.channel).not_to_contain_text("only people of this workspace")


def test_a_command_of_somebody_from_another_organisation_does_nothing(joins: Joins) -> None:
    sten = joins()
    sten.says("/order")

    expect(sten.channel).to_contain_text("/order is not a valid command.")
    expect(sten.modal).to_have_count(0)


def test_the_person_can_be_switched(ada: Window) -> None:
    ada.become("Olga Frey")

    expect(ada.page.get_by_test_id("who")).to_contain_text("Olga Frey, on-call engineer")
    ada.says("Here I am")
    said = ada.channel.get_by_test_id("message").last
    expect(said.locator(".author")).to_have_text("Olga Frey")


def test_everybody_there_can_be_switched_to_and_each_says_what_they_are(ada: Window) -> None:
    for name, role in {
        "Ben Sommer": "teammate",
        "Olga Frey": "on-call engineer",
        "Gus Guest": "guest",
        "Ada Winter": "support agent",
    }.items():
        ada.become(name)
        expect(ada.page.get_by_test_id("who")).to_have_accessible_name(
            f"You are {name}, {role}. Switch person"
        )


def test_a_guest_is_refused_in_a_sentence(ada: Window, place: Town, channel: str) -> None:
    begun(place, channel, customer=HOPPER)
    ada.become("Gus Guest")
    ada.says("/order")
    whisper = ada.channel.get_by_test_id("message").filter(has_text="Only visible to you")
    expect(whisper).to_contain_text("Sorry, guests of this workspace cannot do this.")

    ada.card.get_by_role("button", name="Edit").click()

    expect(whisper.filter(has_text="Sorry, guests of this workspace")).to_have_count(2)
    expect(ada.modal).to_have_count(0)


def test_somebody_switches_to_a_person_from_another_organisation_and_is_refused(
    ada: Window, place: Town, channel: str, joins: Joins
) -> None:
    begun(place, channel, customer=HOPPER)
    joins()
    ada.become("Sten Elsewhere")
    expect(ada.page.get_by_test_id("who")).to_contain_text("from another organisation")

    ada.card.get_by_role("button", name="Edit").click()

    whisper = ada.channel.get_by_test_id("message").filter(has_text="Only visible to you")
    expect(whisper).to_contain_text("Sorry, only people of this workspace can do this.")
    expect(ada.modal).to_have_count(0)
