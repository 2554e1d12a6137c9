"""Files and messages that people delete in Slack while an order has them."""

from bot.sandbox.slack.faults import DeliveryFault
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.scenarios.case import CUBE, Case

STAYS = "so it stays in this order"


def notices_about_deletion(case: Case) -> list[str]:
    return [words for words in case.notices if STAYS in words]


def test_a_deleted_file_that_was_sent_stays_and_the_thread_says_so_once(case: Case) -> None:
    case.answered()
    message = case.drop()
    case.shows("✅ bracket.stl is ready")
    case.ben.delete(message)

    said = case.told("bracket.stl was deleted in Slack, but 3YOURMIND has it already")
    assert "Remove part is in its menu on the card." in said
    case.with_part("lid.stl", CUBE[:-1] + b"\2")
    assert 1 == len(notices_about_deletion(case))
    assert 2 == len(case.place().placed().lines)


def test_a_deleted_file_that_was_not_sent_is_marked_until_it_is_replaced(
    case: Case, vendor: Local3yourmind
) -> None:
    case.answered()
    line = vendor.switches.on(Hold(Moment.BEFORE), method="POST", path="*/lines/")
    message = case.drop("gone.stl")
    line.wait()
    case.ben.delete(message)
    assert "no longer in Slack" in case.told("gone.stl cannot be used")
    case.shows("something in place of gone.stl")
    line.off()

    case.with_part("better.stl")
    case.press(case.ada, "Remove part", "gone.stl")
    case.offers("Place order")
    order = case.place().placed()
    assert ["better.stl"] == [li.file.name for li in order.lines if li.file]
    assert 1 == sum("gone.stl cannot be used" in words for words in case.notices)


def test_a_file_taken_off_its_message_is_noticed_without_an_event_of_its_own(case: Case) -> None:
    case.answered()
    message = case.drop()
    case.shows("✅ bracket.stl is ready")
    case.house.slack.faults.delivery.add(DeliveryFault.LOST, name="file_deleted")
    case.ben.delete_file(message, "bracket.stl")

    assert STAYS in case.told("bracket.stl was deleted in Slack")


def test_a_file_deleted_on_its_way_is_told_so(case: Case, vendor: Local3yourmind) -> None:
    case.answered()
    upload = vendor.switches.on(Hold(Moment.BEFORE), method="POST", path="*/files/")
    message = case.drop()
    upload.wait()
    case.ben.delete(message)

    assert STAYS in case.told("bracket.stl was deleted in Slack, but it is already on its way")
    upload.off()
    case.shows("✅ bracket.stl is ready")


def test_words_that_are_edited_or_deleted_change_nothing(case: Case) -> None:
    case.answered()
    words = case.ben.say("for the lid", thread=case.card)
    message = case.drop()
    case.shows("✅ bracket.stl is ready")
    case.ben.edit(message, "for the bracket")
    case.ben.delete(words)
    case.with_part("lid.stl", CUBE[:-1] + b"\2")

    assert [] == notices_about_deletion(case)
    assert 2 == len(case.place().placed().lines)


def test_the_deletion_of_a_file_after_the_order_was_placed_is_not_worth_a_word(case: Case) -> None:
    case.answered()
    message = case.drop()
    case.shows("✅ bracket.stl is ready")
    case.place().placed()
    slack = case.house.slack
    earlier = len(slack.deliveries)
    case.ben.delete(message)
    slack.wait_for(lambda: "file_deleted" in [d.parcel.name for d in slack.deliveries[earlier:]])

    history = case.house.bot.orders.get(case.id).history
    assert "file_withdrawn" not in [entry.event["kind"] for entry in history]
