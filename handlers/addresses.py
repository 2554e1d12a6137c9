"""A new address: asked for on top of the order form, saved at 3YOURMIND, and chosen at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import carried
from handlers.drafts import Drafts
from handlers.entrances import Entrances
from handlers.office import Office
from handlers.views.address import (
    ADDRESS_FORM,
    AddressDraft,
    address_form,
    saved_form,
    saving_form,
)
from handlers.views.blocks import Block
from handlers.views.modals import NEW_ADDRESS, Draft, message_form
from handlers.views.reading import read, read_leniently
from handlers.views.sentences import apology
from handlers.windows import refresh, refresh_named
from state.address import NewAddress
from state.form import Answers
from state.problems import DeskError
from state.record import Choice
from state.rights import Right

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Lets people make an address without losing what they filled in before."""

    office: Office

    def register(self, ways: Entrances) -> None:
        """Listen for the button on the order form, and for the form it opens."""
        ways.action(NEW_ADDRESS, Right.ORDER, self.asked)
        ways.view(ADDRESS_FORM, Right.ORDER, self.sent)

    def asked(self, ack: Ack, body: Payload, client: WebClient) -> None:
        """Lay the form of an address on top of the order form."""
        view = self._empty(body)
        ack()
        self.office.talk.later(lambda: client.views_push(trigger_id=body["trigger_id"], view=view))

    def sent(self, ack: Ack, view: Payload, client: WebClient) -> None:
        """Save the address; 3YOURMIND's answer comes into the same window."""
        draft = carried.metadata(AddressDraft, view)
        address = read(NewAddress, view["state"]["values"], self.office.today)
        if isinstance(address, dict):
            ack(response_action="errors", errors=address)
            return
        name = f"saving-{uuid4().hex}"
        ack(response_action="update", view=saving_form(name))

        def tell(answer: Block) -> None:
            refresh_named(client, name, answer)

        self.office.talk.later(
            lambda: tell(self._saved(address, draft, view, client)),
            lambda reference: tell(message_form(apology(reference))),
        )

    def _empty(self, body: Payload) -> Block:
        view = body.get("view") or {}
        order = carried.metadata(Draft, view)
        answers = read_leniently(Answers, view["state"]["values"])
        country = self.office.catalogue.account().country
        return address_form(NewAddress(country=country), AddressDraft(order=order, answers=answers))

    def _saved(
        self, address: NewAddress, draft: AddressDraft, view: Payload, client: WebClient
    ) -> Block:
        """Save the address, choose it in the form below, and give what there is to say of it."""
        customer = draft.answers.customer
        try:
            choice = self.office.catalogue.create_address(
                customer.key if customer else None, address
            )
        except DeskError as error:
            return address_form(address, draft, error.problem)
        behind = Drafts(self.office).form(*_chosen(draft, address, choice))
        refresh(client, view["previous_view_id"], behind)
        return saved_form(choice)


def _chosen(draft: AddressDraft, address: NewAddress, choice: Choice) -> tuple[Answers, Draft]:
    """Give what the order form is shown again with: the address in its place."""
    places = {"both": ("billing", "shipping")}.get(address.use, (address.use,))
    fields = [f"{place}_address" for place in places]
    answers = draft.answers.but(**dict.fromkeys(fields, choice))
    filled = draft.order.filled | dict.fromkeys(fields, choice.key)
    return answers, draft.order.but(filled=filled)
