"""The last resort: an unexpected error is logged with a reference, and the person is told it."""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from slack_bolt import App, BoltContext, BoltResponse
from slack_bolt.error import BoltUnhandledRequestError

from handlers.office import Office
from handlers.views.sentences import NOT_KNOWN, apology
from handlers.views.text import clean
from handlers.whispers import whisper

log = logging.getLogger(__name__)
LONGEST_NAMED = 100
Payload = Mapping[str, Any]


class Errors:
    """Hears of every error that a listener did not expect.

    Slack is not acknowledged then, so it delivers an event again; a person is asked to try again.
    What no listener waits for is none: it comes with every event that the app could hear of, and
    from buttons of an earlier version.
    """

    def __init__(self, office: Office) -> None:
        self._office = office

    def register(self, app: App) -> None:
        """Listen for errors."""
        app.error(self.unexpected)

    def unexpected(
        self, error: Exception, body: Payload, context: BoltContext
    ) -> BoltResponse | None:
        """Log the error and apologise where the person is."""
        if isinstance(error, BoltUnhandledRequestError):
            log.warning("nothing listens for %s", _named(body))
            self._say(context, NOT_KNOWN)
            # Slack would send an event again and again.
            return BoltResponse(status=200) if "event" in body else None
        reference = uuid4().hex[:8]
        log.error("unexpected error %s", reference, exc_info=error)
        self._say(context, apology(reference))
        return None

    def _say(self, context: BoltContext, text: str) -> None:
        respond = context.respond
        if context.response_url is not None and respond is not None:
            self._office.talk.later(lambda: whisper(respond, text))


def _named(body: Payload) -> str:
    """Say what came, by kind and name, for one line of the log."""
    names = (
        body.get("type"),
        (body.get("event") or {}).get("type"),
        body.get("command"),
        body.get("callback_id"),
        (body.get("view") or {}).get("callback_id"),
        *(action.get("action_id") for action in body.get("actions") or ()),
        body.get("action_id"),
    )
    return clean(" ".join(str(name) for name in names if name))[:LONGEST_NAMED]
