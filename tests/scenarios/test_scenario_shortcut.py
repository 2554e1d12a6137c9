"""Order these files, in the menu of a message."""

import pytest

from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.scenarios.case import CUBE, Case
from tests.scenarios.form import LOVELACE

NAME = "Order these files"
OTHER = CUBE[:-1] + b"\2"
BRACKET, LID = Dropped(CUBE, "bracket.stl"), Dropped(OTHER, "lid.stl")
QUOTE = Dropped(b"%PDF-1.7", "quote.pdf")


def answer(person: Person, message: MessageView) -> str:
    """Use the shortcut, and read what the bot says instead of opening the form."""
    person.message_shortcut(NAME, message)
    return person.modal.text


def test_an_order_begins_with_the_files_of_any_message(case: Case) -> None:
    talk = case.ben.say("for Ada", channel=case.channel)
    message = case.ben.drop(BRACKET, LID, QUOTE, thread=talk)
    case.ada.message_shortcut(NAME, message)
    assert "📎 bracket.stl and lid.stl will be in this order." in case.ada.modal.text
    case.choose_customer(LOVELACE)
    case.filled_as_usual().created()
    case.shows("✅ bracket.stl is ready")
    case.shows("✅ lid.stl is ready")

    order = case.place().placed()

    assert {"bracket.stl", "lid.stl"} == {li.file.name for li in order.lines if li.file}


def test_a_message_without_files_is_answered_in_a_window(case: Case) -> None:
    message = case.ben.say("where is the file?", channel=case.channel)

    assert "There are no files in this message." in answer(case.ada, message)


def test_a_message_with_other_files_is_answered_in_a_window(case: Case) -> None:
    message = case.ben.drop(QUOTE, channel=case.channel)

    assert "I found no file here that could be a part." in answer(case.ada, message)


def test_files_in_the_thread_of_an_order_are_added_to_it(case: Case) -> None:
    case.answered()
    message = case.ben.drop(BRACKET, thread=case.card)
    case.shows("✅ bracket.stl is ready")

    words = answer(case.ada, message)
    assert f"This is the thread of {case.id}, which is not placed yet." in words
    assert "📎 bracket.stl is in it already." in words
    assert 1 == case.card.text.count("bracket.stl is ready")


def test_files_that_the_order_has_lost_are_added_again(case: Case) -> None:
    case.answered()
    message = case.ben.drop(BRACKET, LID, QUOTE, thread=case.card)
    case.shows("✅ bracket.stl is ready")
    case.shows("✅ lid.stl is ready")
    case.press(case.ada, "Remove part", "lid.stl")
    case.house.slack.wait_for(lambda: "lid.stl" not in case.card.text)

    words = answer(case.ada, message)
    assert "✅ lid.stl is in it now." in words
    assert "📎 bracket.stl is in it already." in words
    assert "⚠️ 1 file cannot be a part; the thread says why." in words
    case.shows("✅ lid.stl is ready")


def test_files_in_the_thread_of_a_placed_order_begin_another(case: Case) -> None:
    case.ready()
    message = case.card.thread[1]
    case.place().placed()
    case.ada.message_shortcut(NAME, message)

    assert "📎 bracket.stl will be in this order." in case.ada.modal.text


def test_files_where_the_bot_is_not_are_ordered_in_a_direct_message(case: Case) -> None:
    message = case.ben.drop(BRACKET, channel="#random")
    case.ada.message_shortcut(NAME, message)
    case.choose_customer(LOVELACE)
    case.filled_as_usual().ada.submit()

    case.ada.sees("invite me there first with /invite @Printdesk", channel="@printdesk")


def test_three_files_in_the_field_of_the_form_become_three_parts(
    case: Case, tmp_path_factory: pytest.TempPathFactory, vendor: Local3yourmind
) -> None:
    folder = tmp_path_factory.mktemp("files")
    paths = [folder / name for name in ("bracket.stl", "lid.stl", "hinge.stl")]
    for number, path in enumerate(paths):
        path.write_bytes(CUBE[:-1] + bytes([number]))
    case.opened().filled_as_usual()
    case.ada.attach("Files", *paths)
    case.created()
    for path in paths:
        case.shows(f"✅ {path.name} is ready")

    order = case.place().placed()

    assert [path.name for path in paths] == [li.file.name for li in order.lines if li.file]
    assert order in vendor.orders


def test_three_files_of_one_message_become_three_parts(case: Case) -> None:
    case.answered()
    files = [Dropped(CUBE[:-1] + bytes([n]), f"part-{n}.stl") for n in range(3)]
    case.ben.drop(*files, thread=case.card)
    for file in files:
        case.shows(f"✅ {file.name} is ready")

    order = case.place().placed()

    assert [file.name for file in files] == [li.file.name for li in order.lines if li.file]
