"""The forms while they are filled in: lists that are searched, and answers that change the form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.again import earlier_parts
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.prefill import prefilled
from handlers.suggestions import facts
from handlers.views.blocks import Block
from handlers.views.form import field_of, of_key, options
from handlers.views.modals import Draft, order_form, part_form
from handlers.views.reading import read_leniently
from state.abilities import Abilities
from state.address import NewAddress
from state.form import Answers, Form, PartAnswers
from state.orders import UnknownOrder
from state.ports import LinePlace, Offered
from state.rights import Right

Payload = Mapping[str, Any]
FORMS: Mapping[str, type[Form]] = {"order": Answers, "part": PartAnswers, "address": NewAddress}
INPUT = re.compile(r"(order|part|address)\.\w+")
MOVED_ON = frozenset({"hash_conflict", "not_found", "view_not_found"})
"""What Slack says when the person has closed or changed the form meanwhile."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Everything that happens inside a modal before it is sent."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for searches in lists and for answers that reshape a form."""
        ways.options(INPUT, Right.ORDER, self.choices)
        ways.action(INPUT, Right.ORDER, self.reshape)

    def choices(self, ack: Ack, body: Payload) -> None:
        """Answer the search in a list; the catalogue keeps the deadline."""
        form, field, *_ = body["action_id"].split(".")
        question = FORMS[form].questions()[field]
        if question.source is None:
            ack(options(Offered()))
            return
        of = of_key(body["block_id"]) if question.of else ""
        text = body.get("value") or ""
        line = self._line(body) if form == "part" else None
        ack(options(self.office.catalogue.offer(question.source, of or None, text, line)))

    def reshape(self, ack: Ack, body: Payload, client: WebClient) -> None:
        """Show the form that follows from an answer, with everything filled in that follows too."""
        ack()
        self.office.talk.later(lambda: self._reshape(body, client))

    def _reshape(self, body: Payload, client: WebClient) -> None:
        view, action = body["view"], body["actions"][0]["action_id"]
        draft = Draft.model_validate_json(view["private_metadata"])
        try:
            shaped = self._shaped(draft, view["state"]["values"], action)
            client.views_update(view_id=view["id"], hash=view["hash"], view=shaped)
        except UnknownOrder:
            return
        except SlackApiError as error:
            if error.response["error"] not in MOVED_ON:
                raise

    def _line(self, body: Payload) -> LinePlace | None:
        """Find the line that a part's form is about, where lists differ from part to part."""
        draft = Draft.model_validate_json(body["view"]["private_metadata"])
        order = self.office.orders.get(draft.order)
        if not order.terms.abilities.offers_by_part:
            return None
        part, basket = order.part(draft.part or ""), order.basket.id
        return LinePlace(basket, part.line) if basket and part and part.line else None

    def _shaped(self, draft: Draft, values: Mapping[str, Any], action: str) -> Block:
        if draft.part is not None:
            order = self.office.orders.get(draft.order)
            if (part := order.part(draft.part)) is None:
                raise UnknownOrder(draft.part)
            return part_form(order, part, read_leniently(PartAnswers, values))
        answers = read_leniently(Answers, values)
        if answers.customer is not None or not draft.abilities.chooses_customer:
            answers = self._filled_in(answers, values, action, draft.abilities)
        return order_form(answers, draft, parts=earlier_parts(self.office.orders, draft))

    def _filled_in(
        self, answers: Answers, values: Mapping[str, Any], action: str, abilities: Abilities
    ) -> Answers:
        """Fill in what follows from the customer; later on only what was not asked before."""
        filled = prefilled(answers, facts(self.office, answers.customer))
        if action == "order.customer":
            return filled
        before = {field_of(block_id) for block_id in values}
        new = [name for name in filled.asked(abilities) if name not in before]
        return answers.but(**{name: getattr(filled, name) for name in new})
