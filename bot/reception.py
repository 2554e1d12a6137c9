"""Every request of Slack's, whichever way it came, is watched until it is acknowledged."""

from collections.abc import Mapping
from random import getrandbits
from typing import Any

from slack_bolt import App, BoltContext, BoltRequest, BoltResponse

from bot.observing import Act, Kind, Watch
from bot.patient_respond import PatientRespond
from handlers.access import Asker
from handlers.entrances import LONGEST_ID
from handlers.precedence import Precedence
from handlers.views.text import clean

KINDS = {
    "event_callback": "event",
    "block_actions": "click",
    "block_suggestion": "search",
    "view_submission": "form",
    "view_closed": "form_closed",
    "shortcut": "shortcut",
    "message_action": "shortcut",
}
"""What people do, by Slack's word for it; no other word becomes a name."""


class Reception:
    """Hands requests to Bolt."""

    def __init__(self, app: App, watch: Watch, first: Precedence) -> None:
        self._app = app
        self._watch = watch
        self._first = first

    def dispatch(self, request: BoltRequest) -> BoltResponse:
        """Give the answer to a request."""
        self._answers_patiently(request.context)
        with self._first, self._watch(_act(request.body)) as act:
            answer = self._app.dispatch(request)
            act.outcome = str(answer.status)
        return answer

    def _answers_patiently(self, context: BoltContext) -> None:
        client = self._app.client
        context["respond"] = PatientRespond(
            response_url=context.response_url, proxy=client.proxy, ssl=client.ssl
        )


def _act(body: Mapping[str, Any]) -> Act:
    # Not from the system's own source, which costs a turn of the interpreter among many threads.
    act = Act(Kind.REQUEST, "other", request=f"{getrandbits(32):08x}")
    try:
        asker = Asker.of(body)
        act.user, act.team = _short(asker.user), _short(" ".join(sorted(asker.teams)))
        act.name = "command" if "command" in body else KINDS.get(body.get("type", ""), act.name)
    except (AttributeError, TypeError):
        # Whatever this is, whoever reads it in earnest will say so.
        return act
    return act


def _short(text: str) -> str:
    return clean(text)[:LONGEST_ID]
