"""The kinds of rules that Block Kit's fields follow."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

Problem = tuple[str, str]


class Rule(Protocol):
    """Says what is wrong with a value; `at` is the JSON pointer to it."""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""


@dataclass(frozen=True)
class Words:
    """A string of a certain length, and of a certain form if there is a pattern."""

    most: int
    least: int = 1
    pattern: str = ""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if not isinstance(value, str):
            yield at, "must be a string"
        elif len(value) < self.least:
            yield at, f"must be more than {self.least - 1} characters"
        elif len(value) > self.most:
            yield at, f"must be less than {self.most + 1} characters"
        elif self.pattern and not re.fullmatch(self.pattern, value):
            yield at, "does not match the expected format"


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if not isinstance(value, bool):
            yield at, "must be a boolean"


@dataclass(frozen=True)
class Whole:
    """A whole number between two bounds."""

    least: int
    most: int

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if not isinstance(value, int) or isinstance(value, bool):
            yield at, "must be an integer"
        elif not self.least <= value <= self.most:
            yield at, f"must be between {self.least} and {self.most}"


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: frozenset[str]

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if value not in self.words:
            yield at, f"must be one of: {', '.join(sorted(self.words))}"


@dataclass(frozen=True)
class Items:
    """A list of a certain length, each item after one rule."""

    rule: Rule
    most: int
    least: int = 1

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if not isinstance(value, list):
            yield at, "must be an array"
            return
        if len(value) < self.least:
            yield at, f"no fewer than {self.least} items allowed"
        if len(value) > self.most:
            yield at, f"no more than {self.most} items allowed"
        for number, item in enumerate(value):
            yield from self.rule.problems(item, f"{at}/{number}")


@dataclass(frozen=True)
class Anything:
    """An object whose inside is not looked at."""

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if not isinstance(value, dict):
            yield at, "must provide an object"


Check = Callable[[dict[str, Any], str], Iterator[Problem]]


@dataclass(frozen=True)
class Shape:
    """An object: its fields, which of them must be there, and what must hold between them."""

    fields: Mapping[str, Rule]
    required: frozenset[str] = frozenset()
    checks: tuple[Check, ...] = field(default=())

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong; the checks run only on an object that is otherwise sound."""
        if not isinstance(value, dict):
            yield at, "must provide an object"
            return
        found = list(self._fields(value, at))
        yield from found
        if not found:
            for check in self.checks:
                yield from check(value, at)

    def _fields(self, value: dict[str, Any], at: str) -> Iterator[Problem]:
        for name in sorted(self.required - set(value)):
            yield at, f"missing required field: {name}"
        for name, inside in value.items():
            if name not in self.fields:
                yield at, f"invalid additional property: {name}"
            elif inside is not None or name in self.required:
                yield from self.fields[name].problems(inside, f"{at}/{name}")


@dataclass(frozen=True)
class Kinds:
    """One of several objects, told apart by their `type`."""

    shapes: Mapping[str, Rule]

    def problems(self, value: Any, at: str) -> Iterator[Problem]:
        """Give what is wrong."""
        if not isinstance(value, dict):
            yield at, "must provide an object"
        elif value.get("type") not in self.shapes:
            yield f"{at}/type", f"unsupported type: {value.get('type')}"
        else:
            yield from self.shapes[value["type"]].problems(value, at)


def shape(*checks: Check, required: str = "", **fields: Rule) -> Shape:
    """Give a shape with the fields; `required` names some of them, separated by spaces."""
    return Shape(fields, frozenset(required.split()), checks)


def typed(*checks: Check, required: str = "", **fields: Rule) -> Shape:
    """Give a shape that also has a `type`, whose value Kinds has checked already."""
    kind = {"type": Words(most=50)}
    return Shape({**kind, **fields}, frozenset({"type", *required.split()}), checks)


def at_least_one(*names: str) -> Check:
    """Give the check that one of these fields is there."""

    def check(value: dict[str, Any], at: str) -> Iterator[Problem]:
        if not any(value.get(name) for name in names):
            yield at, f"missing one of the fields: {', '.join(names)}"

    return check


def not_both(one: str, other: str) -> Check:
    """Give the check that not both of two fields are there."""

    def check(value: dict[str, Any], at: str) -> Iterator[Problem]:
        if value.get(one) and value.get(other):
            yield at, f"cannot have both {one} and {other}"

    return check
