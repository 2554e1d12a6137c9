"""Windows that are open at a person's: changed while they are, and let go of once they are not."""

import time

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.views.blocks import Block

MOVED_ON = frozenset({"hash_conflict", "not_found", "view_not_found"})
"""What Slack says when the person has closed or changed the window meanwhile."""

PATIENCE = 3.0
"""Seconds until a window that Slack was asked to show has come, or has been closed."""
PAUSE = 0.05

REPEATED = "exchanged_trigger_id"
"""What Slack says when a click or command has opened its window already."""


def is_repetition(error: Exception) -> bool:
    """Tell whether a window could not be opened because what asks for it came twice."""
    return isinstance(error, SlackApiError) and error.response["error"] == REPEATED


def refresh(client: WebClient, window: str, view: Block, seen: str | None = None) -> str | None:
    """Change a window, unless it is not open any more or is not as it was `seen`.

    Gives how it is seen now, if it was changed. Raises `SlackApiError`. Source: `views.update`,
    where `seen` is the `hash`.
    """
    try:
        answer = client.views_update(view_id=window, view=view, hash=seen)
    except SlackApiError as error:
        if error.response["error"] not in MOVED_ON:
            raise
        return None
    return str(answer["view"]["hash"])


def refresh_named(client: WebClient, name: str, view: Block, patience: float = PATIENCE) -> None:
    """Change the window that an acknowledgement shows under this name, unless it is closed.

    Slack may read an acknowledgement after what is said next: until it has, no window has the name.
    Raises `SlackApiError`. Source: `views.update`, where the name is the `external_id`.
    """
    end = time.monotonic() + patience
    while True:
        try:
            client.views_update(external_id=name, view=view)
        except SlackApiError as error:
            if error.response["error"] not in MOVED_ON:
                raise
        else:
            return
        if time.monotonic() >= end:
            return
        time.sleep(PAUSE)
