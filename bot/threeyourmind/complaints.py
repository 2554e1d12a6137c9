"""What 3YOURMIND has against a request, read from the body of its answer; pure and total."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from bot.threeyourmind.guesses import field_name
from bot.threeyourmind.words import cut, one_line

ABOUT_THE_WHOLE = frozenset({"detail", "nonFieldErrors"})
MOST_MESSAGES = 40
MESSAGE_LIMIT = 300
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Complaint:
    """A sentence about the request as a whole, and messages by field, nested names with dots."""

    detail: str = ""
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)


def complaint(body: Any) -> Complaint:
    """Sort the messages of a JSON error body; of anything else nothing is left."""
    messages: dict[str, list[str]] = defaultdict(list)
    for path, text in islice(_messages((), body), MOST_MESSAGES):
        messages[_name(path)].append(text)
    detail = " ".join(messages.pop("", []))
    return Complaint(detail, {name: tuple(texts) for name, texts in messages.items()})


def _messages(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    match value:
        case dict() | list() if len(path) > _DEEPEST:
            return
        case dict():
            for name, inner in value.items():
                yield from _messages((*path, name), inner)
        case list():
            for index, item in enumerate(value):
                # Messages stand in the list itself, the errors of a list's items in objects.
                yield from _messages((*path, str(index)) if _nests(item) else path, item)
        case str() if text := one_line(value):
            yield path, cut(text, MESSAGE_LIMIT)
        case _:
            return


def _nests(item: Any) -> bool:
    return isinstance(item, dict | list)


def _name(path: tuple[str, ...]) -> str:
    names = [field_name(one_line(name)) for name in path]
    if names and names[-1] in ABOUT_THE_WHOLE:
        names.pop()
    return cut(".".join(names), MESSAGE_LIMIT)
