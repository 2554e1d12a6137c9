"""How long a busy server asks its clients to wait."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

USUAL = 1.0
_SECONDS = re.compile(r"[0-9]{1,6}")


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """Give the wait that `Retry-After` asks for in seconds, as a number or a date; else one second.

    Args:
        headers: names in lower case. A date counts from the answer's own `Date`.
    """
    asked = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(asked):
        return float(asked)
    until, now = _moment(asked), _moment(headers.get("date", ""))
    if until is None or now is None:
        return USUAL
    return max((until - now).total_seconds(), 0.0)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
