"""The blocks, what each may carry and which elements may stand in it.

https://docs.slack.dev/reference/block-kit/blocks
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bot.sandbox.slack.blockkit.compositions import plain, slack_file, text
from bot.sandbox.slack.blockkit.elements import elements, image
from bot.sandbox.slack.blockkit.rules import (
    Anything,
    Check,
    Choice,
    Flag,
    Items,
    Kinds,
    Problem,
    Rule,
    Shape,
    Words,
    at_least_one,
    not_both,
    typed,
)

_CLICKABLE = {"button", "workflow_button", "overflow"}
_PICKERS = {"datepicker", "timepicker"}
_BOXES = {"radio_buttons", "checkboxes"}
_SELECTS = {
    "static_select",
    "external_select",
    "users_select",
    "channels_select",
    "conversations_select",
}
_MULTI_SELECTS = {f"multi_{kind}" for kind in _SELECTS}
_TYPED = {
    "plain_text_input",
    "email_text_input",
    "url_text_input",
    "number_input",
    "rich_text_input",
    "file_input",
}
_IN_ACTIONS = _CLICKABLE | _PICKERS | _BOXES | _SELECTS | {"datetimepicker"}
_IN_SECTION = _CLICKABLE | _PICKERS | _BOXES | _SELECTS | _MULTI_SELECTS | {"image"}
_IN_INPUT = _TYPED | _PICKERS | _BOXES | _SELECTS | _MULTI_SELECTS | {"datetimepicker"}


@cache
def blocks() -> Mapping[str, Rule]:
    """Give the rule of each block by its type."""
    simple = {**_texts(), **_interactive(), **_pictures(), **_tables(), **_newer()}
    inside = {kind: rule for kind, rule in simple.items() if kind not in {"input", "alert"}}
    container = _block(
        at_least_one("title", "rich_text_title"),
        not_both("is_collapsible", "has_header_divider"),
        required="child_blocks",
        title=plain(150),
        rich_text_title=Anything(),
        subtitle=text(150),
        child_blocks=Items(Kinds(inside), 10),
        width=Choice(frozenset({"narrow", "standard", "wide", "full"})),
        icon=image(),
        is_collapsible=Flag(),
        default_collapsed=Flag(),
        has_header_divider=Flag(),
    )
    return {**simple, "container": container}


def _block(*checks: Check, required: str = "", **fields: Rule) -> Shape:
    return typed(*checks, required=required, block_id=Words(255), **fields)


def _standing_in(kinds: set[str]) -> Kinds:
    known = elements()
    return Kinds({kind: known[kind] for kind in sorted(kinds)})


def _texts() -> dict[str, Rule]:
    levels = Choice(frozenset({"default", "info", "warning", "error", "success"}))
    inline = Kinds(
        {"image": image(), "mrkdwn": text(3000), "plain_text": text(3000)},
    )
    return {
        "divider": _block(),
        "header": _block(required="text", text=plain(150)),
        "context": _block(required="elements", elements=Items(inline, 10)),
        "markdown": _block(required="text", text=Words(12_000)),
        "rich_text": _block(required="elements", elements=Items(Anything(), 100)),
        "alert": _block(required="text", text=text(3000), level=levels),
        "section": _block(
            at_least_one("text", "fields"),
            text=text(3000),
            fields=Items(text(2000), 10),
            accessory=_standing_in(_IN_SECTION),
            expand=Flag(),
        ),
    }


def _interactive() -> dict[str, Rule]:
    asides = _standing_in({"feedback_buttons", "icon_button"})
    return {
        "actions": _block(required="elements", elements=Items(_standing_in(_IN_ACTIONS), 25)),
        "context_actions": _block(required="elements", elements=Items(asides, 5)),
        "input": _block(
            _no_dispatch_from_files,
            required="label element",
            label=plain(2000),
            element=_standing_in(_IN_INPUT),
            hint=plain(2000),
            optional=Flag(),
            dispatch_action=Flag(),
        ),
    }


def _pictures() -> dict[str, Rule]:
    return {
        "image": _block(
            at_least_one("image_url", "slack_file"),
            not_both("image_url", "slack_file"),
            required="alt_text",
            alt_text=Words(2000),
            image_url=Words(3000, pattern="https?://.+"),
            slack_file=slack_file(),
            title=plain(2000),
        ),
        "video": _block(
            required="alt_text title video_url thumbnail_url",
            alt_text=Words(2000),
            title=plain(199),
            title_url=Words(3000),
            description=plain(200),
            video_url=Words(3000),
            thumbnail_url=Words(3000),
            author_name=Words(49),
            provider_name=Words(200),
            provider_icon_url=Words(3000),
        ),
        "file": _block(required="external_id source", external_id=Words(255), source=Words(50)),
    }


def _tables() -> dict[str, Rule]:
    cell = Kinds(
        {
            "raw_text": typed(required="text", text=Words(10_000, least=0)),
            "raw_number": typed(required="value", value=_Number(), text=Words(100)),
            "rich_text": typed(required="elements", elements=Items(Anything(), 100)),
        }
    )
    column = Shape({"align": Choice(frozenset({"left", "center", "right"})), "is_wrapped": Flag()})
    table = _block(
        required="rows",
        rows=Items(Items(cell, 20), 100),
        column_settings=Items(column, 20, least=0),
    )
    return {"table": table}


def _newer() -> dict[str, Rule]:
    card = _block(
        at_least_one("hero_image", "title", "actions", "body"),
        hero_image=image(),
        icon=image(),
        title=text(150),
        subtitle=text(150),
        body=text(200),
        actions=Items(_standing_in({"button"}), 5),
    )
    task = _block(
        required="task_id title status",
        task_id=Words(255),
        title=Words(255),
        details=Anything(),
        output=Anything(),
        sources=Items(Anything(), 100),
        status=Choice(frozenset({"pending", "in_progress", "complete", "error"})),
    )
    carousel = _block(required="elements", elements=Items(Kinds({"card": card}), 10))
    plan = _block(required="title", title=Words(255), tasks=Items(Kinds({"task_card": task}), 50))
    return {"card": card, "carousel": carousel, "task_card": task, "plan": plan}


class _Number:
    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if not isinstance(value, int | float) or isinstance(value, bool):
            yield at, "must be a number"


def _no_dispatch_from_files(block: dict[str, Any], at: str) -> Iterator[Problem]:
    if block.get("dispatch_action") and block["element"]["type"] == "file_input":
        yield f"{at}/dispatch_action", "a file_input does not dispatch actions"
