"""Whole modals, Home tabs and messages: what may stand where, and what must be unique."""

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from typing import Any

from bot.sandbox.slack.blockkit.blocks import blocks as block_rules
from bot.sandbox.slack.blockkit.compositions import plain, suggestions
from bot.sandbox.slack.blockkit.rules import (
    Anything,
    Flag,
    Items,
    Kinds,
    Problem,
    Rule,
    Shape,
    Words,
    typed,
)
from bot.sandbox.slack.model.inputs import elements_of, placed


class Surface(Enum):
    """Where blocks are shown."""

    MESSAGE = "messages"
    MODAL = "modals"
    HOME = "Home tabs"


_MOST_BLOCKS = {Surface.MESSAGE: 50, Surface.MODAL: 100, Surface.HOME: 100}
_ONLY_IN = {
    "alert": Surface.MODAL,
    "file_input": Surface.MODAL,
    "card": Surface.MESSAGE,
    "carousel": Surface.MESSAGE,
    "container": Surface.MESSAGE,
    "context_actions": Surface.MESSAGE,
    "file": Surface.MESSAGE,
    "markdown": Surface.MESSAGE,
    "plan": Surface.MESSAGE,
    "table": Surface.MESSAGE,
    "task_card": Surface.MESSAGE,
}
_LONGEST_MARKDOWN = 12_000
_MOST_TEXT = 40_000


def problems(thing: Any) -> list[Problem]:
    """Give what is wrong with a view or a message, as JSON pointers with words; nothing is well.

    A view is known by its type `modal` or `home`; anything else is a message.
    """
    if isinstance(thing, dict) and thing.get("type") in {"modal", "home"}:
        return list(_view_problems(thing))
    if not isinstance(thing, dict):
        return [("", "must provide an object")]
    found = list(Words(_MOST_TEXT, least=0).problems(thing.get("text") or "", "/text"))
    if not thing.get("text") and not thing.get("blocks"):
        found.append(("", "missing one of the fields: text, blocks"))
    if thing.get("blocks") is not None:
        listed = block_problems(thing["blocks"], Surface.MESSAGE)
        found += [(f"/blocks{at}", words) for at, words in listed]
    return found


def option_problems(answer: Any) -> list[Problem]:
    """Give what is wrong with the bot's answer to a search in an external select."""
    return list(suggestions().problems(answer, ""))


def block_problems(blocks: Any, surface: Surface) -> list[Problem]:
    """Give what is wrong with the blocks of a surface; pointers start at the list."""
    found = list(Items(Kinds(block_rules()), _MOST_BLOCKS[surface], least=0).problems(blocks, ""))
    if found:
        return found
    return [*_misplaced(blocks, surface), *_repeated(blocks), *_too_much(blocks)]


def _view_problems(view: dict[str, Any]) -> Iterator[Problem]:
    found = list(_VIEWS[view["type"]].problems(view, ""))
    if not found:
        surface = Surface.MODAL if view["type"] == "modal" else Surface.HOME
        listed = block_problems(view["blocks"], surface)
        found = [(f"/blocks{at}", words) for at, words in listed]
    yield from found
    has_inputs = not found and any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and has_inputs and not view.get("submit"):
        yield "/submit", "must provide a submit button when there are inputs"


def _misplaced(blocks: list[dict[str, Any]], surface: Surface) -> Iterator[Problem]:
    for number, block in enumerate(blocks):
        kinds = {block["type"], *(element["type"] for element in elements_of(block))}
        for kind in sorted(kinds & set(_ONLY_IN)):
            if _ONLY_IN[kind] is not surface:
                yield f"/{number}", f"{kind} is available in {_ONLY_IN[kind].value} only"


def _repeated(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    inner = [child for block in blocks for child in block.get("child_blocks", ())]
    block_ids = Counter(b["block_id"] for b in [*blocks, *inner] if "block_id" in b)
    for number, block in enumerate(blocks):
        if block_ids[block.get("block_id", "")] > 1:
            yield f"/{number}/block_id", f"block_id {block['block_id']!r} is used twice"
        action_ids = Counter(place.action_id for place in placed([block]))
        for action_id, times in action_ids.items():
            if times > 1:
                yield f"/{number}", f"action_id {action_id!r} is used twice in one block"


def _too_much(blocks: list[dict[str, Any]]) -> Iterator[Problem]:
    kinds = Counter(block["type"] for block in blocks)
    if kinds["table"] > 1:
        yield "", "only one table is allowed"
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > _LONGEST_MARKDOWN:
        yield "", f"markdown must be less than {_LONGEST_MARKDOWN + 1} characters in all"
    focused = [e for block in blocks for e in elements_of(block) if e.get("focus_on_load")]
    if len(focused) > 1:
        yield "", "only one element can have focus_on_load"


def _view(**more: Rule) -> Shape:
    return typed(
        required="blocks" + (" title" if "title" in more else ""),
        # Blocks have rules of their own, which depend on the surface.
        blocks=Items(Anything(), 100),
        private_metadata=Words(3000, least=0),
        callback_id=Words(255, least=0),
        external_id=Words(255, least=0),
        **more,
    )


_VIEWS = {
    "modal": _view(
        title=plain(24),
        submit=plain(24),
        close=plain(24),
        clear_on_close=Flag(),
        notify_on_close=Flag(),
        submit_disabled=Flag(),
    ),
    "home": _view(),
}
