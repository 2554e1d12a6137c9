"""What people ask the bot, and what it answers."""

from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.faults import Drop, Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.scenarios.case import CUBE, Case


def asked(case: Case, command: str, text: str, answer: str) -> str:
    """Ben gives a command; give the answer that holds these words."""
    case.ben.command(command, text, channel=case.channel)
    return case.whispered(case.ben, answer)


def test_help_says_what_the_bot_can_do(case: Case) -> None:
    assert "/order-status" in asked(case, "/order", "help", "I place 3D-printing orders")
    asked(case, "/order", "what is this", "I place 3D-printing orders")


def test_the_list_shows_what_somebody_has_open(case: Case) -> None:
    case.answered()
    case.ada.command("/order", "list", channel=case.channel)

    assert case.id in case.whispered(case.ada, "Your open orders")


def test_a_placed_order_is_no_longer_listed(case: Case) -> None:
    case.ready().place().placed()
    case.ada.command("/order", "list", channel=case.channel)

    assert case.id not in case.whispered(case.ada, "open orders")


def test_somebody_without_open_orders_is_told_how_to_start(case: Case) -> None:
    asked(case, "/order", "list", "You have no open orders. Start one with /order")


def test_status_is_found_by_number_id_and_reference(case: Case, vendor: Local3yourmind) -> None:
    reference = f"Rack {case.channel}"
    order = case.ready(reference=reference).place().placed()
    vendor.world.set_status(order.id, "Printing")

    for text in (str(order.number), case.id, case.id.lower(), reference):
        answer = asked(case, "/order-status", text, f"✅ Placed: {order.number}")
        assert case.id in answer
        assert "3YOURMIND says: Printing" in answer
        forget(case)


def test_status_without_words_lists_what_is_open(case: Case) -> None:
    case.answered()
    case.ada.command("/order-status", channel=case.channel)

    assert case.id in case.whispered(case.ada, "Open orders")


def test_status_of_an_order_that_is_collected_says_what_is_missing(case: Case) -> None:
    case.answered(reference=f"Open {case.channel}")

    assert "a file" in asked(case, "/order-status", case.id, "Still missing")


def test_status_of_an_unknown_order_says_what_to_try(case: Case) -> None:
    asked(case, "/order-status", "999999", "I know no such order")


def test_several_orders_of_one_reference_are_listed(case: Case) -> None:
    reference = f"Twice {case.channel}"
    case.answered(reference=reference)
    first = case.id
    case.answered(reference=reference)

    answer = asked(case, "/order-status", reference, "Orders that fit")
    assert first in answer
    assert case.id in answer


def test_status_is_answered_from_the_record_when_3yourmind_is_down(
    case: Case, vendor: Local3yourmind
) -> None:
    order = case.ready().place().placed()
    vendor.switches.on(Drop(Moment.BEFORE))

    answer = asked(case, "/order-status", str(order.number), f"✅ Placed: {order.number}")

    assert "3YOURMIND does not answer at the moment" in answer


def test_status_is_answered_from_the_record_when_3yourmind_is_silent(
    case: Case, vendor: Local3yourmind
) -> None:
    order = case.ready().place().placed()
    vendor.switches.on(Hold(Moment.BEFORE))

    asked(case, "/order-status", str(order.number), "3YOURMIND does not answer at the moment")


def test_where_the_bot_is_not_the_card_comes_by_direct_message(case: Case) -> None:
    world = case.house.slack.world
    world.channel(case.channel).members.discard(world.installation.bot_user)
    case.opened().filled_as_usual().ada.submit()

    why = case.ada.sees(f"I am not in {case.channel}", channel="@printdesk")
    card = case.ada.sees("PD-", channel="@printdesk")
    assert "/invite @Printdesk" in why.text
    assert len(case.ada.screen(case.channel)) == 0

    case.on(card)
    case.ada.drop(Dropped(CUBE, "bracket.stl"), thread=card)
    case.offers("Place order")
    case.place().placed()


def forget(case: Case) -> None:
    """Take everything away that only one person sees."""
    world = case.house.slack.world
    with world.changes.making():
        channel = world.channel(case.channel)
        channel.messages = [m for m in channel.messages if not m.seen_by]
