"""A bot in place of the real one: it says what a test wants said, and keeps what it is told."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any

from bot.sandbox.slack.delivery.courier import Transport
from bot.sandbox.slack.delivery.parcels import Parcel, Reply
from bot.sandbox.slack.workspace import Workspace
from tests.bot.sandbox.slack.bolt_app import bolt_app, listening, web_client
from tests.bot.sandbox.slack.kit import Json, option

ANYTHING = re.compile("")
PATIENCE = 10.0
"""Seconds within which the page tells the bot what somebody did."""


class Puppet:
    """Opens `form` at /order and answers submissions with `answer`, once `hurry` is set.

    `told` are the payloads that came, oldest first; `offer` makes the options for a search.
    """

    def __init__(self, slack: Workspace) -> None:
        self.form: Json = {}
        self.answer: Json = {}
        self.offer: Callable[[str], list[Json]] = lambda typed: [option(f"{typed} found")]
        self.told: list[Json] = []
        self.hurry = Event()
        self.hurry.set()
        self.client = web_client(slack)
        self.app = bolt_app(slack)
        self._slack = slack
        self.app.command("/order")(self._open)
        self.app.action(ANYTHING)(self._take)
        self.app.options(ANYTHING)(self._suggest)
        self.app.view(ANYTHING)(self._submit)
        self.app.view_closed(ANYTHING)(self._take)
        self.app.event(ANYTHING)(self._overhear)

    def says(self, channel: str, *blocks: Json) -> str:
        """Post a message made of these blocks; gives its timestamp."""
        posted = self.client.chat_postMessage(channel=channel, text="Blocks", blocks=list(blocks))
        return str(posted["ts"])

    def edits(self, channel: str, ts: str, *blocks: Json) -> None:
        """Make a message anew, of these blocks."""
        self.client.chat_update(channel=channel, ts=ts, text="Blocks", blocks=list(blocks))

    def heard(self, is_it: Callable[[Json], bool]) -> Json:
        """Give the first payload like that, once it comes."""
        return self._slack.wait_for(lambda: list(filter(is_it, self.told)), PATIENCE)[0]

    def hears(self, action_id: str, fields: Json) -> Json:
        """Give the payload of an action with these fields, once it comes."""
        return self.heard(lambda body: _tells(body, action_id, fields))

    def submitted(self) -> Json:
        """Give what is filled in in the first view that was submitted, by block and element."""
        body = self.heard(lambda body: body["type"] == "view_submission")
        values: Json = body["view"]["state"]["values"]
        return values

    def _open(self, ack: Callable[..., None], body: Json) -> None:
        ack()
        self.client.views_open(trigger_id=body["trigger_id"], view=self.form)

    def _take(self, ack: Callable[..., None], body: Json) -> None:
        self.told.append(body)
        ack()

    def _suggest(self, ack: Callable[..., None], body: Json) -> None:
        ack(options=self.offer(body["value"]))

    def _submit(self, ack: Callable[..., None], body: Json) -> None:
        self.told.append(body)
        self.hurry.wait(PATIENCE)
        ack(**self.answer)

    def _overhear(self) -> None:
        """Take notice of an event, so that it does not come again."""


def _tells(body: Json, action_id: str, fields: Json) -> bool:
    wanted = {"action_id": action_id, **fields}
    told = ({key: done.get(key) for key in wanted} for done in body.get("actions", ()))
    return wanted in told


class _Patient:
    """Waits longer than Slack does, so that a test may hold the bot up on a busy machine."""

    def __init__(self, way: Transport) -> None:
        self._way = way

    async def ready(self) -> None:
        await self._way.ready()

    async def send(self, parcel: Parcel, limit: float, *, copies: int = 1) -> Reply:
        return await self._way.send(parcel, limit + PATIENCE, copies=copies)


@contextmanager
def puppet(slack: Workspace) -> Iterator[Puppet]:
    """Let the workspace talk to a puppet until the end of the block; the real bot hears nothing."""
    puppet = Puppet(slack)
    with listening(puppet.app, slack):
        slack.courier.transport = _Patient(slack.courier.transport)
        try:
            yield puppet
        finally:
            slack.use_socket_mode()


def values(state: Json) -> Json:
    """Give what is filled in by element, without the types."""
    flat: dict[str, Any] = {}
    for elements in state.values():
        for action_id, value in elements.items():
            flat[action_id] = {key: one for key, one in value.items() if key != "type"}
    return flat
