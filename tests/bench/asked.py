"""What a workspace full of people asks of a bot, as the payloads that Slack makes of it."""

import copy
import json
from itertools import count, cycle
from typing import Any

from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.persons.searching import _parcel
from bot.sandbox.slack.persons.sight import Spot
from bot.sandbox.slack.workspace import Workspace

Payload = dict[str, Any]
PEOPLE = 500
"""So many that nobody does more at once than the bot lets one person do."""
ROOMY = Conditions(posts_per_second=10_000.0, post_burst=10_000, tier_scale=1_000.0)
"""No limits for the bot: a benchmark does in a minute what a team does in a month."""


class Asked:
    """Makes payloads; commands are given by one person after the other."""

    def __init__(self, slack: Workspace) -> None:
        self._slack = slack
        self._numbers = count()
        people = [_person(slack, n) for n in range(PEOPLE)]
        with slack.world.changes.making():
            slack.world.users.update({person.id: person for person in people})
        self._people = cycle(people)
        self._form: Payload = {}

    def command(self, text: str) -> Payload:
        """Give `/order` with a text."""
        world, inner = self._slack.world, self._slack.person("ada")._slack
        with world.changes.still():
            channel, person = world.channel("print-orders"), next(self._people)
            return inner.interactions.command(person, channel, "/order", text).payload

    def fill_in(self) -> None:
        """Fill in a form by hand, of which all others are copies."""
        ada = self._slack.person("ada")
        ada.command("/order")
        ada.choose("Customer", "Grace Hopper", typing="hopper")
        self._slack.wait_for(lambda: "Billing address" in ada.modal.fields)
        for field, option in (
            ("Delivery", "Standard parcel"),
            ("Payment", "Invoice"),
            ("Material for all parts", "PA12, white"),
        ):
            ada.choose(field, option)
        self._slack.wait_for(lambda: bool(ada.modal.fields["Shipping price"].value))
        ada.type("Price per piece for all parts", "12.50")
        with self._slack.world.changes.still():
            self._form = ada._slack.interactions.submission(ada.modal.view).payload
        ada.close_all()

    def begun(self, order: str) -> Payload:
        """Have a new order begun."""
        return self._sent(order, new=True)

    def changed(self, order: str) -> Payload:
        """Have the reference of an order changed, to one that it never had."""
        return self._sent(order, new=False)

    def mistaken(self, order: str) -> Payload:
        """Have an order changed to what it cannot be."""
        return self._sent(order, new=False, price="a lot")

    def search(self, typed: str) -> Payload:
        """Type into the list of customers."""
        ada = self._slack.person("ada")
        if not ada.has_modal:
            ada.command("/order")
        modal, field = ada.sight.field("Customer")
        with self._slack.world.changes.still():
            payload = _parcel(ada.sight, Spot(modal, field.place), typed).payload
        # What is typed a thousand times in a second would be the same request each time.
        return payload | {"typed": next(self._numbers)}

    def _sent(self, order: str, *, new: bool, price: str = "12.50") -> Payload:
        sent = copy.deepcopy(self._form)
        view = sent["view"]
        draft = json.loads(view["private_metadata"]) | {"order": order, "new": new}
        view["private_metadata"] = json.dumps(draft)
        typed = {"reference": f"PO {next(self._numbers)}", "price": price}
        for block, elements in view["state"]["values"].items():
            (element,) = elements.values()
            element["value"] = typed.get(block.partition("@")[0], element.get("value"))
        return sent


def _person(slack: Workspace, n: int) -> User:
    world = slack.world
    return User(world.ids.new("U"), f"agent{n}", f"Agent {n}", world.team.id, "agent")
