"""Text from outside, made fit to be read on one line."""

import unicodedata


def one_line(text: str) -> str:
    """Give the text on one line, without characters that nobody sees or that cannot be stored."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def cut(text: str, limit: int) -> str:
    """Give at most `limit` characters of the text; a cut one ends with an ellipsis."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"


def plain_ascii(text: str) -> str:
    """Give the text in ASCII: accents are dropped, and what has no counterpart is left out."""
    return one_line(unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii"))
