"""The forms once they are sent: a new order, changed answers, an edited part, a number found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import carried
from handlers.again import earlier_parts, taken_over, wants_the_same_files
from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.files import glance, shared_file
from handlers.office import Office
from handlers.views.modals import (
    NUMBER_FORM,
    ORDER_FORM,
    PART_FORM,
    REQUIREMENTS_FORM,
    Draft,
    FoundOrder,
    message_form,
    parts_list,
)
from handlers.views.reading import attached, read
from handlers.views.sentences import explain, what_happened
from handlers.windows import refresh
from state.events import (
    AnswersChanged,
    Event,
    FileShared,
    NotNow,
    OrderPlaced,
    PartEdited,
    RequirementsGiven,
)
from state.form import Answers, Form, PartAnswers
from state.order import Order, Spot
from state.part import SharedFile
from state.problems import FileError
from state.requirements import answered_by, form_of
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Submissions:
    """Writes down what a form says before acknowledging it; everything else follows from that."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for every form that can be sent."""
        ways.view(ORDER_FORM, Right.ORDER, self.order_sent)
        ways.view(PART_FORM, Right.ORDER, self.part_sent)
        ways.view(REQUIREMENTS_FORM, Right.ORDER, self.requirements_sent)
        ways.view(NUMBER_FORM, Right.RESOLVE, self.number_sent)

    def order_sent(self, ack: Ack, body: Payload, view: Payload) -> None:
        """Start the order, or change its answers."""
        draft, values = carried.metadata(Draft, view), view["state"]["values"]
        answers = read(Answers, values, self.office.today)
        wrong = self._unfit(attached(values))
        if isinstance(answers, dict) or wrong:
            ack(response_action="errors", errors=_errors(answers) | wrong)
        elif not draft.new:
            self._record(ack, body, draft, AnswersChanged(answers=answers))
        elif (files := Drafts(self.office).redeemed(draft)) is None:
            ack(response_action="update", view=Drafts(self.office).form(answers, draft))
        else:
            self._start(draft, answers, body, files)
            ack()

    def part_sent(self, ack: Ack, body: Payload, view: Payload, client: WebClient) -> None:
        """Change what is printed of one part; a list of parts behind the form shows it, too."""
        draft = carried.metadata(Draft, view)
        answers = read(PartAnswers, view["state"]["values"], self.office.today)
        if isinstance(answers, dict):
            ack(response_action="errors", errors=answers)
        else:
            event = PartEdited(part=draft.part or "", answers=answers)
            order = self._record(ack, body, draft, event)
            behind = view.get("previous_view_id")
            if order is not None and behind:
                self.office.talk.later(lambda: refresh(client, behind, parts_list(order)))

    def requirements_sent(self, ack: Ack, body: Payload, view: Payload) -> None:
        """Keep what the organisation wants to know of a part."""
        draft = carried.metadata(Draft, view)
        forms = self.office.orders.get(draft.order).terms.forms
        filled = read(form_of(forms), view["state"]["values"], self.office.today)
        if isinstance(filled, dict):
            ack(response_action="errors", errors=filled)
        else:
            answers = answered_by(forms, filled)
            self._record(
                ack, body, draft, RequirementsGiven(part=draft.part or "", answers=answers)
            )

    def number_sent(self, ack: Ack, body: Payload, view: Payload) -> None:
        """Settle an order that a person found at 3YOURMIND."""
        found = read(FoundOrder, view["state"]["values"], self.office.today)
        if isinstance(found, dict):
            ack(response_action="errors", errors=found)
        else:
            by, at = body["user"]["id"], self.office.now()
            self._record(
                ack,
                body,
                carried.metadata(Draft, view),
                OrderPlaced(number=found.number, at=at, by=by),
            )

    def _start(
        self, draft: Draft, answers: Answers, body: Payload, brought: Sequence[SharedFile]
    ) -> None:
        by, policy = body["user"]["id"], self.office.policy
        order = self.office.orders.start(
            Order(
                id=draft.order,
                owner=by,
                team=body["team"]["id"],
                started=self.office.now(),
                terms=policy.terms.but(forms=self.office.catalogue.account().forms),
                spot=Spot(channel=draft.channel),
                answers=answers,
            )
        )
        values = body["view"]["state"]["values"]
        earlier = earlier_parts(self.office.orders, draft) if wants_the_same_files(values) else ()
        files = (*brought, *(shared_file(file) for file in attached(values)))
        shared = (FileShared(part=file.id, file=file, by=by) for file in files)
        for event in (*taken_over(earlier, by), *shared):
            self.office.orders.apply(order.id, event, by)
        self.office.work.follow(order.id)

    def _record(self, ack: Ack, body: Payload, draft: Draft, event: Event) -> Order | None:
        """Write an event down and give the order after it; `None` when it could not happen."""
        try:
            order = self.office.orders.apply(draft.order, event, body["user"]["id"])
        except NotNow as late:
            ack(response_action="update", view=message_form(what_happened(late.order)))
            return None
        self.office.work.follow(draft.order)
        ack()
        return order

    def _unfit(self, files: tuple[Payload, ...]) -> dict[str, str]:
        for file in files:
            try:
                glance(file, self.office.policy.rules)
            except FileError as error:
                return {"files@": f"{file.get('name')}: {explain(error.problem)}"}
        return {}


def _errors(answers: Form | dict[str, str]) -> dict[str, str]:
    return answers if isinstance(answers, dict) else {}
