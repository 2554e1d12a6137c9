"""Orders that are there before a test begins to click."""

from dataclasses import dataclass
from typing import Self

from playwright.sync_api import expect

from bot.sandbox.parts.samples import sample
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.purchases import Order
from bot.sandbox.town import Town
from tests.browser.window import USUAL_CHOICES, USUAL_WORDS, Window

LIMIT = 20.0
LOVELACE = "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>"
HOPPER = "Grace Hopper"


@dataclass(frozen=True)
class Prepared:
    """An order that ada began, by its id and its card."""

    place: Town
    card: MessageView

    @property
    def id(self) -> str:
        """The order's id."""
        return self.card.lines[0].rpartition(" · ")[2]

    def seen_by(self, window: Window) -> Self:
        """Wait until a window shows the card; that of ada has shown and closed the form, too."""
        expect(window.card).to_contain_text(self.id)
        expect(window.modal).to_have_count(0)
        return self

    def ready(self, name: str = "bracket.stl") -> Self:
        """Let it have a part, so that it can be placed."""
        slack = self.place.stage.slack
        slack.person("ada").drop(bracket(name), thread=self.card)
        slack.wait_for(lambda: "Place order" in self.card.buttons, LIMIT)
        return self

    def placed(self) -> Order:
        """Let it be placed, and give what 3YOURMIND has of it."""
        slack = self.place.stage.slack
        slack.person("ada").click("Place order", message=self.card)
        slack.wait_for(lambda: "Placed: " in self.card.text, LIMIT)
        (order,) = (o for o in self.place.stage.vendor.orders if o.reference.startswith(self.id))
        return order


def bracket(name: str = "bracket.stl") -> Dropped:
    """Give a part in somebody's hand."""
    return Dropped(b"".join(sample("bracket.stl").chunks()), name)


def begun(place: Town, channel: str, reference: str = "", *, customer: str = LOVELACE) -> Prepared:
    """Let ada begin an order in a channel, everything answered and no part there yet."""
    slack = place.stage.slack
    ada = slack.person("ada")
    before = len(cards(place, channel))
    ada.command("/order", channel=channel)
    surname = customer.partition(",")[0].rpartition(" ")[2].lower()
    ada.choose("Customer", customer, typing=surname)
    slack.wait_for(lambda: "Billing address" in ada.modal.fields, LIMIT)
    for label, text in (USUAL_WORDS | {"Reference": reference}).items():
        ada.type(label, text)
    for label, option in USUAL_CHOICES.items():
        ada.choose(label, option)
    ada.submit()
    slack.wait_for(lambda: len(cards(place, channel)) > before, LIMIT)
    return Prepared(place, cards(place, channel)[-1])


def cards(place: Town, channel: str) -> list[MessageView]:
    """Give the cards of a channel, oldest first."""
    seen = place.stage.slack.person("ada").screen(channel)
    return [m for m in seen if m.author == "printdesk" and "PD-" in m.lines[0]]
