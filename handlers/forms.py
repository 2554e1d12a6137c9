"""The forms while they are filled in: lists that are searched, and answers that change the form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import carried
from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.following import Followed, Following, brought
from handlers.office import Office
from handlers.prefill import prefilled
from handlers.suggestions import facts
from handlers.views.blocks import Block
from handlers.views.form import field_of, of_key, options
from handlers.views.modals import Draft, part_form
from handlers.views.reading import read_leniently
from handlers.views.sentences import NOT_CHECKED
from handlers.windows import refresh
from state.abilities import Abilities
from state.address import NewAddress
from state.form import Answers, Form, PartAnswers, Question, Source
from state.order import Order
from state.orders import UnknownOrder
from state.part import Ready
from state.ports import LinePlace, Offered
from state.rights import Right

F = TypeVar("F", Answers, PartAnswers)
Payload = Mapping[str, Any]
FORMS: Mapping[str, type[Form]] = {"order": Answers, "part": PartAnswers, "address": NewAddress}
INPUT = re.compile(r"(order|part|address)\.[\w.]+")


@dataclass(frozen=True, slots=True)
class Forms:
    """Everything that happens inside a modal before it is sent."""

    office: Office
    following: Following = field(default_factory=Following)

    def register(self, ways: Entrances) -> None:
        """Listen for searches in lists and for answers that reshape a form."""
        ways.options(INPUT, Right.ORDER, self.choices)
        ways.action(INPUT, Right.ORDER, self.reshape)

    def choices(self, ack: Ack, body: Payload) -> None:
        """Answer the search in a list; the catalogue keeps the deadline."""
        form, field, *_ = body["action_id"].split(".")
        with carried.reading():
            question = FORMS[form].questions()[field]
        if question.source is None:
            ack(options(Offered()))
            return
        ack(options(self._offered(form, question, body)))

    def _offered(self, form: str, question: Question, body: Payload) -> Offered:
        of = of_key(body["block_id"]) if question.of else ""
        text, source = body.get("value") or "", question.source or Source.MATERIALS
        if form != "part" or not (order := self._order(body)).terms.abilities.offers_by_part:
            return self.office.catalogue.offer(source, of or None, text)
        line = self._line(order, body)
        if line is None and source is not Source.MATERIALS:
            return Offered(note=NOT_CHECKED)
        return self.office.catalogue.offer(source, of or None, text, line)

    def reshape(self, ack: Ack, body: Payload, client: WebClient) -> None:
        """Show the form that follows from an answer, with everything filled in that follows too."""
        draft, window = _draft(body), body["view"]["id"]
        place = self.following.line_up(window)
        ack()

        def follow() -> None:
            with self.following.turn(window, place):
                self._reshape(draft, body, client)

        self.office.talk.later(follow)

    def _reshape(self, draft: Draft, body: Payload, client: WebClient) -> None:
        view, action = body["view"], body["actions"][0]["action_id"]
        window, seen = view["id"], view["hash"]
        since = self.following.since(window, seen)
        try:
            shaped, shape = self._shaped(draft, view["state"]["values"], action, since)
        except (UnknownOrder, carried.NotOurs):
            return
        now = refresh(client, window, shape, seen=since.now)
        if now is not None:
            self.following.note(window, seen, replace(shaped, now=now))

    def _order(self, body: Payload) -> Order:
        return self.office.orders.get(_draft(body).order)

    def _line(self, order: Order, body: Payload) -> LinePlace | None:
        """Find the line of the part that a form is about, once its file has been analysed."""
        part, basket = order.part(_draft(body).part or ""), order.basket.id
        if part is None or basket is None or part.line is None:
            return None
        return LinePlace(basket, part.line) if isinstance(part.upload, Ready) else None

    def _shaped(
        self, draft: Draft, values: Mapping[str, Any], action: str, since: Followed
    ) -> tuple[Followed, Block]:
        if since.proposed is not None:
            draft = draft.but(proposed=dict(since.proposed))
        if draft.part is not None:
            return self._part_shaped(draft, read_leniently(PartAnswers, values), action, since)
        seen = read_leniently(Answers, values)
        answers = (since.without_answers() if action == "order.customer" else since).on(seen)
        if answers.customer is not None or not draft.abilities.chooses_customer:
            answers = self._filled_in(answers, values, action, draft.abilities)
        answers, draft = self._priced(answers, draft, action)
        shaped = Followed(since.now, draft.proposed, brought(seen, answers))
        return shaped, Drafts(self.office).form(answers, draft)

    def _part_shaped(
        self, draft: Draft, seen: PartAnswers, action: str, since: Followed
    ) -> tuple[Followed, Block]:
        order = self.office.orders.get(draft.order)
        if (part := order.part(draft.part or "")) is None:
            raise UnknownOrder(draft.part)
        own, draft = self._priced(since.on(seen), draft, action)
        shaped = Followed(since.now, draft.proposed, brought(seen, own))
        return shaped, part_form(order, part, own, draft.proposed)

    def _priced(self, answers: F, draft: Draft, action: str) -> tuple[F, Draft]:
        """Propose the prices that come with a choice, in place of none or of another proposal."""
        brought, changed = self.office.brought(answers), action.split(".")[1]
        open_ones = {
            name
            for name, chosen in answers.prices().items()
            if name in answers.asked(draft.abilities)
            and changed in {chosen, "customer"}
            and getattr(answers, name) in {None, draft.proposed.get(name)}
        }
        prices = {name: brought.get(name) for name in open_ones}
        kept = {name: price for name, price in draft.proposed.items() if name not in open_ones}
        proposed = kept | {name: price for name, price in prices.items() if price is not None}
        return answers.but(**prices), draft.but(proposed=proposed)

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


def _draft(body: Payload) -> Draft:
    return carried.metadata(Draft, body.get("view") or {})
