"""Texts of messages as their authors typed them; pure."""

import re

from handlers.card_links import card_of
from handlers.views.text import unescape

_REFERENCE = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")


def as_typed(text: str) -> str:
    """Undo what Slack does to a message: it escapes, and makes links of all that look like some.

    Only a link to a card stays what it leads to, whatever it is called. Source:
    https://docs.slack.dev/messaging/formatting-message-text
    """
    return unescape(_REFERENCE.sub(_typed, text))


def _typed(found: re.Match[str]) -> str:
    target, label = found[1], found[2] or ""
    return target if card_of(target) else label or target.removeprefix("mailto:")
