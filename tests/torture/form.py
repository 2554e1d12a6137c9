"""Filling in the form of an order, however often the bot dies over it."""

from dataclasses import dataclass

from bot.sandbox.slack.persons.modal_view import ModalView
from bot.sandbox.slack.persons.outcomes import NotAllowed, NotOnScreen
from tests.torture.screen import Desk
from tests.torture.wish import CUSTOMER, MATERIAL, OFFER, SHIPPING, TYPED, Wish

MOST_TRIES = 60
SUBMISSIONS = 8
OPENS, FOLLOWS, APPEARS = 3.0, 4.0, 10.0
"""In seconds: how long a form, what follows from a choice, and a card are waited for."""
MATERIALS = "Material for all parts"
PRICE = "Price per piece for all parts"


class GaveUp(Exception):
    """Somebody tried for so long that there must be something wrong."""


@dataclass(frozen=True)
class OrderForm:
    """The form as one person fills it in; `panel` says which questions it has."""

    desk: Desk
    panel: str

    def started(self, wish: Wish) -> str:
        """Start an order and give its id; raises `GaveUp`."""
        for _ in range(MOST_TRIES):
            if self.desk.stop.is_set():
                break
            try:
                if (order := self._tried(wish)) is not None:
                    return order
            except (NotOnScreen, NotAllowed):
                # The bot died over it: once more from the beginning.
                continue
            finally:
                self.desk.leave()
        raise GaveUp(f"{wish.name}: no order can be started")

    def _tried(self, wish: Wish) -> str | None:
        self.desk.person.command("/order", channel=self.desk.channel)
        draft = self.desk.until(self.desk.draft, OPENS)
        if draft is None:
            return None
        try:
            self._fill_in(wish)
            self.submit()
        except (NotOnScreen, NotAllowed):
            if self.desk.card(draft.order) is None:
                raise
        made = self.desk.until(lambda: self.desk.card(draft.order), APPEARS)
        return draft.order if made else None

    def _fill_in(self, wish: Wish) -> None:
        person = self.desk.person
        if self.panel == "service":
            person.choose("Customer", CUSTOMER, typing=TYPED)
        self._needs("Billing address")
        person.choose("Delivery", "Standard parcel")
        self._needs("Shipping address")
        person.choose("Payment", "Invoice")
        person.choose(MATERIALS, OFFER if self.panel == "service" else MATERIAL)
        person.type("Reference", wish.name)
        if self.panel == "service":
            person.type("Shipping price", str(SHIPPING))
            person.type(PRICE, str(wish.price))

    def _needs(self, field: str) -> None:
        """Wait for an answer that the bot fills in by itself."""
        person = self.desk.person

        def filled() -> bool:
            found = person.modal.fields.get(field)
            return found is not None and bool(found.value)

        if not self.desk.until(filled, FOLLOWS):
            raise NotOnScreen(f"{field} is not filled in")

    def submit(self) -> None:
        """Send the form, as often as Slack says that it had trouble; raises `NotOnScreen`."""
        person = self.desk.person
        for _ in range(SUBMISSIONS):
            before = person.sight.top_modal()
            if before is None:
                return
            person.submit()
            if not self._is_still_there(before):
                return
            self.desk.stop.wait(0.5)
        raise NotOnScreen("the form cannot be sent")

    def _is_still_there(self, before: ModalView) -> bool:
        now = self.desk.person.sight.top_modal()
        if now is None or now.view.id != before.view.id:
            return False
        if now.errors:
            raise NotOnScreen(f"the form is sent back: {now.errors}")
        return True
