"""The buttons of the card, wherever they stand."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from handlers import carried
from handlers.again import another_form
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.suggestions import new_draft
from handlers.views.afterwards import wish_heard
from handlers.views.blocks import Block
from handlers.views.buttons import (
    AGAIN,
    CANCEL,
    COPY,
    EDIT,
    FOUND,
    NOT_THERE,
    PLACE,
    QUIET,
    TELL_ME,
    TRY_AGAIN,
)
from handlers.views.modals import Draft, number_form, order_form
from handlers.views.sentences import what_happened
from handlers.whispers import Hearer, is_at_home
from state.events import (
    BasketTriedAgain,
    Event,
    FollowerJoined,
    NotNow,
    OrderCancelled,
    OrderNotThere,
    PlaceRequested,
    QuietAsked,
)
from state.events.base import COLLECTING
from state.phase import Placing
from state.rights import Right

Payload = Mapping[str, Any]
BUTTONS = re.compile(f"{PLACE}|{EDIT}|{CANCEL}|{TRY_AGAIN}|{AGAIN}|{COPY}")
SETTLING = re.compile(f"{FOUND}|{NOT_THERE}")
FOLLOWING = re.compile(f"{TELL_ME}|{QUIET}")

PLACED = frozenset({"placed"})
FORMS = {
    EDIT: COLLECTING,
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
    total: str = ""
    """What the person was shown as the total."""


@dataclass(frozen=True, slots=True)
class Buttons:
    """Turns clicks into events; whoever comes too late is told what happened meanwhile."""

    office: Office
    at_home: Callable[[Payload], object] = lambda _: None
    """Is told of what was pressed on the Home tab, before anything comes of it."""

    def register(self, ways: Entrances) -> None:
        """Listen for every button of the card."""
        ways.action(BUTTONS, Right.ORDER, self.pressed)
        ways.action(SETTLING, Right.RESOLVE, self.pressed)
        ways.action(FOLLOWING, Right.LOOK_UP, self.pressed)

    def pressed(self, ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
        """Do what a button of the card says."""
        order, _, total = carried.pressed(body).partition(" ")
        click = Click(body["actions"][0]["action_id"], order, *_who(body), total=total)
        if is_at_home(body):
            self.at_home(body)
        self._handle(click, Hearer(body, client, respond))
        ack()

    def _handle(self, click: Click, hearer: Hearer) -> None:
        try:
            view = self._form(click)
            if view is None:
                self._record(click, hearer)
        except NotNow as late:
            self._tell(hearer, what_happened(late.order))
            return
        if view is not None:
            self.office.talk.later(
                lambda: hearer.client.views_open(trigger_id=click.trigger, view=view),
                hearer.hear_of_error,
            )

    def _form(self, click: Click) -> Block | None:
        """Give the form that a click opens; `None` when it opens none."""
        if click.what not in FORMS:
            return None
        order = self.office.orders.get(click.order)
        if order.phase.kind not in FORMS[click.what]:
            raise NotNow(order)
        if click.what == FOUND:
            return number_form(order)
        if click.what in {AGAIN, COPY}:
            draft = new_draft(self.office, order.spot.channel)
            return another_form(order, draft, same_customer=click.what == AGAIN)
        proposed = self.office.proposed(order.answers)
        return order_form(order.answers, Draft.of(order).but(proposed=dict(proposed)))

    def _record(self, click: Click, hearer: Hearer) -> None:
        event = self._event(click)
        order = self.office.orders.apply(click.order, event, click.by)
        match event:
            case FollowerJoined() | QuietAsked():
                self._tell(hearer, wish_heard(order, click.by))
            case _ if isinstance(order.phase, Placing):
                self.office.work.place(order.id, order.phase.attempt)
            case _:
                self.office.work.follow(order.id)

    def _event(self, click: Click) -> Event:
        event: Event
        match click.what:
            case "place":
                with carried.reading():
                    event = PlaceRequested(by=click.by, amount=Decimal(click.total))
            case "cancel":
                event = OrderCancelled(by=click.by, at=self.office.now())
            case "not_there":
                event = OrderNotThere(by=click.by)
            case "tell_me":
                event = FollowerJoined(by=click.by)
            case "quiet":
                event = QuietAsked(by=click.by)
            case _:
                event = BasketTriedAgain()
        return event

    def _tell(self, hearer: Hearer, text: str) -> None:
        self.office.talk.later(lambda: hearer.hear(text))


def _who(body: Payload) -> tuple[str, str]:
    return body["user"]["id"], body["trigger_id"]
