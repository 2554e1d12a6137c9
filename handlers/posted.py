"""Messages of ours in Slack's channels: found again after a crash, by their metadata."""

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.views.blocks import Message, carrying

CLOSED_TO_US = frozenset({"not_in_channel", "channel_not_found", "is_archived"})
UNREADABLE = CLOSED_TO_US | {"missing_scope"}


def posted_before(client: WebClient, channel: str, message: Message) -> str | None:
    """Give the `ts` of a message that carries the same metadata; raises `SlackApiError`.

    The newest are looked at, by Slack's own order: our clock may have been wrong. A channel that
    cannot be read holds none. Source: `conversations.history`.
    """
    try:
        history = client.conversations_history(
            channel=channel, include_all_metadata=True, limit=200
        )
    except SlackApiError as error:
        if error.response["error"] not in UNREADABLE:
            raise
        return None
    return carrying(history["messages"], message)
