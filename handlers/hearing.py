"""How Bolt has a request heard, without all that it could give to a listener."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from slack_bolt import Ack, BoltContext, BoltRequest, BoltResponse, Respond
from slack_bolt.middleware import Middleware
from slack_sdk import WebClient

Payload = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Given:
    """What a listener can be given, by Bolt's names; each is made only for who wants it.

    Bolt makes some thirty, which took a tenth of the time of a command.
    """

    body: Payload
    context: BoltContext

    @property
    def ack(self) -> Ack:
        """Answers Slack."""
        return self.context.ack

    @property
    def client(self) -> WebClient:
        """Calls Slack."""
        return self.context.client

    @property
    def respond(self) -> Respond:
        """Answers whoever did it, where that was done."""
        # Bolt makes one where there is none.
        return cast("Respond", self.context.respond)

    @property
    def command(self) -> Payload:
        """What was typed, and where."""
        return self.body

    @property
    def view(self) -> Payload:
        """The window that was sent."""
        return cast("Payload", self.body["view"])


Hear = Callable[[Given, Callable[[], object]], BoltResponse | None]
"""Answers what is given, or leaves it by calling the second."""


class Hearing(Middleware):
    """Has Bolt ask `hear` before any listener of its own."""

    def __init__(self, hear: Hear) -> None:
        self._hear = hear

    def process(
        self,
        *,
        req: BoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - as below
        next: Callable[[], object],  # noqa: A002 - Bolt passes it by this name
    ) -> BoltResponse | None:
        """Give the answer to a request, if it is not left to others."""
        return self._hear(Given(req.body, req.context), next)
