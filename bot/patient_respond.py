"""Answers to what somebody did, by the address that came with it."""

import logging
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from slack_bolt import Respond
from slack_sdk.webhook import WebhookResponse

log = logging.getLogger(__name__)
MOST_TRIES = 3
LONGEST_WAIT = 30.0


class PatientRespond(Respond):
    """Waits when Slack asks for it, and says in the log when an answer did not arrive.

    Bolt's own gives the status to the caller, who would have to look at it each time.
    """

    def __call__(self, *given: Any, **said: Any) -> WebhookResponse:
        """Answer."""
        told = super().__call__(*given, **said)
        for _ in range(MOST_TRIES - 1):
            if told.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                break
            time.sleep(_seconds(told.headers))
            told = super().__call__(*given, **said)
        if told.status_code != HTTPStatus.OK:
            log.warning("an answer did not arrive: Slack says %s", told.status_code)
        return told


def _seconds(headers: Mapping[str, Any]) -> float:
    asked = str(headers.get("Retry-After", ""))
    return min(float(asked), LONGEST_WAIT) if asked.isdecimal() else 1.0
