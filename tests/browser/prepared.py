"""What stands in a channel already when somebody opens the page there."""

from bot.sandbox.parts.samples import sample
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.town import Town
from tests.browser.window import USUAL_CHOICES, USUAL_WORDS

LIMIT = 30.0
"""Seconds for anything that the bot does here."""


def bracket() -> Dropped:
    """Give a part in somebody's hand."""
    return Dropped(b"".join(sample("bracket.stl").chunks()), "bracket.stl")


def draft(place: Town, channel: str, customer: str = "Grace Hopper") -> MessageView:
    """Give the card of an order of Ada's: everything is answered and no file is there yet."""
    slack, ada = place.stage.slack, place.stage.slack.person("ada")
    ada.command("/order", channel=channel)
    ada.choose("Customer", customer, typing=customer.rpartition(" ")[2].lower())
    slack.wait_for(lambda: "Billing address" in ada.modal.fields)
    # Before the choices, which leave alone what was typed.
    for label, text in USUAL_WORDS.items():
        ada.type(label, text)
    for label, option in USUAL_CHOICES.items():
        ada.choose(label, option)
    earlier = {message.message.ts for message in ada.screen(channel)}

    def look() -> MessageView | None:
        new = (m for m in ada.screen(channel) if m.message.ts not in earlier)
        return next((message for message in new if "PD-" in message.text), None)

    ada.submit()
    card = slack.wait_for(look, LIMIT)
    assert card is not None
    return card


def ready(place: Town, channel: str, customer: str = "Grace Hopper") -> MessageView:
    """Give the card of an order to which nothing is missing: it has a bracket."""
    slack, card = place.stage.slack, draft(place, channel, customer)
    slack.person("ada").drop(bracket(), thread=card)
    slack.wait_for(lambda: "Place order" in card.buttons, LIMIT)
    return card


def placed(place: Town, channel: str) -> Order:
    """Give an order that is placed."""
    slack, card = place.stage.slack, ready(place, channel)
    slack.person("ada").click("Place order", message=card)
    slack.wait_for(lambda: "Placed: " in card.text, LIMIT)
    return place.stage.vendor.orders[-1]
