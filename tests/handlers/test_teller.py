"""What the thread is told of parts, and how it stays true."""

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.message_view import MessageView
from bot.slack_pictures import SlackPictures
from bot.slack_uploads import SlackUploads
from state.events import FileShared, OrderCancelled, PartEdited, PartMeasured, UnitAnswered
from state.form import PartAnswers
from state.order import Order
from tests.builders import AT, a_file, an_order, complete_answers, small_facts, some_facts
from tests.drawn import a_png
from tests.handlers.bulletin import Bulletin

INCH = "inch: 50.8 × 38.1 × 20.3 mm"
ASKS = "Was it drawn in inches?"


@pytest.fixture
def told(bulletin: Bulletin) -> Bulletin:
    """An order whose only part was looked at; the thread has not heard of it yet."""
    bulletin.start()
    bulletin.apply(FileShared(part="P1", file=a_file(), by="U1"))
    return bulletin


def a_picture(bulletin: Bulletin) -> str:
    """Put a picture into Slack, as the bot does."""
    uploads = SlackUploads(bulletin.client, frozenset({"127.0.0.1"}))
    pictures = SlackPictures(bulletin.client, uploads)
    file = pictures.keep(a_png(4, 3), "bracket.png", "Picture of bracket.stl")
    assert file is not None
    return file


def of_part(bulletin: Bulletin) -> MessageView:
    """Give the message that tells of the part."""
    (message,) = (m for m in bulletin.messages() if "📐" in m.text)
    return message


def kinds(message: MessageView) -> list[str]:
    return [block["type"] for block in message.message.blocks]


def test_a_picture_stands_in_the_thread(told: Bulletin) -> None:
    told.apply(PartMeasured(part="P1", facts=some_facts(), picture=a_picture(told)))
    told.show()

    message = of_part(told)
    assert ["section", "image"] == kinds(message)
    notice = told.order.parts[0].notice
    assert notice is not None
    assert (message.message.ts, "mm", False) == (notice.ts, notice.unit, notice.asks)


def test_that_a_part_is_told_and_where_is_one_write(told: Bulletin) -> None:
    told.show()
    told.apply(PartMeasured(part="P1", facts=some_facts(), picture=None))
    before = told.store.get(told.order.id)
    order = told.poster.teller.tell_all(told.order)
    after = told.store.get(order.id)

    assert before is not None
    assert after is not None
    assert order.parts[0].notice is not None
    # That it begins, and that it is done.
    assert before.version + 2 == after.version


def test_a_picture_that_slack_does_not_show_yet_is_waited_for(told: Bulletin) -> None:
    told.show()
    told.apply(PartMeasured(part="P1", facts=some_facts(), picture=a_picture(told)))
    told.slack.faults.api.add(ApiFault(error="invalid_blocks"), name="chat.postMessage", times=2)
    told.show()

    assert ["section", "image"] == kinds(of_part(told))


def test_a_picture_that_slack_never_shows_is_left_out(told: Bulletin) -> None:
    told.show()
    told.apply(PartMeasured(part="P1", facts=some_facts(), picture="F0GONE"))
    told.show()

    assert ["section"] == kinds(of_part(told))
    assert told.all_told


def test_blocks_without_a_picture_that_slack_refuses_are_not_tried_again(told: Bulletin) -> None:
    told.show()
    told.apply(PartMeasured(part="P1", facts=some_facts()))
    told.slack.faults.api.add(ApiFault(error="invalid_blocks"), name="chat.postMessage")
    before = len(told.calls)

    with pytest.raises(SlackApiError):
        told.show()
    assert before + 1 == len(told.calls)


def asking(bulletin: Bulletin) -> Order:
    """Have the unit of the part asked for."""
    bulletin.apply(PartMeasured(part="P1", facts=small_facts()))
    bulletin.show()
    assert INCH in of_part(bulletin).buttons
    return bulletin.order


def test_the_answer_takes_the_place_of_the_question(told: Bulletin) -> None:
    asking(told)
    told.apply(UnitAnswered(part="P1", unit="inch"))
    told.show()
    edited = len(told.calls)
    told.show()

    assert [] == of_part(told).buttons
    assert "said that it was drawn in inches" in of_part(told).text
    assert ASKS not in of_part(told).text
    assert edited == len(told.calls)


def test_another_unit_later_on_is_told_there_too(told: Bulletin) -> None:
    asking(told)
    told.apply(UnitAnswered(part="P1", unit="inch"))
    told.show()
    told.apply(PartEdited(part="P1", answers=PartAnswers(unit="mm")))
    told.show()

    assert "2.0 × 1.5 × 0.8 mm" in of_part(told).text
    assert "drawn in millimetres" in of_part(told).text


def test_nothing_is_asked_any_more_when_the_order_is_over(told: Bulletin) -> None:
    asking(told)
    told.apply(OrderCancelled(by="U1", at=AT))
    told.show()

    assert [] == of_part(told).buttons


def test_an_answer_is_shown_after_a_restart(told: Bulletin) -> None:
    asking(told)
    told.apply(UnitAnswered(part="P1", unit="inch"))
    told.restart()
    told.show()

    assert [] == of_part(told).buttons


def test_what_may_have_been_told_before_a_crash_is_found_and_made_true(told: Bulletin) -> None:
    told.show()
    told.apply(PartMeasured(part="P1", facts=small_facts()))
    told.slack.faults.api.add(ApiFault(lost=True), name="chat.postMessage")
    with pytest.raises(OSError, match=r"\w"):
        told.show()
    told.apply(UnitAnswered(part="P1", unit="inch"))
    told.restart()
    told.show()

    assert [] == of_part(told).buttons
    assert "drawn in inches" in of_part(told).text


@pytest.mark.parametrize("error", ["message_not_found", "cant_update_message"])
def test_a_message_that_is_gone_keeps_nothing_back(told: Bulletin, error: str) -> None:
    asking(told)
    told.apply(UnitAnswered(part="P1", unit="inch"))
    told.slack.faults.api.add(ApiFault(error=error), name="chat.update")
    told.show()
    edited = len(told.calls)
    told.show()

    assert edited == len(told.calls)


def test_what_the_customer_said_last_time_is_proposed(told: Bulletin) -> None:
    earlier = an_order(id="PD-EARLIER", answers=complete_answers())
    told.orders.start(earlier)
    told.orders.apply(earlier.id, FileShared(part="P9", file=a_file(), by="U1"), "U1")
    told.orders.apply(earlier.id, UnitAnswered(part="P9", unit="mm"), "U1")
    asking(told)

    assert "Last time, this customer's file was in millimetres." in of_part(told).text
