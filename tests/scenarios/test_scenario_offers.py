"""Files outside any order: offered once, in silence or in words, and ordered by a button."""

import io
import zipfile

import pytest

from bot.sandbox.slack.faults import DeliveryFault, FileFault
from bot.sandbox.slack.persons.talking import Dropped
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.form import LOVELACE
from tests.scenarios.house import House
from tests.scenarios.offering import BUTTON, cards, offered, offers, order_from, said

OTHER = CUBE[:-1] + b"\2"
BRACKET, LID = Dropped(CUBE, "bracket.stl"), Dropped(OTHER, "lid.stl")
DIRECT = "@printdesk"


def archive(**parts: bytes) -> bytes:
    """Give a zip with these STL files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(f"{name}.stl", content)
    return held.getvalue()


def test_files_dropped_into_a_channel_are_offered_to_who_dropped_them(case: Case) -> None:
    case.ada.drop(BRACKET, LID, channel=case.channel)

    offer = offered(case.ada, case.channel)
    assert offer.is_ephemeral
    assert "📎 bracket.stl and lid.stl look like parts to print." in offer.text
    assert [] == said(case.ben, case.channel)


def test_an_order_begins_with_the_files_that_were_offered(case: Case) -> None:
    case.ada.drop(BRACKET, LID, channel=case.channel)
    order_from(case, offered(case.ada, case.channel))
    case.shows("✅ bracket.stl is ready")
    case.shows("✅ lid.stl is ready")

    order = case.place().placed()

    assert {"bracket.stl", "lid.stl"} == {li.file.name for li in order.lines if li.file}


def test_the_form_says_which_files_it_has_whatever_is_filled_in(case: Case) -> None:
    case.ada.drop(BRACKET, channel=case.channel)
    case.ada.click(BUTTON, message=offered(case.ada, case.channel))
    assert "📎 bracket.stl will be in this order." in case.ada.modal.text

    case.choose_customer(LOVELACE)

    assert "📎 bracket.stl will be in this order." in case.ada.modal.text


def test_a_form_may_add_files_to_those_that_were_offered(
    case: Case, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lid = tmp_path_factory.mktemp("files") / "lid.stl"
    lid.write_bytes(OTHER)
    case.ada.drop(BRACKET, channel=case.channel)
    case.ada.click(BUTTON, message=offered(case.ada, case.channel))
    case.choose_customer(LOVELACE)
    case.ada.attach("Files", lid)
    case.filled_as_usual().created()

    case.shows("✅ bracket.stl is ready")
    case.shows("✅ lid.stl is ready")


@pytest.mark.parametrize(
    "file", [Dropped(b"%PDF-1.7", "quote.pdf"), Dropped(b"\x89PNG", "photo.png")]
)
def test_other_files_are_passed_over_in_silence(case: Case, file: Dropped) -> None:
    case.ben.drop(file, channel=case.channel)
    case.ben.drop(BRACKET, channel=case.channel, thread=case.ben.say("hm", channel=case.channel))
    case.ada.drop(LID, channel=case.channel)

    offered(case.ada, case.channel)
    assert [] == said(case.ben, case.channel)


def test_an_offer_comes_once_however_often_slack_delivers(case: Case) -> None:
    case.house.slack.faults.delivery.add(DeliveryFault.DUPLICATE, name="message")
    case.ada.drop(BRACKET, channel=case.channel)
    offered(case.ada, case.channel)
    case.ada.drop(LID, channel=case.channel)
    wait_for(lambda: len(offers(case.ada, case.channel)) > 1)

    assert 2 == len(offers(case.ada, case.channel))


def test_files_that_were_ordered_are_ordered_again_only_by_who_knows(case: Case) -> None:
    case.ada.drop(BRACKET, channel=case.channel)
    offer = offered(case.ada, case.channel)
    first = order_from(case, offer).id

    case.ada.click(BUTTON, message=offer)
    assert f"{first} has been started with these files already." in case.ada.modal.text
    case.choose_customer(LOVELACE)
    second = case.filled_as_usual().created().id

    assert first != second
    case.shows("✅ bracket.stl is ready")


def test_of_two_forms_with_the_same_files_the_second_is_told_of_the_first(case: Case) -> None:
    message = case.ada.drop(BRACKET, channel=case.channel)
    case.ben.message_shortcut("Order these files", message)
    case.ben.choose("Customer", LOVELACE, typing="lovelace")
    wait_for(lambda: "Billing address" in case.ben.modal.fields)
    first = order_from(case, offered(case.ada, case.channel)).id
    earlier = cards(case)

    case.ben.submit()
    assert f"{first} has been started with these files already." in case.ben.modal.text
    assert earlier == cards(case)

    case.ben.submit()
    wait_for(lambda: cards(case) > earlier)
    assert not case.ben.has_modal


@pytest.mark.parametrize("lost", ["app_mention", "message"])
def test_a_mention_with_files_is_offered_by_whatever_slack_tells_of_it(
    case: Case, lost: str
) -> None:
    case.house.slack.faults.delivery.add(DeliveryFault.LOST, name=lost)
    case.ada.drop(BRACKET, channel=case.channel, text="@printdesk please")

    order_from(case, offered(case.ada, case.channel)).shows("✅ bracket.stl is ready")


def test_a_mention_with_files_gets_one_offer_also_in_a_thread(case: Case) -> None:
    thread = case.ben.say("what do you think?", channel=case.channel)
    case.ada.drop(BRACKET, thread=thread, text="@printdesk please")
    wait_for(lambda: offers(case.ada, case.channel))
    case.ada.mention("and what can you do?", thread=thread)
    wait_for(lambda: len(said(case.ada, case.channel)) > 1)

    offer, _help = (m for m in case.ada.screen(case.channel) if m.author == "printdesk")
    assert {thread.message.ts} == {m.message.thread_ts for m in (offer, _help)}
    assert "I place 3D-printing orders" in _help.text
    assert [] == said(case.ben, case.channel)


def test_a_mention_without_files_is_helped(case: Case) -> None:
    case.ada.mention("what can you do?", channel=case.channel)

    assert "*Order these files*" not in case.whispered(case.ada, "I place 3D-printing orders")
    assert "Order these files" in case.whispered(case.ada, "I place 3D-printing orders")


def test_a_mention_with_files_in_the_thread_of_an_order_adds_them_and_says_no_more(
    case: Case,
) -> None:
    case.answered()
    case.ada.drop(BRACKET, thread=case.card, text="@printdesk here it is")
    case.shows("✅ bracket.stl is ready")
    case.ada.mention("thanks", thread=case.card)

    case.whispered(case.ada, "I place 3D-printing orders")
    assert [] == offers(case.ada, case.channel)


def test_a_mention_with_other_files_is_told_what_can_be_ordered(case: Case) -> None:
    text = "@printdesk please"
    case.ada.drop(Dropped(b"%PDF-1.7", "quote.pdf"), channel=case.channel, text=text)

    answer = case.whispered(case.ada, "I found no file here that could be a part.")
    assert "STL, 3MF" in answer
    assert 1 == len(said(case.ada, case.channel))


def test_files_sent_to_the_bot_directly_are_offered_there(case: Case) -> None:
    before = len(offers(case.ada, DIRECT))
    case.ada.drop(BRACKET, channel=DIRECT)
    wait_for(lambda: len(offers(case.ada, DIRECT)) > before)
    case.ada.click(BUTTON, message=offers(case.ada, DIRECT)[-1])
    case.choose_customer(LOVELACE)
    case.filled_as_usual().ada.submit()

    def card() -> list[str]:
        mine = (m.text for m in case.ada.screen(DIRECT) if "PD-" in m.lines[0])
        return [text for text in mine if "✅ bracket.stl is ready" in text]

    wait_for(card)


def test_words_to_the_bot_are_answered_with_help(case: Case) -> None:
    before = len(said(case.ada, DIRECT))
    case.ada.say("help", channel=DIRECT)
    wait_for(lambda: len(said(case.ada, DIRECT)) > before)

    assert "I place 3D-printing orders" in said(case.ada, DIRECT)[-1]


def test_other_files_sent_to_the_bot_directly_are_explained(case: Case) -> None:
    before = len(said(case.ada, DIRECT))
    case.ada.drop(Dropped(b"%PDF-1.7", "quote.pdf"), channel=DIRECT)
    wait_for(lambda: len(said(case.ada, DIRECT)) > before)

    assert "I found no file here that could be a part." in said(case.ada, DIRECT)[-1]


def test_people_from_elsewhere_are_offered_nothing(house: House) -> None:
    sten = house.slack.person("sten")
    case = Case.fresh(house).shared_with(sten)
    sten.drop(BRACKET, channel=case.channel)
    sten.drop(LID, channel=case.channel, text="@printdesk please")

    case.whispered(sten, "only people of this workspace can do this")
    assert 1 == len(said(sten, case.channel))


def test_people_from_elsewhere_cannot_use_what_others_were_offered(house: House) -> None:
    case, sten = Case.fresh(house), house.slack.person("sten")
    message = case.ada.drop(BRACKET, channel=case.channel)
    offer = offered(case.ada, case.channel)
    case.shared_with(sten)
    (place,) = offer.places
    case.press_place(sten, offer, place)
    case.whispered(sten, "only people of this workspace can do this")

    case.use_shortcut(sten, "order_these_files", message)

    assert "only people of this workspace can do this" in sten.modal.text
    sten.close_all()


def test_a_file_that_slack_does_not_hold_is_not_offered(case: Case) -> None:
    case.house.slack.faults.file.add(FileFault.EXTERNAL, name="bracket.stl")
    case.ada.drop(BRACKET, LID, channel=case.channel)

    assert "📎 lid.stl looks like a part" in offered(case.ada, case.channel).text


def test_a_zip_is_offered_and_forwarded_as_it_is(case: Case) -> None:
    case.ada.drop(Dropped(archive(bracket=CUBE, lid=OTHER), "parts.zip"), channel=case.channel)
    order_from(case, offered(case.ada, case.channel))

    case.shows("✅ parts.zip is ready")
    order = case.place().placed()

    assert ["parts.zip"] == [li.file.name for li in order.lines if li.file]
