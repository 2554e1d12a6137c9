"""What Slack's client itself finds wrong with a modal before it submits."""

import re
from decimal import Decimal, InvalidOperation

from bot.sandbox.slack.model.inputs import Placed, placed
from bot.sandbox.slack.model.modals import View

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def complaints(view: View) -> dict[str, str]:
    """Give what is wrong by block_id; nothing when the view may be submitted."""
    found: dict[str, str] = {}
    for place in placed(view.blocks):
        if place.block["type"] == "input" and (words := _complaint(place, view)):
            found[place.block_id] = words
    return found


def _complaint(place: Placed, view: View) -> str:
    value = view.values[place.block_id][place.action_id].get(place.value_key)
    if value in (None, "", []):
        is_optional = place.block.get("optional", False)
        return "" if is_optional else "Please complete this required field."
    match place.type:
        case "number_input":
            return _about_number(str(value), place)
        case "email_text_input":
            return "" if _EMAIL.fullmatch(str(value)) else "Please enter a valid email address."
        case "url_text_input":
            return "" if _URL.fullmatch(str(value)) else "Please enter a valid URL."
        case "plain_text_input":
            return _about_length(str(value), place)
        case _:
            return ""


def _about_number(text: str, place: Placed) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return "Please enter a valid number."
    element = place.element
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        return "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        return f"Please enter a number greater than or equal to {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        return f"Please enter a number less than or equal to {element['max_value']}."
    return ""


def _about_length(text: str, place: Placed) -> str:
    element = place.element
    if len(text) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(text) > element.get("max_length", len(text)):
        return f"Please enter at most {element['max_length']} characters."
    return ""
