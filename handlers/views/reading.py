"""Reads any form back from what Slack reports of its inputs."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from handlers.carried import reading
from handlers.views.form import NOTE, field_of, from_outside, of_key
from handlers.views.text import unescape
from state.form import Form, Kind, Question

F = TypeVar("F", bound=Form)
Values = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""`view.state.values`: block id, action id, what the element holds."""


def read(form_type: type[F], values: Values, today: date) -> F | dict[str, str]:
    """Give the filled form, or a sentence for each block that has to be corrected, by block id.

    A choice that belongs to an answer the form no longer has (the address of the customer who was
    chosen before) is left out. Raises `NotOurs`. Source: the `view_submission` payload.
    """
    blocks = _blocks(values)
    given = _given(form_type, values, blocks)
    wrong = _unanswered(form_type, blocks, given) | _hints(given)
    form, refused = _parsed(form_type, _without(given, wrong), today)
    if form is not None and not wrong:
        return form
    return {blocks.get(field, field): sentence for field, sentence in (refused | wrong).items()}


def read_leniently(form_type: type[F], values: Values) -> F:
    """Give the form as far as it is filled in correctly; all else counts as not answered."""
    given = _given(form_type, values, _blocks(values))
    right = _without(given, _hints(given))
    form, refused = _parsed(form_type, right, None)
    if form is None:
        form, _ = _parsed(form_type, _without(right, refused), None)
    return form if form is not None else form_type()


def attached(values: Values) -> tuple[Mapping[str, Any], ...]:
    """Give the file objects that were put into the form, as Slack describes them."""
    with reading():
        held = (element for block in values.values() for element in block.values())
        return tuple(dict(file) for element in held for file in element.get("files") or ())


def _blocks(values: Values) -> Mapping[str, str]:
    """Name the block of each field."""
    return {field_of(block_id): block_id for block_id in values}


def _given(form_type: type[Form], values: Values, blocks: Mapping[str, str]) -> dict[str, Any]:
    with reading():
        return _raw(form_type.questions(), values, blocks)


def _raw(
    questions: Mapping[str, Question], values: Values, blocks: Mapping[str, str]
) -> dict[str, Any]:
    raw = {
        field: _answer(questions[field].kind, element)
        for field, block_id in blocks.items()
        if field in questions
        for element in values[block_id].values()
    }
    given = {field: answer for field, answer in raw.items() if answer}
    return {
        field: answer
        for field, answer in given.items()
        if _belongs(blocks[field], questions[field].of, given)
    }


def _answer(kind: Kind, element: Mapping[str, Any]) -> Any:
    match kind:
        case Kind.CHOICE:
            return _choice(element.get("selected_option"))
        case Kind.CHOICES:
            return [_choice(chosen) for chosen in element.get("selected_options") or ()]
        case Kind.PICK:
            return (element.get("selected_option") or {}).get("value")
        case Kind.PICKS:
            return tuple(one["value"] for one in element.get("selected_options") or ())
        case Kind.DATE:
            return element.get("selected_date")
        case Kind.LINE | Kind.TEXT | Kind.NUMBER:
            return (element.get("value") or "").strip()


def _choice(chosen: Mapping[str, Any] | None) -> dict[str, str] | None:
    if chosen is None:
        return None
    return {"key": chosen["value"], "label": unescape(chosen["text"]["text"])}


def _belongs(block_id: str, of: str | None, given: Mapping[str, Any]) -> bool:
    if of is None:
        return True
    own = given.get(of)
    return from_outside(block_id) if own is None else of_key(block_id) == own["key"]


def _unanswered(
    form_type: type[Form], blocks: Mapping[str, str], given: Mapping[str, Any]
) -> dict[str, str]:
    questions = form_type.questions()
    required = (field for field in blocks if field in questions and questions[field].required)
    return {field: "Please fill this in." for field in required if field not in given}


def _hints(given: Mapping[str, Any]) -> dict[str, str]:
    hints = (field for field, answer in given.items() if _is_hint(answer))
    return dict.fromkeys(hints, "Please choose one of the entries.")


def _is_hint(answer: Any) -> bool:
    if isinstance(answer, dict):
        return str(answer["key"]).startswith(NOTE)
    return isinstance(answer, list) and any(map(_is_hint, answer))


def _without(given: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    return {field: answer for field, answer in given.items() if field not in fields}


def _parsed(
    form_type: type[F], given: Mapping[str, Any], today: date | None
) -> tuple[F | None, dict[str, str]]:
    try:
        return form_type.model_validate(given, context={"today": today}), {}
    except ValidationError as error:
        return None, {str(e["loc"][0]): _sentence(e) for e in reversed(error.errors())}


def _sentence(error: ErrorDetails) -> str:
    match error["type"]:
        case "string_too_long":
            return f"Please use at most {error['ctx']['max_length']:,} characters."
        case "literal_error" | "date_from_datetime_parsing" | "date_parsing":
            return "Please choose one of the entries."
        case _:
            return error["msg"]
