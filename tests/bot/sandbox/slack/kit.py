"""Block Kit for tests: valid as it comes, changed by keyword."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str | None = None) -> Json:
    return {"text": plain(text), "value": value or text}


def button(text: str, **more: Any) -> Json:
    return {"type": "button", "action_id": text.lower(), "text": plain(text), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def field(label: str, element: Json, **more: Any) -> Json:
    name = label.lower()
    return {
        "type": "input",
        "block_id": name,
        "label": plain(label),
        "element": {"action_id": name, **element},
        **more,
    }


def select(*texts: str, **more: Any) -> Json:
    return {"type": "static_select", "options": [option(text) for text in texts], **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": plain("New order"),
        "submit": plain("Continue"),
        "blocks": list(blocks) or [section("Nothing here yet")],
        **more,
    }


def confirm(**more: Any) -> Json:
    return {
        "title": plain("Place this order?"),
        "text": plain("It costs money."),
        "confirm": plain("Place it"),
        "deny": plain("Not yet"),
        **more,
    }
