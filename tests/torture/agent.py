"""Somebody who places orders all day, sees to every one until it is over, and is not put off."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.outcomes import BotMistake, NotAllowed, NotOnScreen
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.torture.form import PRICE, GaveUp, OrderForm
from tests.torture.screen import TOLD, Desk
from tests.torture.wish import PRICES, Wish

PATIENCE = 400.0
"""Seconds without any change of a card, after which its order is stuck.

Each process that dies over looking an order up leaves half a minute of it where clocks differ.
"""
PAUSE = 3.0
"""Seconds until a person who sees nothing happen does the same again."""
FOUND, NOT_THERE = "It is there: enter its number", "It is not there: send again"
PLACE, AGAIN, RESEND = "Place order", "Try again", "Send again"


@dataclass
class Agent:
    """Acts like a careful person: looks at the card, and does what it asks for."""

    desk: Desk
    mate: Person
    vendor: Local3yourmind
    form: OrderForm
    chance: random.Random
    fickle: float = 0.3
    """How many of the orders get another price while their files are on their way."""

    def fulfil(self, wish: Wish) -> None:
        """See to one order from the command to the number in its thread."""
        try:
            wish.order = self.form.started(wish)
            card = self.desk.card(wish.order)
            assert card is not None
            self._bring(wish, card)
            if self.form.panel == "service" and self.chance.random() < self.fickle:
                self._change_price(wish, card)
            self._see_to(wish, card)
        except (GaveUp, BotMistake) as reason:
            wish.stuck = str(reason)

    def _bring(self, wish: Wish, card: MessageView) -> None:
        who = self.chance.choice([self.desk.person, self.mate])
        files = wish.dropped()
        for some in self.chance.choice([[files], [[file] for file in files]]):
            who.drop(*some, thread=card)

    def _change_price(self, wish: Wish, card: MessageView) -> None:
        """Give the order another price while its files are still on their way."""
        other = self.chance.choice(PRICES[1:])
        for _ in range(20):
            if self.desk.stop.is_set() or self._tried_price(other, card):
                wish.price = other
                return
        raise GaveUp(f"{wish.name}: the price cannot be changed\n{card.text}")

    def _tried_price(self, price: Decimal, card: MessageView) -> bool:
        person = self.desk.person
        try:
            person.click("Edit", message=card)
            if self.desk.until(lambda: person.has_modal, PAUSE):
                person.type(PRICE, str(price))
                self.form.submit()
        except (NotOnScreen, NotAllowed):
            # The bot died over it: look whether it took the price, and try again if not.
            pass
        finally:
            self.desk.leave()
        return bool(self.desk.until(lambda: f"{price} EUR" in card.text, PAUSE))

    def _see_to(self, wish: Wish, card: MessageView) -> None:
        """Do what the card asks for until its number is told; raises `GaveUp`."""
        looks, since = "", time.monotonic()
        while not self._is_told(card):
            self._act(wish, card)
            if self._changes(card, looks):
                looks, since = card.text, time.monotonic()
            elif self.desk.stop.is_set() or time.monotonic() - since > PATIENCE:
                raise GaveUp(f"{wish.name}: nothing happens any more\n{card.text}")

    def _act(self, wish: Wish, card: MessageView) -> None:
        buttons = card.buttons
        try:
            if FOUND in buttons:
                self._settle(wish, card)
            elif RESEND in buttons:
                self.desk.person.click(RESEND, message=card)
            elif PLACE in buttons:
                if self._is_as_wished(wish, card):
                    self._press(PLACE, card)
            elif AGAIN in buttons:
                self._press(AGAIN, card)
        except (NotOnScreen, NotAllowed):
            # The card has changed under the finger: it is looked at again.
            self.desk.leave()

    def _press(self, label: str, card: MessageView) -> None:
        """Press once, twice, or both of us at the same moment."""
        person, mate = self.desk.person, self.mate
        match self.chance.choice(["once", "once", "twice", "both"]):
            case "once":
                person.click(label, message=card)
            case "twice":
                person.double_click(label, message=card)
            case _:
                with ThreadPoolExecutor(2) as pool:
                    for done in [
                        pool.submit(who.click, label, message=card) for who in (person, mate)
                    ]:
                        done.result()

    def _settle(self, wish: Wish, card: MessageView) -> None:
        """Look at 3YOURMIND, and tell the bot what is there."""
        there = [o for o in self.vendor.orders if o.reference.startswith(f"{wish.order} ")]
        person = self.desk.person
        if not there:
            person.click(NOT_THERE, message=card)
            return
        person.click(FOUND, message=card)
        if self.desk.until(lambda: person.has_modal, PAUSE):
            person.type("Order number", str(there[0].number))
            self.form.submit()

    def _is_as_wished(self, wish: Wish, card: MessageView) -> bool:
        text = card.text
        ready = sum(f"{name} is ready" in text for name in wish.files)
        costs = self.form.panel != "service" or f"{wish.total} EUR" in text
        return costs and len(wish.files) == ready == text.count(" is ready")

    def _is_told(self, card: MessageView) -> bool:
        return any(TOLD in message.text for message in card.thread[1:])

    def _changes(self, card: MessageView, looks: str) -> bool:
        return bool(self.desk.until(lambda: card.text != looks, PAUSE))
