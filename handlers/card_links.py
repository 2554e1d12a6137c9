"""Links to messages in Slack, as people paste them; pure."""

import re

_LINK = re.compile(
    r"<?https?://[^/\s]+/archives/(?P<channel>[A-Z0-9]+)/p(?P<second>[0-9]{6,12})(?P<part>[0-9]{6})"
    r"(?:\?(?:[^\s>|]*&)?thread_ts=(?P<thread>[0-9]+\.[0-9]+))?"
)


def card_of(text: str) -> tuple[str, str] | None:
    """Give channel and `ts` of the message, or of the thread it is in, when the text is a link."""
    if (link := _LINK.match(text.strip())) is None:
        return None
    return link["channel"], link["thread"] or f"{link['second']}.{link['part']}"
