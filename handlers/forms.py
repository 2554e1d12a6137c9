"""The forms while they are filled in: lists that are searched, and answers that change the form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.prefill import Facts, prefilled
from handlers.views.blocks import Block
from handlers.views.form import field_of, of_key, options
from handlers.views.modals import Draft, part_form
from handlers.views.reading import read_leniently
from handlers.windows import refresh
from state.form import Answers, Form, PartAnswers, Source
from state.orders import UnknownOrder
from state.ports import Offered
from state.record import Choice
from state.rights import Right

F = TypeVar("F", Answers, PartAnswers)
Payload = Mapping[str, Any]
FORMS: Mapping[str, type[Form]] = {"order": Answers, "part": PartAnswers}
INPUT = re.compile(r"(order|part)\.\w+")
PREFILLING = (Source.ADDRESSES, Source.DELIVERY, Source.PAYMENT, Source.MATERIALS)
PRICING = frozenset({"order.material", "order.customer", "part.material"})
"""The answers with which a price may come."""


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
        form, field = body["action_id"].split(".")
        question = FORMS[form].questions()[field]
        if question.source is None:
            ack(options(Offered()))
            return
        of = of_key(body["block_id"]) if question.of else ""
        text = body.get("value") or ""
        ack(options(self.office.catalogue.offer(question.source, of or None, text)))

    def reshape(self, ack: Ack, body: Payload, client: WebClient) -> None:
        """Show the form that follows from an answer, with everything filled in that follows too."""
        ack()
        self.office.talk.later(lambda: self._reshape(body, client))

    def _reshape(self, body: Payload, client: WebClient) -> None:
        view, action = body["view"], body["actions"][0]["action_id"]
        draft = Draft.model_validate_json(view["private_metadata"])
        try:
            shaped = self._shaped(draft, view["state"]["values"], action)
        except UnknownOrder:
            return
        refresh(client, view["id"], shaped, seen=view["hash"])

    def _shaped(self, draft: Draft, values: Mapping[str, Any], action: str) -> Block:
        if draft.part is not None:
            order = self.office.orders.get(draft.order)
            if (part := order.part(draft.part)) is None:
                raise UnknownOrder(draft.part)
            own, draft = self._priced(read_leniently(PartAnswers, values), draft, action)
            return part_form(order, part, own, draft.proposed)
        answers = self._filled_in(read_leniently(Answers, values), values, action)
        answers, draft = self._priced(answers, draft, action)
        return Drafts(self.office).form(answers, draft)

    def _priced(self, answers: F, draft: Draft, action: str) -> tuple[F, Draft]:
        """Propose the price that comes with a material, in place of none or of another proposal."""
        if action not in PRICING or answers.price not in {None, draft.proposed}:
            return answers, draft
        price = self.office.catalogue.price(answers.material)
        return answers.but(price=price), draft.but(proposed=price)

    def _filled_in(self, answers: Answers, values: Mapping[str, Any], action: str) -> Answers:
        """Fill in what follows from the customer; later on only what was not asked before."""
        if answers.customer is None:
            return answers
        filled = prefilled(answers, self._facts(answers.customer))
        if action == "order.customer":
            return filled
        before = {field_of(block_id) for block_id in values}
        new = [name for name in filled.asked() if name not in before]
        return answers.but(**{name: getattr(filled, name) for name in new})

    def _facts(self, customer: Choice) -> Facts:
        catalogue = self.office.catalogue
        of = {Source.ADDRESSES: customer.key}
        lists = {s: catalogue.offer(s, of.get(s), "").choices for s in PREFILLING}
        known, last = catalogue.customer(customer.key), self._last(customer)
        return Facts(
            lists=lists,
            address=known.address if known else None,
            last=last,
        )

    def _last(self, customer: Choice) -> Answers | None:
        order = self.office.orders.last_of_customer(customer.key)
        return order.answers if order is not None else None
