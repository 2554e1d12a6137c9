"""What the bot put into a message or a form and gets back with a click: read, and checked again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from state.record import Record

R = TypeVar("R", bound=Record)
Payload = Mapping[str, Any]
_ODD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


class NotOurs(ValueError):
    """What came back is not what this bot gives out; nothing was done."""


@contextmanager
def reading() -> Iterator[None]:
    """Make `NotOurs` of whatever goes wrong while something is read."""
    try:
        yield
    except _ODD as odd:
        raise NotOurs(type(odd).__name__) from None


def pressed(body: Payload) -> str:
    """Give the value of the button that was pressed; raises `NotOurs`."""
    with reading():
        return _text(body["actions"][0]["value"])


def chosen(body: Payload) -> str:
    """Give the value of the entry that was chosen; raises `NotOurs`."""
    with reading():
        return _text(body["actions"][0]["selected_option"]["value"])


def parts(text: str, separator: str, count: int) -> list[str]:
    """Take apart what was put together of so many words; raises `NotOurs`."""
    words = text.split(separator)
    if len(words) != count:
        raise NotOurs(f"{len(words)} words")
    return words


def kept(kind: type[R], text: str) -> R:
    """Read a record that travelled as JSON; raises `NotOurs`."""
    with reading():
        return kind.model_validate_json(_text(text))


def metadata(kind: type[R], view: Payload) -> R:
    """Read the record that a form carries; raises `NotOurs`."""
    with reading():
        text = view["private_metadata"]
    return kept(kind, text)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    # Half of a surrogate pair is in no text that people write, and no database takes it.
    value.encode()
    return value
