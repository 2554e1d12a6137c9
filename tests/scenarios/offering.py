"""Offers to order files, as people meet them."""

from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.person import Person
from tests.bot.waiting import wait_for
from tests.scenarios.case import Case

BUTTON = "New order with these files"


def offers(person: Person, channel: str) -> list[MessageView]:
    """Give the offers that somebody sees."""
    return [m for m in person.screen(channel) if BUTTON in m.buttons]


def said(person: Person, channel: str) -> list[str]:
    """Give what the bot said that somebody sees."""
    return [m.text for m in person.screen(channel) if m.author == "printdesk"]


def offered(person: Person, channel: str) -> MessageView:
    """Wait for the one offer that somebody sees."""
    wait_for(lambda: offers(person, channel))
    (found,) = offers(person, channel)
    return found


def cards(case: Case) -> int:
    """Count the orders that stand in the channel."""
    return sum("PD-" in text for text in said(case.ben, case.channel))


def order_from(case: Case, offer: MessageView) -> Case:
    """Ada presses the button of an offer, fills in the form and sends it."""
    case.opened_by(lambda: case.ada.click(BUTTON, message=offer))
    return case.filled_as_usual().created()
