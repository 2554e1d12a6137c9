"""Windows that are open at a person's: changed while they are, and let go of once they are not."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.views.blocks import Block

MOVED_ON = frozenset({"hash_conflict", "not_found", "view_not_found"})
"""What Slack says when the person has closed or changed the window meanwhile."""

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
