"""Looking up in the local 3YOURMIND what people know by its name."""

from collections.abc import Mapping
from typing import Any


def key_of(records: Mapping[int, Any], name: str) -> int:
    """Give the id of the one record whose name or e-mail address this is."""
    (key,) = (k for k, r in records.items() if name in {getattr(r, "name", ""), _email(r)})
    return key


def _email(record: Any) -> str:
    return str(getattr(record, "email", ""))
