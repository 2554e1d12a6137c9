"""Renders any form: a block for each question that applies, and the choices of a list."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from handlers.views import elements
from handlers.views.blocks import Block
from handlers.views.text import ELLIPSIS, plainly
from state.abilities import CUSTOMARY, Abilities
from state.form import Form, Kind, Question
from state.ports import Offered
from state.record import Choice

NOTE = "note:"
"""The values of entries that are hints and cannot be chosen begin with this."""
MOST_OPTIONS = 100
LONGEST_TITLE = 150
_OWN, _OUTSIDE = "@", "~"
_BLOCK_ID = re.compile(f"[{_OWN}{_OUTSIDE}]")


def inputs(
    form: Form,
    name: str,
    of: Mapping[str, str | None],
    abilities: Abilities = CUSTOMARY,
) -> list[Block]:
    """Give an input for each question that applies, filled with the answer so far.

    `of` names, by field, the key that its choices or its prefilled answer belong to. The key is
    part of the block's id: Slack keeps what was typed while the id stays and forgets it otherwise.
    """
    return [
        elements.input_block(
            _block_id(form, field, of.get(field)),
            plainly(question.title, LONGEST_TITLE),
            _element(question, f"{name}.{field}", getattr(form, field)),
            hint=question.hint,
            optional=not question.required,
            dispatch_action=question.reshapes,
        )
        for field, question in form.asked(abilities).items()
    ]


def fresh(blocks: Sequence[Block], filled: Mapping[str, str]) -> list[Block]:
    """Give inputs new action ids where an answer was filled in, so that Slack shows that answer.

    Slack keeps what an element holds while its block's id and its own stay the same.
    """
    return [_renamed(block, filled.get(field_of(block["block_id"]))) for block in blocks]


def _renamed(block: Block, suffix: str | None) -> Block:
    if suffix is None:
        return block
    element = block["element"]
    return block | {"element": element | {"action_id": f"{element['action_id']}.{suffix}"}}


def field_of(block_id: str) -> str:
    """Name the field whose answer a block holds."""
    return _BLOCK_ID.split(block_id, 1)[0]


def of_key(block_id: str) -> str:
    """Give the key that the choices of a block belong to; empty when they belong to nothing."""
    return block_id.removeprefix(field_of(block_id))[1:]


def from_outside(block_id: str) -> bool:
    """Tell whether the key is none of the form's own answers: the material for all parts, say."""
    return block_id.removeprefix(field_of(block_id)).startswith(_OUTSIDE)


def options(offered: Offered) -> Block:
    """Answer Slack's request for choices: at most 100 entries, hints included.

    Source: the `block_suggestion` payload.
    """
    choices = [c for c in offered.choices if _fits(c)]
    hints = [offered.note] if offered.note else []
    if len(choices) > MOST_OPTIONS - len(hints):
        left = len(choices) - (MOST_OPTIONS - len(hints) - 1)
        hints.append(f"{ELLIPSIS} {left:,} more: type to narrow down")
    shown = [_option(c) for c in choices[: MOST_OPTIONS - len(hints)]]
    notes = [elements.option(plainly(h, 75), f"{NOTE}{n}") for n, h in enumerate(hints)]
    return {"options": shown + notes}


def _block_id(form: Form, field: str, key: str | None) -> str:
    of = form.questions()[field].of
    mark = _OUTSIDE if of and getattr(form, of) is None else _OWN
    return f"{field}{mark}{key or ''}"


def _element(question: Question, action_id: str, answer: Any) -> Block:
    match question.kind:
        case Kind.CHOICE:
            return elements.external_select(action_id, _initial(answer))
        case Kind.CHOICES:
            chosen = [_option(c) for c in answer if _fits(c)][:MOST_OPTIONS]
            return elements.multi_external_select(action_id, chosen)
        case Kind.PICK | Kind.PICKS:
            return _picks(question, action_id, answer)
        case Kind.LINE | Kind.TEXT:
            multiline = question.kind is Kind.TEXT
            return elements.plain_text_input(action_id, _typed(answer), multiline=multiline)
        case Kind.NUMBER:
            return elements.number_input(action_id, _typed(answer))
        case Kind.DATE:
            return elements.datepicker(action_id, _typed(answer))


def _picks(question: Question, action_id: str, answer: Any) -> Block:
    shown = question.entries[:MOST_OPTIONS]
    entries = {value: elements.option(plainly(label, 75), value) for value, label in shown}
    every = list(entries.values())
    if question.kind is Kind.PICK:
        return elements.static_select(action_id, every, entries.get(answer))
    chosen = [entries[value] for value in answer if value in entries]
    return elements.multi_static_select(action_id, every, chosen)


def _typed(answer: Any) -> str:
    match answer:
        case None:
            return ""
        case date():
            return answer.isoformat()
        case _:
            return str(answer)


def _fits(choice: Choice) -> bool:
    """Tell whether Slack can carry the key: a key that had to be cut would be another one."""
    return 0 < len(choice.key) <= elements.LONGEST_VALUE


def _initial(choice: Choice | None) -> Block | None:
    return _option(choice) if choice is not None and _fits(choice) else None


def _option(choice: Choice) -> Block:
    return elements.option(plainly(choice.label, 75), choice.key)
