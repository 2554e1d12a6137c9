"""What people do with single parts: their menus, the list of all of them, and their unit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack, Respond
from slack_sdk import WebClient

from handlers import carried
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.blocks import Block
from handlers.views.found import UNIT_IS, settled
from handlers.views.modals import message_form, part_form, parts_list, requirements_form
from handlers.views.parts import ALL_PARTS, PART_MENU, REQUIRE
from handlers.views.sentences import apology, what_happened
from handlers.windows import refresh
from state.events import Event, NotNow, PartRemoved, PartRetried, UnitAnswered
from state.events.base import COLLECTING
from state.order import Order
from state.rights import Right

Payload = Mapping[str, Any]
UNITS = re.compile(rf"{UNIT_IS}\.\w+")
FORMS = frozenset({"edit", REQUIRE})
"""The entries of a part's menu that open a form."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Turns clicks on a part into events, be they on the card, in a list or in the thread."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for everything that can be clicked on a part."""
        ways.action(PART_MENU, Right.ORDER, self.menu)
        ways.action(UNITS, Right.ORDER, self.unit)
        ways.action(ALL_PARTS, Right.LOOK_UP, self.all_parts)

    def menu(self, ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
        """Do what the menu of a part says."""
        answer = _Answer(self.office, body, client, respond)
        _, order_id, part = carried.parts(body["actions"][0]["block_id"], ":", 3)
        what = carried.chosen(body)
        try:
            if what in FORMS:
                answer.form(self._form(order_id, part, what))
            else:
                event = _event(what, part)
                answer.list_again(self._record(order_id, event, answer.by))
        except NotNow as late:
            answer.say(what_happened(late.order))
        ack()

    def unit(self, ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
        """Take down in which unit a part was drawn."""
        answer = _Answer(self.office, body, client, respond)
        order_id, part, unit = carried.parts(carried.pressed(body), " ", 3)
        with carried.reading():
            event = UnitAnswered.model_validate({"part": part, "unit": unit})
        try:
            self._record(order_id, event, answer.by)
        except NotNow as late:
            gone_on = late.order.phase.kind not in COLLECTING
            answer.say(what_happened(late.order) if gone_on else settled(late.order, part))
        ack()

    def all_parts(self, ack: Ack, body: Payload, client: WebClient, respond: Respond) -> None:
        """Show whoever asks every part of an order."""
        answer = _Answer(self.office, body, client, respond)
        answer.form(parts_list(self.office.orders.get(carried.pressed(body))))
        ack()

    def _form(self, order_id: str, part_id: str, what: str) -> Block:
        order = self.office.orders.get(order_id)
        part = order.part(part_id)
        if order.phase.kind not in COLLECTING or part is None:
            raise NotNow(order)
        if what == REQUIRE:
            return requirements_form(order, part)
        proposed = self.office.proposed(part.answers)
        return part_form(order, part, part.answers, proposed)

    def _record(self, order_id: str, event: Event, by: str) -> Order:
        order = self.office.orders.apply(order_id, event, by)
        self.office.work.follow(order_id)
        return order


def _event(what: str, part: str) -> Event:
    with carried.reading():
        return {"remove": PartRemoved, "retry": PartRetried}[what](part=part)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the person who clicked gets to see, in a message or in the window they are in."""

    office: Office
    body: Payload
    client: WebClient
    respond: Respond

    @property
    def by(self) -> str:
        """Who clicked."""
        return str(self.body["user"]["id"])

    def say(self, text: str) -> None:
        """Say something that only this person sees; a message that was clicked stays as it is."""
        if (window := self._window()) is not None:
            self.office.talk.later(lambda: refresh(self.client, window, message_form(text)))
        else:
            self.office.talk.later(lambda: self._whisper(text))

    def form(self, view: Block) -> None:
        """Open a window, on top of the one that was clicked in."""
        trigger = self.body["trigger_id"]
        show = self.client.views_open if self._window() is None else self.client.views_push
        self.office.talk.later(
            lambda: show(trigger_id=trigger, view=view),
            lambda reference: self.say(apology(reference)),
        )

    def list_again(self, order: Order) -> None:
        """Show the list of all parts as it is now, if that is where the click was."""
        if (window := self._window()) is not None:
            self.office.talk.later(lambda: refresh(self.client, window, parts_list(order)))

    def _window(self) -> str | None:
        view = self.body.get("view")
        return None if view is None else str(view["id"])

    def _whisper(self, text: str) -> None:
        self.respond(text=text, response_type="ephemeral", replace_original=False)
