"""Messages of ours in Slack's channels: found again after a crash, by their metadata."""

from datetime import datetime, timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.views.blocks import Message, carrying

CLOSED_TO_US = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
UNREADABLE = CLOSED_TO_US | {"missing_scope"}
CLOCKS_DIFFER = timedelta(minutes=5)
"""By how much our clock may be ahead of Slack's."""


def posted_before(client: WebClient, channel: str, since: datetime, message: Message) -> str | None:
    """Give the `ts` of a message that carries the same metadata; raises `SlackApiError`.

    A channel that cannot be read holds none. Source: `conversations.history`.
    """
    try:
        history = client.conversations_history(
            channel=channel,
            oldest=str((since - CLOCKS_DIFFER).timestamp()),
            include_all_metadata=True,
            limit=200,
        )
    except SlackApiError as error:
        if error.response["error"] not in UNREADABLE:
            raise
        return None
    return carrying(history["messages"], message)
