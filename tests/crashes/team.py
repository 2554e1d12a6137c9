"""An agent with bots that can be killed; the moves that every story here begins with."""

from collections.abc import Callable

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.parts.samples import sample
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.stage import Stage
from tests.bot.waiting import wait_for

LIMIT = 30.0
UPLOAD, ORDER = "*/files/", "*/orders/"
"""Paths at which the double is made to hold on, so that the bot dies at just that point."""


def part() -> bytes:
    return b"".join(sample("bracket.stl").chunks())


class Team:
    """An agent with a bot that can be killed."""

    def __init__(self, stage: Stage, bot: BotProcess) -> None:
        self.stage = stage
        self.bot = bot
        self.agent = stage.slack.person("ada")

    def restart(self) -> None:
        self.bot.kill()
        self.stage.vendor.switches.off()
        self.bot.start()

    def started_order(self) -> MessageView:
        earlier = len(self._cards())
        wait_for(self._opens_filled_in, LIMIT)
        if self.stage.panel == "service":
            self.agent.type("Shipping price", "4.90")
            self.agent.type("Price per piece for all parts", "12.50")
        self.agent.choose("Delivery", "Standard parcel")
        self.agent.choose("Payment", "Invoice")
        material = {"service": "PA12, white", "user": "PA12"}[self.stage.panel]
        self.agent.choose("Material for all parts", material)
        self.agent.submit()
        self.wait(lambda: len(self._cards()) > earlier)
        return self._cards()[-1]

    def _cards(self) -> list[MessageView]:
        return [m for m in self.agent.screen() if m.lines[0].rpartition(" · ")[2].startswith("PD-")]

    def _opens_filled_in(self) -> bool:
        """The agent opens the form; on a busy machine the addresses may come too late for it."""
        if self.agent.has_modal:
            self.agent.close_all()
        self.agent.command("/order")
        if self.stage.panel == "service":
            self.agent.choose("Customer", "Grace Hopper", typing="hopper")
            self.wait(lambda: "Billing address" in self.agent.modal.fields)
        return bool(self.agent.modal.fields["Billing address"].value)

    def order_with_file(self) -> MessageView:
        card = self.started_order()
        self.agent.drop(Dropped(part(), "bracket.stl"), thread=card)
        return card

    def ready_order(self) -> MessageView:
        card = self.order_with_file()
        self.wait(lambda: "Place order" in card.buttons)
        return card

    def place(self, card: MessageView) -> None:
        self.wait(lambda: "Place order" in card.buttons)
        self.agent.click("Place order", message=card)

    def wait(self, look: Callable[[], bool]) -> None:
        self.stage.slack.wait_for(look, LIMIT)

    def numbers_told(self, card: MessageView) -> int:
        return sum("The order is placed" in message.text for message in card.thread)
