"""Documents as the text that is kept."""

import json

from pydantic_core import to_json


def json_of(value: object) -> str:
    """Write JSON in a third of the time of the standard library; `ValueError` for what is none."""
    text = to_json(value).decode()
    if "NaN" in text or "Infinity" in text:
        # Perhaps only somebody's words; as a number it is no JSON, and no database takes it.
        json.dumps(value, allow_nan=False)
    return text
