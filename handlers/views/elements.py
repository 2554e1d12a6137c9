"""What people fill in or choose from, as plain data of Slack's elements."""

from collections.abc import Sequence

from handlers.views.blocks import Block, plain

LONGEST_VALUE = 150
LONGEST_TEXT = 3000
MOST_FILES = 10


def option(label: str, value: str) -> Block:
    """One entry of a list: a label of at most 75 characters, a value of at most 150."""
    return {"text": plain(label, 75), "value": value}


def overflow(action_id: str, options: Sequence[Block]) -> Block:
    """The menu behind three dots; one to five entries."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def external_select(action_id: str, initial: Block | None) -> Block:
    """A list that is searched while typing, and offers something before the first letter."""
    element = {"type": "external_select", "action_id": action_id, "min_query_length": 0}
    return element | ({"initial_option": initial} if initial else {})


def multi_external_select(action_id: str, initial: Sequence[Block]) -> Block:
    """A searched list of which several entries can be chosen."""
    element = {"type": "multi_external_select", "action_id": action_id, "min_query_length": 0}
    return element | ({"initial_options": list(initial)} if initial else {})


def static_select(
    action_id: str, options: Sequence[Block], initial: Block | None, placeholder: str = ""
) -> Block:
    """A list that is complete as it comes; the placeholder is shown while nothing is chosen."""
    element = {"type": "static_select", "action_id": action_id, "options": list(options)}
    shown = {"placeholder": plain(placeholder, 150)} if placeholder else {}
    return element | shown | ({"initial_option": initial} if initial else {})


def multi_static_select(
    action_id: str, options: Sequence[Block], initial: Sequence[Block]
) -> Block:
    """A list that is complete as it comes, of which several entries can be chosen."""
    element = {"type": "multi_static_select", "action_id": action_id, "options": list(options)}
    return element | ({"initial_options": list(initial)} if initial else {})


def plain_text_input(action_id: str, initial: str, *, multiline: bool) -> Block:
    """A field for words."""
    element = {"type": "plain_text_input", "action_id": action_id, "multiline": multiline}
    return element | ({"initial_value": initial[:LONGEST_TEXT]} if initial else {})


def number_input(action_id: str, initial: str) -> Block:
    """A field for whole numbers."""
    element = {"type": "number_input", "action_id": action_id, "is_decimal_allowed": False}
    return element | ({"initial_value": initial} if initial else {})


def datepicker(action_id: str, initial: str) -> Block:
    """A calendar; `initial` is an ISO date."""
    element = {"type": "datepicker", "action_id": action_id}
    return element | ({"initial_date": initial} if initial else {})


def tick(action_id: str, label: str, value: str, *, ticked: bool) -> Block:
    """One box that can be ticked; its label is short."""
    box = option(label, value)
    element = {"type": "checkboxes", "action_id": action_id, "options": [box]}
    return element | ({"initial_options": [box]} if ticked else {})


def file_input(action_id: str) -> Block:
    """A field for files: Slack takes up to ten here, of at most 10 MB each."""
    return {"type": "file_input", "action_id": action_id, "max_files": MOST_FILES}


def input_block(
    block_id: str, label: str, element: Block, *, hint: str = "", **flags: bool
) -> Block:
    """A labelled element; the flags are Slack's `optional` and `dispatch_action`."""
    block = {"type": "input", "block_id": block_id, "label": plain(label, 2000), "element": element}
    return block | flags | ({"hint": plain(hint, 2000)} if hint else {})
