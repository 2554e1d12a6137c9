"""The buttons of the card, and the menu of each part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from handlers.again import another_form
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.suggestions import new_draft
from handlers.views.blocks import Block
from handlers.views.buttons import (
    AGAIN,
    CANCEL,
    COPY,
    EDIT,
    FOUND,
    NOT_THERE,
    PLACE,
    TRY_AGAIN,
)
from handlers.views.modals import Draft, number_form, order_form, part_form, requirements_form
from handlers.views.parts import PART_MENU, REQUIRE
from handlers.views.sentences import apology, what_happened
from state.events import (
    BasketTriedAgain,
    Event,
    NotNow,
    OrderCancelled,
    OrderNotThere,
    PartRemoved,
    PartRetried,
    PlaceRequested,
)
from state.events.base import COLLECTING
from state.phase import Placing
from state.rights import Right

Payload = Mapping[str, Any]
BUTTONS = re.compile(f"{PLACE}|{EDIT}|{CANCEL}|{TRY_AGAIN}|{AGAIN}|{COPY}")
SETTLING = re.compile(f"{FOUND}|{NOT_THERE}")

PLACED = frozenset({"placed"})
FORMS = {
    EDIT: COLLECTING,
    REQUIRE: COLLECTING,
    FOUND: frozenset({"needs_human"}),
    AGAIN: PLACED,
    COPY: PLACED,
}
"""The clicks that open a form, and the phases in which they may."""


@dataclass(frozen=True, slots=True)
class Click:
    """Somebody pressed something on the card of an order."""

    what: str
    order: str
    by: str
    trigger: str
    part: str = ""
    total: str = ""
    """What the person was shown as the total."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Turns clicks into events; whoever comes too late is told what happened meanwhile."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for every button and menu of the card."""
        ways.action(BUTTONS, Right.ORDER, self.pressed)
        ways.action(SETTLING, Right.RESOLVE, self.pressed)
        ways.action(PART_MENU, Right.ORDER, self.part_menu)

    def pressed(self, ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
        """Do what a button of the card says."""
        action = body["actions"][0]
        order, _, total = action["value"].partition(" ")
        click = Click(action["action_id"], order, *_who(body), total=total)
        self._handle(click, client, respond)
        ack()

    def part_menu(self, ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
        """Do what the menu of a part says."""
        action = body["actions"][0]
        _, order, part = action["block_id"].split(":")
        click = Click(action["selected_option"]["value"], order, *_who(body), part)
        self._handle(click, client, respond)
        ack()

    def _handle(self, click: Click, client: WebClient, respond: Respond) -> None:
        try:
            view = self._form(click)
            if view is None:
                self._record(click)
        except NotNow as late:
            self._whisper(respond, what_happened(late.order))
            return
        if view is not None:
            self.office.talk.later(
                lambda: client.views_open(trigger_id=click.trigger, view=view),
                lambda reference: _whisper(respond, apology(reference)),
            )

    def _form(self, click: Click) -> Block | None:
        """Give the form that a click opens; `None` when it opens none."""
        if click.what not in FORMS:
            return None
        order = self.office.orders.get(click.order)
        part = order.part(click.part)
        if order.phase.kind not in FORMS[click.what] or (click.part and part is None):
            raise NotNow(order)
        if click.what == FOUND:
            return number_form(order)
        if click.what in {AGAIN, COPY}:
            draft = new_draft(self.office, order.spot.channel)
            return another_form(order, draft, same_customer=click.what == AGAIN)
        if part is not None and click.what == REQUIRE:
            return requirements_form(order, part)
        if part is not None:
            return part_form(order, part, part.answers)
        return order_form(order.answers, Draft.of(order))

    def _record(self, click: Click) -> None:
        order = self.office.orders.apply(click.order, self._event(click), click.by)
        if isinstance(order.phase, Placing):
            self.office.work.place(order.id, order.phase.attempt)
        else:
            self.office.work.follow(order.id)

    def _event(self, click: Click) -> Event:
        match click.what:
            case "place":
                return PlaceRequested(by=click.by, amount=Decimal(click.total))
            case "cancel":
                return OrderCancelled(by=click.by, at=self.office.now())
            case "not_there":
                return OrderNotThere(by=click.by)
            case "remove":
                return PartRemoved(part=click.part)
            case "retry":
                return PartRetried(part=click.part)
            case _:
                return BasketTriedAgain()

    def _whisper(self, respond: Respond, text: str) -> None:
        self.office.talk.later(lambda: _whisper(respond, text))


def _who(body: Payload) -> tuple[str, str]:
    return body["user"]["id"], body["trigger_id"]


def _whisper(respond: Respond, text: str) -> None:
    """Say something that only the one who clicked sees; the card stays as it is."""
    respond(text=text, response_type="ephemeral", replace_original=False)
