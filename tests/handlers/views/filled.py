"""What Slack reports of a form: its own state, and what somebody filled in."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.slack.model.inputs import initial_values
from handlers.views.form import field_of
from handlers.views.reading import Values
from handlers.views.text import escape


def state_of(view: Mapping[str, Any], **filled_in: Any) -> Values:
    """Give the state of a form as it was rendered, some fields filled in by somebody.

    Slack reports the labels of chosen options escaped.
    """
    values = initial_values(view["blocks"])
    for block_id, block in values.items():
        for element in block.values():
            if field_of(block_id) in filled_in:
                _fill(element, filled_in[field_of(block_id)])
            for option in _chosen(element):
                option["text"]["text"] = escape(option["text"]["text"])
    return values


def option(key: str, label: str = "Some entry") -> dict[str, Any]:
    """Build an option as Slack reports it."""
    return {"text": {"type": "plain_text", "text": label, "emoji": False}, "value": key}


def _fill(element: dict[str, Any], answer: Any) -> None:
    (key,) = set(element) - {"type"}
    element[key] = answer


def _chosen(element: Mapping[str, Any]) -> list[dict[str, Any]]:
    one = element.get("selected_option")
    return [one] if one else list(element.get("selected_options") or ())
