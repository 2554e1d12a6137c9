"""Fields of answers: strict about ids, and content with anything else."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ValidationError

from bot.threeyourmind.words import one_line
from state.money import LARGEST, rounded


def object_or_none(value: object) -> object:
    """Keep an object; anything else counts as not sent."""
    return value if isinstance(value, dict) else None


def those_of(model: type[BaseModel]) -> Callable[[object], list[Any]]:
    """Keep the entries of a list that fit the model."""

    def keep(value: object) -> list[Any]:
        return [entry for entry in value if _fits(model, entry)] if isinstance(value, list) else []

    return keep


def _fits(model: type[BaseModel], value: object) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def _key(value: object) -> str:
    if not (text := _words(value)):
        raise ValueError("no id")
    return text


def _words(value: object) -> str:
    match value:
        case str():
            return one_line(value)
        case int() if not isinstance(value, bool):
            return str(value)
        case _:
            return ""


def _status(value: object) -> str:
    return _words(value.get("name") if isinstance(value, dict) else value)


def _number(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value) if isinstance(value, Decimal) else _words(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def _price(value: object) -> Decimal | None:
    number = _number(value)
    return rounded(number) if number is not None and 0 <= number <= LARGEST else None


Key = Annotated[str, BeforeValidator(_key)]
"""An id, sent as a number or a text."""

Words = Annotated[str, BeforeValidator(_words)]
"""A text on one line; empty when there is none."""

Status = Annotated[str, BeforeValidator(_status)]
"""The name of a status, which comes alone or in an object."""

Price = Annotated[Decimal | None, BeforeValidator(_price)]
"""An amount of money of at least nothing, in whole cents, sent as a number or a text."""

Number = Annotated[Decimal | None, BeforeValidator(_number)]
"""A number, sent as such or as a text."""
