"""Keys: opaque texts outside the adapter, integers on the wire."""

import re

from state.problems import Missing

SHIPPING = "shipping:"
_ID = re.compile(r"[0-9]{1,18}")


def wire_id(key: str) -> int:
    """Give the id that 3YOURMIND has for this key; `Missing` when it cannot be one of its keys."""
    if not _ID.fullmatch(key):
        raise Missing("3YOURMIND has no such entry")
    return int(key)


def of_kind(kind: str, key: str) -> int:
    """Give the id of a way of delivery, which must be of this kind."""
    return wire_id(key.removeprefix(kind) if key.startswith(kind) else "")
