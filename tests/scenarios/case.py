"""One order in a channel of its own, and the usual moves of the people around it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Any, Self

from bot.sandbox.slack.model.inputs import Placed
from bot.sandbox.slack.persons.message_view import MessageView, labels
from bot.sandbox.slack.persons.person import Person
from bot.sandbox.slack.persons.sight import Spot
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.threeyourmind.log import LoggedRequest
from bot.sandbox.threeyourmind.purchases import Order
from tests.bot.waiting import wait_for
from tests.scenarios.form import LOVELACE, RESHAPING, Form
from tests.scenarios.house import House

CUBE = b"\0" * 80 + (12).to_bytes(4, "little") + b"\0" * 600
"""A sound binary STL of twelve triangles."""


@dataclass
class Case:
    """Ada makes an order, Ben brings files; `card` is the order's card."""

    house: House
    channel: str
    ada: Person
    ben: Person
    logged: int
    """How many requests 3YOURMIND had before this order."""
    _cards: list[MessageView] = field(default_factory=list)

    @classmethod
    def fresh(cls, house: House) -> Self:
        """Give a case in a channel that nobody has used."""
        world = house.slack.world
        with world.changes.making():
            people = {u.id for u in world.users.values() if u.team_id == world.team.id}
            name = f"case-{len(world.channels)}"
            world.add_channel(name, "channel", members=people)
        logged = len(house.vendor.log.records)
        return cls(house, f"#{name}", house.slack.person("ada"), house.slack.person("ben"), logged)

    @property
    def card(self) -> MessageView:
        """The card of the order."""
        return self._cards[-1]

    @property
    def id(self) -> str:
        """The order's id, as the card shows it."""
        return self.card.lines[0].rpartition(" · ")[2]

    @property
    def notices(self) -> list[str]:
        """What the bot said in the order's thread, oldest first."""
        return [m.text for m in self.card.thread[1:] if m.author == "printdesk"]

    @property
    def questions(self) -> list[MessageView]:
        """The questions about files that came twice, which nobody has answered."""
        return [m for m in self.card.thread[1:] if "Keep both" in m.buttons]

    @property
    def orders(self) -> list[Order]:
        """What 3YOURMIND has of this order."""
        mine = self.id
        return [o for o in self.house.vendor.orders if o.reference.startswith(mine)]

    def requests(self, method: str = "*", path: str = "*") -> list[LoggedRequest]:
        """What 3YOURMIND was asked since this case began."""
        records = self.house.vendor.log.records[self.logged :]
        return [record for record in records if record.matches(method, path)]

    def awaits(self, method: str, path: str, *, count: int = 1) -> None:
        """Wait until 3YOURMIND has been asked so many times since this case began."""
        self.house.vendor.log.wait_for(method, path, count=self.earlier(method, path) + count)

    def earlier(self, method: str, path: str) -> int:
        """Count how often 3YOURMIND was asked before this case began."""
        before = self.house.vendor.log.records[: self.logged]
        return sum(record.matches(method, path) for record in before)

    def shared_with(self, outsider: Person) -> Self:
        """From now on the channel is shared with somebody's organisation, and they are in it."""
        world = self.house.slack.world
        with world.changes.making():
            channel = world.channel(self.channel)
            channel.is_ext_shared = True
            channel.members.add(outsider.user.id)
        return self

    def opened(self, customer: str = LOVELACE) -> Self:
        """Ada gives the command and chooses the customer; the form has filled itself in."""
        return self.opened_by(lambda: self.ada.command("/order", channel=self.channel), customer)

    def opened_by(self, act: Callable[[], object], customer: str = LOVELACE) -> Self:
        """The same, where Ada does something else that opens the form."""
        if self.house.is_own:
            wait_for(lambda: self._is_filled_in_after(act))
        else:
            act()
            self.choose_customer(customer)
        return self

    def _is_filled_in_after(self, act: Callable[[], object]) -> bool:
        """Ada opens the form; a bot that has just started may not know the account yet."""
        if self.ada.has_modal:
            self.ada.close_all()
        act()
        return bool(self.ada.modal.fields["Billing address"].value)

    def opened_near(self, customer: str, typing: str) -> Self:
        """The same, for a customer of whom only a part of the name and other words are known."""
        self.ada.command("/order", channel=self.channel)
        self._choose(customer, typing)
        return self

    def choose_customer(self, customer: str) -> None:
        """Ada chooses a customer and sees the addresses come."""
        self._choose(customer, customer.split()[1].rstrip(","))

    def _choose(self, customer: str, typing: str) -> None:
        self.ada.choose("Customer", customer, typing=typing)
        self.house.slack.wait_for(self._has_followed_the_customer)

    def _has_followed_the_customer(self) -> bool:
        fields = self.ada.modal.fields
        (chosen,) = self.ada.modal.view.values[fields["Customer"].place.block_id].values()
        address = fields.get("Billing address")
        of = f"@{chosen['selected_option']['value']}"
        return address is not None and address.place.block_id.endswith(of)

    def addressed(self, to: str) -> Self:
        """Ada has both addresses begin like this, whatever the order before had."""
        self.ada.choose("Billing address", to)
        self.ada.choose("Shipping address", to)
        return self

    def filled(self, form: Form) -> Self:
        """Ada fills in the rest of the form."""
        if self.house.is_own:
            form = replace(form, material=form.kind_of_material, shipping_price=None, price=None)
        for label, choice in form.choices.items():
            if choice is not None:
                with self.reshaped() if label in RESHAPING else nullcontext():
                    self.ada.choose(label, choice)
        for label, text in form.words.items():
            if text is not None:
                self.ada.type(label, text)
        return self

    @contextmanager
    def reshaped(self) -> Iterator[None]:
        """Ada does something that changes the form, and sees it changed."""
        view = self.ada.modal.view
        before = view.hash
        yield
        self.house.slack.wait_for(lambda: view.hash != before)

    def filled_as_usual(self) -> Self:
        """Ada fills in the rest of the form, as in most orders."""
        return self.filled(Form())

    def created(self) -> Self:
        """Ada sends the form and sees the card."""
        return self.on(self.submitted())

    def submitted(self) -> MessageView:
        """Ada sends the form and sees the card, which the bot may not know yet."""
        earlier = len(self._posted())
        self.ada.submit()
        wait_for(lambda: len(self._posted()) > earlier)
        return self._posted()[-1]

    def _posted(self) -> list[MessageView]:
        mine = (m for m in self.ada.screen(self.channel) if not m.is_ephemeral)
        return [m for m in mine if m.author == "printdesk" and "PD-" in m.lines[0]]

    def on(self, card: MessageView) -> Self:
        """The case goes on with this card, as soon as the bot knows it, too."""
        message, orders = card.message, self.house.bot.orders
        wait_for(lambda: orders.by_card(message.channel, message.ts))
        self._cards.append(card)
        return self

    def answered(self, **answers: Any) -> Self:
        """Everything is answered and no file is there yet; answers are those of `Form`."""
        form = replace(Form(), **answers)
        return self.opened(form.customer).filled(form).created()

    def with_part(self, name: str = "bracket.stl", content: bytes = CUBE) -> Self:
        """Ben drops a file into the thread, and it is ready."""
        self.drop(name, content)
        self.shows(f"✅ {name} is ready")
        return self

    def drop(self, name: str = "bracket.stl", content: bytes = CUBE) -> MessageView:
        """Ben drops a file into the thread."""
        return self.ben.drop(Dropped(content, name), thread=self.card)

    def ready(self, **answers: Any) -> Self:
        """Nothing is missing: a part is ready and Place order is offered."""
        self.answered(**answers).with_part()
        self.offers("Place order")
        return self

    def place(self) -> Self:
        """Ada presses Place order."""
        self.ada.click("Place order", message=self.card)
        return self

    def placed(self) -> Order:
        """The order is placed, and both know its number."""
        self.shows("Placed: ", limit=10)
        (order,) = self.orders
        self.shows(f"✅ Placed: {order.number}")
        self.told(f"The order is placed: {order.number}")
        return order

    def shows(self, text: str, limit: float = 15.0) -> str:
        """Wait until the card shows a text, and give all that it shows."""
        self.house.slack.wait_for(lambda: text in self.card.text, limit)
        return self.card.text

    def no_longer_shows(self, text: str) -> None:
        """Wait until the card does not show a text any more."""
        self.house.slack.wait_for(lambda: text not in self.card.text)

    def offers(self, button: str) -> None:
        """Wait until the card has a button."""
        self.house.slack.wait_for(lambda: button in self.card.buttons)

    def told(self, text: str, limit: float = 15.0) -> str:
        """Wait for a message in the thread with this text, and give the whole message."""

        def look() -> str | None:
            return next((words for words in self.notices if text in words), None)

        return self.house.slack.wait_for(look, limit) or ""

    def told_of(self, name: str) -> MessageView:
        """Wait for the message that tells what was found in a file."""

        def look() -> MessageView | None:
            mine = (m for m in self.card.thread[1:] if m.author == "printdesk")
            return next((m for m in mine if m.text.startswith(f"📐 {name}")), None)

        found = self.house.slack.wait_for(look)
        assert found is not None
        return found

    def edit_part(self, name: str) -> None:
        """Ada opens the form of a part."""
        self.press(self.ada, "Edit part", name)
        self.house.slack.wait_for(lambda: self.ada.has_modal)

    def spot(self, label: str, part: str | None = None) -> Spot:
        """Find a button of the card, or an entry in the menu of a part; it may grow stale."""
        wanted = "button" if part is None else "overflow"

        def look() -> Spot | None:
            places = (p for p in self.card.places if p.type == wanted)
            mine = (p for p in places if part is None or part in p.block["text"]["text"])
            world = self.house.slack.world
            return next((Spot(self.card, p) for p in mine if label in labels(world, p)), None)

        found = self.house.slack.wait_for(look)
        assert found is not None
        return found

    def press(self, person: Person, label: str, part: str | None = None) -> None:
        """Somebody presses a button of the card, or an entry in the menu of a part."""
        self.press_spot(person, self.spot(label, part), label)

    def press_spot(self, person: Person, spot: Spot, label: str) -> None:
        """Somebody presses what they have had before their eyes, perhaps for long."""
        person._clicking.press(spot, label, confirm=True)

    def press_place(self, person: Person, message: MessageView, place: Placed) -> None:
        """Somebody presses a button of a message as they have had it before their eyes."""
        self.press_spot(person, Spot(message, place), place.element["text"]["text"])

    def use_shortcut(self, person: Person, callback_id: str, message: MessageView) -> None:
        """Somebody uses a shortcut that their menu may not even have."""
        slack = person._slack
        with slack.world.changes.still():
            build = slack.interactions
            parcel = build.message_shortcut(person.user, callback_id, message.message)
        slack.courier.deliver(parcel)

    def whispered(self, person: Person, text: str) -> str:
        """Wait for something that only this person sees, and give the whole message."""

        def look() -> str | None:
            mine = (m for m in person.screen(self.channel) if m.is_ephemeral)
            return next((m.text for m in mine if text in m.text), None)

        return self.house.slack.wait_for(look) or ""
