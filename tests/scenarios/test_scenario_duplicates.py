"""The same file twice in one order: people are asked, and nothing is lost meanwhile."""

import pytest

from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.talking import Dropped
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case

OTHER = CUBE[:-1] + b"\2"
ASKED = "the content is the same. Is that what you want?"


def doubled(case: Case, second: str = "bracket.stl") -> MessageView:
    """The same content is shared twice, and the thread asks about it."""
    case.answered().with_part().with_part(second)
    wait_for(lambda: case.questions)
    (question,) = case.questions
    return question


def part_names(case: Case) -> list[str]:
    return [part.file.name for part in case.house.bot.orders.get(case.id).parts]


@pytest.mark.both_panels(slow=True)
def test_the_same_content_twice_is_asked_about_once_and_taken_meanwhile(case: Case) -> None:
    question = doubled(case)

    assert question.text.startswith("❓ @ben bracket.stl is in this order twice:")
    assert ASKED in question.text
    wait_for(lambda: case.card.text.count("✅ bracket.stl is ready") == 2)
    case.offers("Place order")


@pytest.mark.both_panels(slow=True)
def test_the_same_content_under_another_name_is_asked_about_too(case: Case) -> None:
    assert "copy.stl is bracket.stl again" in doubled(case, "copy.stl").text


@pytest.mark.both_panels(slow=True)
def test_the_same_name_with_other_content_is_no_question(case: Case) -> None:
    case.answered().with_part().with_part(content=OTHER)
    wait_for(lambda: case.card.text.count("✅ bracket.stl is ready") == 2)

    assert [] == case.questions


@pytest.mark.both_panels(slow=True)
def test_both_are_kept(case: Case) -> None:
    question = doubled(case)
    case.ben.click("Keep both", message=question)

    wait_for(lambda: not case.questions)
    assert "The same file came twice: @ben keeps both." in question.text
    case.house.slack.wait_for(lambda: case.card.text.count("is ready") == 2)
    case.offers("Place order")
    assert 2 == len(case.place().placed().lines)


@pytest.mark.both_panels(slow=True)
def test_the_second_is_removed_and_the_first_ordered(case: Case) -> None:
    question = doubled(case, "copy.stl")
    case.ada.click("Remove the second", message=question)

    wait_for(lambda: "The same file came twice: @ada removed the second." in question.text)
    case.house.slack.wait_for(lambda: "copy.stl" not in case.card.text)
    case.shows("✅ bracket.stl is ready")
    case.offers("Place order")
    order = case.place().placed()
    assert ["bracket.stl"] == [li.file.name for li in order.lines if li.file]


@pytest.mark.both_panels(slow=True)
def test_files_that_are_sent_again_are_not_asked_about_again(case: Case) -> None:
    doubled(case)
    case.with_part("lid.stl", OTHER)
    case.press(case.ada, "Remove part", "lid.stl")
    wait_for(lambda: case.card.text.count("✅ bracket.stl is ready") == 2)

    assert 1 == sum(ASKED in words for words in case.notices)


@pytest.mark.both_panels(slow=True)
def test_an_answer_that_comes_too_late_is_told_so(case: Case) -> None:
    question = doubled(case)
    remove = next(p for p in question.places if p.action_id == "remove_second")
    keep = next(p for p in question.places if p.action_id == "keep_both")
    case.press_place(case.ada, question, keep)
    case.press_place(case.ben, question, remove)

    case.whispered(case.ben, "This order has changed meanwhile.")
    assert ["bracket.stl", "bracket.stl"] == part_names(case)


@pytest.mark.both_panels(slow=True)
def test_an_answer_after_the_order_was_placed_is_told_so(case: Case) -> None:
    question = doubled(case)
    case.house.slack.wait_for(lambda: case.card.text.count("is ready") == 2)
    case.offers("Place order")
    number = case.place().placed().number
    case.ben.click("Remove the second", message=question)

    assert str(number) in case.whispered(case.ben, "@ada placed this order")


@pytest.mark.both_panels(slow=True)
def test_people_from_elsewhere_are_not_asked(case: Case) -> None:
    question, sten = doubled(case), case.house.slack.person("sten")
    case.shared_with(sten)
    sten.click("Remove the second", message=question)

    case.whispered(sten, "only people of this workspace can do this")
    assert 2 == len(part_names(case))


@pytest.mark.both_panels(slow=True)
def test_a_file_of_two_messages_is_no_second_file(case: Case) -> None:
    case.answered()
    message = case.drop()
    case.shows("✅ bracket.stl is ready")
    case.ada.message_shortcut("Order these files", message)
    assert "is in it already" in case.ada.modal.text

    case.ben.drop(Dropped(OTHER, "lid.stl"), thread=case.card)
    case.shows("✅ lid.stl is ready")
    assert [] == case.questions
