"""The interactive elements and what each may carry.

https://docs.slack.dev/reference/block-kit/block-elements
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from bot.sandbox.slack.blockkit.compositions import (
    MOST_OPTIONS,
    confirm,
    conversation_filter,
    dispatch_config,
    distinct_values,
    initial_among_options,
    option,
    option_groups,
    options,
    plain,
    slack_file,
    text,
)
from bot.sandbox.slack.blockkit.rules import (
    Anything,
    Check,
    Choice,
    Flag,
    Items,
    Rule,
    Shape,
    Whole,
    Words,
    at_least_one,
    not_both,
    typed,
)

_LONGEST_INPUT = 3000
_NUMBER = r"-?\d+(\.\d+)?"
_ACTION_ID: Rule = Words(255)
Fields: TypeAlias = Mapping[str, Rule]
_NOTHING: Fields = MappingProxyType({})


def elements() -> Mapping[str, Shape]:
    """Give the rule of each element by its type."""
    return {**_buttons(), **_menus(), **_directories(), **_inputs(), **_dates(), "image": image()}


def image() -> Shape:
    """Give the rule for an image among other elements."""
    return typed(
        at_least_one("image_url", "slack_file"),
        not_both("image_url", "slack_file"),
        required="alt_text",
        alt_text=Words(2000),
        image_url=Words(3000, pattern="https?://.+"),
        slack_file=slack_file(),
    )


def _interactive(
    *checks: Check, required: str = "", also: Fields = _NOTHING, **fields: Rule
) -> Shape:
    return typed(
        *checks, required=required, action_id=_ACTION_ID, confirm=confirm(), **{**also, **fields}
    )


def _fillable(*checks: Check, required: str = "", also: Fields = _NOTHING, **fields: Rule) -> Shape:
    common: dict[str, Rule] = {"placeholder": plain(150), "focus_on_load": Flag()}
    return _interactive(*checks, required=required, also={**common, **also}, **fields)


def _buttons() -> dict[str, Shape]:
    style = Choice(frozenset({"primary", "danger"}))
    label: dict[str, Rule] = {"accessibility_label": Words(75), "text": plain(75)}
    menu = options(plain(75), 5, with_url=True)
    return {
        "button": _interactive(
            required="text", also=label, style=style, value=Words(2000), url=Words(3000)
        ),
        "workflow_button": typed(
            required="text workflow",
            action_id=_ACTION_ID,
            style=style,
            workflow=Anything(),
            **label,
        ),
        "overflow": _interactive(distinct_values, required="options", options=menu),
        "icon_button": _interactive(
            required="icon text", also=label, icon=Words(50), value=Words(2000)
        ),
        "feedback_buttons": typed(
            required="positive_button negative_button",
            action_id=_ACTION_ID,
            positive_button=Anything(),
            negative_button=Anything(),
        ),
    }


def _menus() -> dict[str, Shape]:
    label, one = plain(75), option(plain(75))
    several = Items(one, MOST_OPTIONS)
    offer: dict[str, Rule] = {"options": options(label), "option_groups": option_groups()}
    listed = (
        at_least_one("options", "option_groups"),
        not_both("options", "option_groups"),
        initial_among_options,
        distinct_values,
    )
    shown = (initial_among_options, distinct_values)
    rich_option = option(text(75))
    most, query = Whole(1, MOST_OPTIONS), Whole(0, 150)
    return {
        "static_select": _fillable(*listed, also=offer, initial_option=one),
        "multi_static_select": _fillable(
            *listed, also=offer, initial_options=several, max_selected_items=most
        ),
        "external_select": _fillable(initial_option=one, min_query_length=query),
        "multi_external_select": _fillable(
            initial_options=several, min_query_length=query, max_selected_items=most
        ),
        "radio_buttons": _interactive(
            *shown,
            required="options",
            options=Items(rich_option, 10),
            initial_option=rich_option,
            focus_on_load=Flag(),
        ),
        "checkboxes": _interactive(
            *shown,
            required="options",
            options=Items(rich_option, 10),
            initial_options=Items(rich_option, 10),
            focus_on_load=Flag(),
        ),
    }


def _directories() -> dict[str, Shape]:
    found: dict[str, Shape] = {}
    for kind in ("user", "channel", "conversation"):
        some: dict[str, Rule] = {}
        one: dict[str, Rule] = {} if kind == "user" else {"response_url_enabled": Flag()}
        if kind == "conversation":
            some = {"default_to_current_conversation": Flag(), "filter": conversation_filter()}
        several: dict[str, Rule] = {
            f"initial_{kind}s": Items(Words(50), MOST_OPTIONS),
            "max_selected_items": Whole(1, MOST_OPTIONS),
        }
        found[f"{kind}s_select"] = _fillable(also={f"initial_{kind}": Words(50), **one, **some})
        found[f"multi_{kind}s_select"] = _fillable(also={**several, **some})
    return found


def _inputs() -> dict[str, Shape]:
    dispatch: dict[str, Rule] = {"dispatch_action_config": dispatch_config()}
    line = _fillable(also=dispatch, initial_value=Words(_LONGEST_INPUT, least=0))
    lines, number = Whole(1, 100), Words(50, pattern=_NUMBER)
    return {
        "plain_text_input": _fillable(
            also=dispatch,
            initial_value=Words(_LONGEST_INPUT, least=0),
            multiline=Flag(),
            min_length=Whole(0, _LONGEST_INPUT),
            max_length=Whole(1, _LONGEST_INPUT),
        ),
        "email_text_input": line,
        "url_text_input": line,
        "number_input": _fillable(
            required="is_decimal_allowed",
            also=dispatch,
            is_decimal_allowed=Flag(),
            initial_value=number,
            min_value=number,
            max_value=number,
        ),
        "rich_text_input": _fillable(
            also=dispatch, initial_value=Anything(), min_lines=lines, max_lines=lines
        ),
        "file_input": typed(
            action_id=_ACTION_ID, filetypes=Items(Words(20), 100), max_files=Whole(1, 10)
        ),
    }


def _dates() -> dict[str, Shape]:
    return {
        "datepicker": _fillable(initial_date=Words(10, pattern=r"\d{4}-\d\d-\d\d")),
        "timepicker": _fillable(initial_time=Words(5, pattern=r"\d\d:\d\d"), timezone=Words(100)),
        "datetimepicker": _interactive(
            initial_date_time=Whole(1_000_000_000, 9_999_999_999), focus_on_load=Flag()
        ),
    }
