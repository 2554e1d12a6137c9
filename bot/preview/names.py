"""Names of files, as strangers wrote them."""

import unicodedata

from bot.preview import limits


def shown(name: str) -> str:
    """Give a name without invisible characters, which could turn it around, and not too long."""
    visible = (char for char in name if unicodedata.category(char)[0] != "C")
    return "".join(visible)[: limits.NAME_LENGTH]
