"""The elements a person can fill in, and the state Slack reports of them."""

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.sandbox.slack.wire import Json

Values = dict[str, dict[str, Json]]

# type of element -> key in view.state.values, key of its initial value
_KEYS = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "file_input": ("files", ""),
}


@dataclass(frozen=True)
class Placed:
    """An interactive element, and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        """The id of the block."""
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        """The id of the element."""
        return str(self.element["action_id"])

    @property
    def type(self) -> str:
        """The element's type."""
        return str(self.element["type"])

    @property
    def value_key(self) -> str:
        """The key under which Slack reports what is filled in."""
        return _KEYS[self.type][0]

    @property
    def holds_a_value(self) -> bool:
        """Whether Slack reports a state for this element; buttons and overflow menus have none."""
        return self.type in _KEYS


def placed(blocks: Iterable[Json]) -> Iterator[Placed]:
    """Give every interactive element of the blocks, in reading order."""
    for block in blocks:
        for element in elements_of(block):
            if "action_id" in element:
                yield Placed(block, element)
        yield from placed(block.get("child_blocks", ()))


def elements_of(block: Json) -> list[Json]:
    """Give the elements that stand in one block, images and texts among them."""
    match block["type"]:
        case "input":
            return [block["element"]]
        case "section":
            return [block["accessory"]] if "accessory" in block else []
        case "card":
            return list(block.get("actions", ()))
        case "carousel":
            return [e for card in block["elements"] for e in card.get("actions", ())]
        case "actions" | "context_actions":
            return list(block["elements"])
        case _:
            return []


def initial_values(blocks: Iterable[Json]) -> Values:
    """Give the state of freshly shown blocks."""
    values: Values = {}
    for place in placed(blocks):
        if place.holds_a_value:
            values.setdefault(place.block_id, {})[place.action_id] = _initial(place)
    return values


def _initial(place: Placed) -> Json:
    key, initial = _KEYS[place.type]
    empty: list[Json] | None = [] if key in {"files", "selected_options"} else None
    if key.endswith("s") and key not in {"files", "selected_options"}:
        empty = []
    return {"type": place.type, key: copy.deepcopy(place.element.get(initial, empty))}


def surviving_values(blocks: Iterable[Json], before: Values) -> Values:
    """Give the state after an update: input survives where block_id, action_id and type stay."""
    values = initial_values(blocks)
    for block_id, actions in values.items():
        for action_id, fresh in actions.items():
            kept = before.get(block_id, {}).get(action_id)
            if kept and kept["type"] == fresh["type"]:
                actions[action_id] = kept
    return values
