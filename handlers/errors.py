"""The last resort: an unexpected error is logged with a reference, and the person is told it."""

import logging
from uuid import uuid4

from slack_bolt import App, BoltContext, BoltResponse

from handlers.office import Office
from handlers.views.sentences import NOT_KEPT, apology
from handlers.whispers import whisper
from state.orders import UnknownOrder

log = logging.getLogger(__name__)


class Errors:
    """Hears of every error that a listener did not expect.

    Slack is not acknowledged then, so it delivers an event again; a person is asked to try again.
    """

    def __init__(self, office: Office) -> None:
        self._office = office

    def register(self, app: App) -> None:
        """Listen for errors."""
        app.error(self.unexpected)

    def unexpected(self, error: Exception, context: BoltContext) -> BoltResponse | None:
        """Log the error and apologise where the person is.

        Cards outlive their orders: a click on one is acknowledged, and what it meets is no error.
        """
        respond = context.respond if context.response_url is not None else None
        if isinstance(error, UnknownOrder) and respond is not None:
            self._office.talk.later(lambda: whisper(respond, NOT_KEPT))
            return BoltResponse(status=200)
        reference = uuid4().hex[:8]
        log.error("unexpected error %s", reference, exc_info=error)
        if respond is not None:
            self._office.talk.later(lambda: whisper(respond, apology(reference)))
        return None
