"""Words for Slack: foreign text made harmless, cut to length; amounts, days and people."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal

from state.acceptance import MB

ELLIPSIS = "…"
NOTHING = "—"
LONGEST_ENTITY = 5
AGES = ((24 * 60, "day"), (60, "hour"), (1, "minute"))
# Control characters, and those that change the direction of the text or cannot be seen. The zero
# width joiner stays: emoji and several scripts need it.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Slack's markup has no escape for these; a twin that looks the same formats nothing.
_TWINS = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_COLON = re.compile(r":(?=\S)")
_USER = re.compile(r"[UW][A-Z0-9]+")


def cut(text: str, limit: int) -> str:
    """Give the text within the limit, cut at a word where possible and marked as cut."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head if text[limit - 1] == " " else head.rsplit(" ", 1)[0]
    return (at_word if len(at_word) > limit // 2 else head).rstrip() + ELLIPSIS


def clean(text: str) -> str:
    """Give the text on one line, without characters that are not seen or turn the text around."""
    return " ".join(_UNSEEN.sub("", text).split())


def plainly(text: str, limit: int) -> str:
    """Give foreign text for a plain text object: clean, never empty, within the limit."""
    return cut(clean(text), limit) or NOTHING


def escape(text: str) -> str:
    """Escape the three characters with which Slack's markup makes mentions and links."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """Undo `escape`: Slack reports the text of buttons and options escaped."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def inert(text: str, limit: int = 200) -> str:
    """Give foreign text for mrkdwn: it formats, mentions and links nothing, and is never empty."""
    return _within(clean(text), limit, _without_markup) or NOTHING


def code(text: str, limit: int = 100) -> str:
    """Give a file name or the like as code, so that it can be copied letter by letter."""
    inside = _within(clean(text), limit - 2, lambda t: escape(t.replace("`", "ˋ")))
    return f"`{inside or NOTHING}`"


def named(file: str, limit: int = 100) -> str:
    """Give a file's name as code; in words when Slack did not tell it (yet)."""
    return code(file, limit) if file else "a file"


def mention(user: str) -> str:
    """Mention a person by Slack's user id; anything else is shown as it is."""
    return f"<@{user}>" if _USER.fullmatch(user) else inert(user, 50)


def mentions(*users: str) -> str:
    """Mention each of these people once; what is no user id is left out."""
    return " ".join(dict.fromkeys(f"<@{user}>" for user in users if _USER.fullmatch(user)))


def when(at: datetime) -> str:
    """Give a moment in the reader's own time zone, in Slack's date format."""
    fallback = f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def ago(at: datetime, now: datetime) -> str:
    """Give how long ago a moment was, roughly: `3 hours ago`; one to come is `just now`."""
    minutes = int((now - at).total_seconds() // 60)
    for size, unit in AGES:
        if minutes >= size:
            return f"{counted(minutes // size, unit)} ago"
    return "just now"


def money(amount: Decimal, currency: str) -> str:
    """Give an amount with its currency: `1,234.50 EUR`."""
    return f"{amount:,.2f} {currency}"


def megabytes(size: int) -> str:
    """Give a number of bytes as Slack shows it beside a file: `120 MB`, `0.7 MB`, `1,073 MB`."""
    return f"{size / MB:,.0f} MB" if size >= 10 * MB else f"{max(size / MB, 0.1):.1f} MB"


def counted(number: int, noun: str) -> str:
    """Give `1 part`, `2 parts`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def listed(things: Sequence[str], most: int = 3) -> str:
    """Give `a, b and c`; of more than `most` things the rest is counted."""
    left = len(things) - most
    shown = list(things) if left <= 0 else [*things[:most], f"{left} more"]
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))


def _without_markup(text: str) -> str:
    still = _UNDERSCORE.sub("ˍ", text.translate(_TWINS))
    # A quoting sign at the start of a line quotes even when it is escaped.
    quoted = "›" + still[1:] if still.startswith(">") else still
    return escape(_COLON.sub("∶", quoted))


def _within(text: str, limit: int, render: Callable[[str], str]) -> str:
    size = limit
    while len(rendered := render(cut(text, size))) > limit:
        size -= max(1, (len(rendered) - limit) // LONGEST_ENTITY)
    return rendered
