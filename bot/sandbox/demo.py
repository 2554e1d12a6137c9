"""One whole order in the terminal: the real bot against the local Slack and 3YOURMIND."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from bot.sandbox.bot_process import bot_process
from bot.sandbox.parts.samples import sample
from bot.sandbox.slack.persons.message_view import MessageView
from bot.sandbox.slack.persons.modal_view import ModalView
from bot.sandbox.slack.persons.outcomes import NotOnScreen
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind

LIMIT = 300.0
"""Seconds for the longest step: a very large file on a slow machine."""
CUSTOMER = "Ada Lovelace, Analytical Engines Ltd <ada@customers.example>"
CHOICES = {"Delivery": "Standard parcel", "Payment": "Invoice"}
MATERIAL = {"service": "PA12, white", "user": "PA12"}
"""One panel sells offers, the other lists materials."""
TYPED = {
    "Shipping price": "4.90",
    "Price per piece for all parts": "12.50",
    "Reference": "PO 2041",
}
"""As far as the form asks for it: prices are the service's own in the user panel."""


@dataclass(frozen=True)
class Outcome:
    """What came of an order: its number, and the bot's peak memory in MiB."""

    number: str
    peak: float


def play(file: Path | None, panel: str = "service") -> int:
    """Play one order with the file, or with a sample part; gives the exit code."""
    with tempfile.TemporaryDirectory(prefix="printdesk-") as folder:
        part = file or _sample(Path(folder))
        try:
            outcome = rehearse(part, Path(folder), panel)
        except NotOnScreen as missing:
            click.secho(f"\nThe demo stopped. {missing}", fg="red")
            return 1
    click.echo(f"\nThe bot's peak memory: {outcome.peak:.0f} MiB")
    click.secho(f"The order number: {outcome.number}", bold=True)
    return 0


def rehearse(part: Path, folder: Path, panel: str = "service") -> Outcome:
    """Play one order with the bot in a process of its own; raises `NotOnScreen` when it fails."""
    vendor = Local3yourmind()
    with staged(Workspace(), vendor, folder, panel=panel) as stage, bot_process(stage) as bot:
        Rehearsal(stage, part).play()
    return Outcome(str(vendor.orders[0].number), bot.peak / 2**20)


class Rehearsal:
    """Three people at work: an agent orders, a teammate drops the file, both read the screen."""

    def __init__(self, stage: Stage, part: Path) -> None:
        self._slack = stage.slack
        self._part = part
        self._material = MATERIAL[stage.panel]
        self._agent = stage.slack.person("ada")
        self._mate = stage.slack.person("ben")

    def play(self) -> None:
        """Play one order from the command to its number; raises `NotOnScreen`."""
        self._fill_in()
        card = self._agent.sees("PD-")
        self._drop_file(card)
        self._place(card)
        self._look_up()

    def _fill_in(self) -> None:
        _says("ada types /order in #print-orders, and fills in the form.")
        self._agent.command("/order")
        if "Customer" in self._agent.modal.fields:
            self._agent.choose("Customer", CUSTOMER, typing="lovelace")
            self._wait(lambda: "Billing address" in self._agent.modal.fields)
        # Prices first: a choice that brings another one leaves alone what was typed.
        for field, text in TYPED.items():
            if field in self._agent.modal.fields:
                self._agent.type(field, text)
        for field, option in (CHOICES | {"Material for all parts": self._material}).items():
            self._agent.choose(field, option)
        _shows("ada sees the form", _filled(self._agent.modal))
        self._agent.submit()

    def _drop_file(self, card: MessageView) -> None:
        _shows("everybody in #print-orders sees the card", card.text)
        _says(f"ben drops {self._part.name} into the thread.")
        self._mate.drop(self._part, thread=card)
        self._wait(lambda: "Place order" in card.buttons or "cannot be used" in card.text)
        _shows("the card now", card.text)

    def _place(self, card: MessageView) -> None:
        asked = self._agent.confirmation("Place order", message=card)
        _says("ada presses Place order, and is asked:")
        _shows("ada sees", asked)
        self._agent.click("Place order", message=card)
        self._wait(lambda: "The order is placed" in card.thread[-1].text)
        self._wait(lambda: "Placed:" in card.text)
        _shows("the thread", "\n".join(f"{m.author}: {m.text}" for m in card.thread[1:]))
        _shows("the card at the end", card.text)

    def _look_up(self) -> None:
        _says("the on-call engineer asks with /order-status 100001.")
        oncall = self._slack.person("olga")
        oncall.command("/order-status", "100001")
        _shows("olga sees", oncall.sees("3YOURMIND says").text)

    def _wait(self, look: Callable[[], bool]) -> None:
        self._slack.wait_for(look, LIMIT)


def _sample(folder: Path) -> Path:
    path = folder / "bracket.stl"
    sample(path.name).write(path)
    return path


def _filled(form: ModalView) -> str:
    answers = [f"{label}: {field.value or '—'}" for label, field in form.fields.items()]
    return "\n".join((form.title, *answers, f"[{form.submit_label}]"))


def _says(text: str) -> None:
    click.secho(f"\n» {text}", bold=True)


def _shows(what: str, text: str) -> None:
    click.echo(f"  {what}:")
    for line in text.splitlines():
        click.echo(f"    │ {line}")
