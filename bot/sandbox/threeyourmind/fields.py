"""Reads the fields of a request body and collects what is wrong with them."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Self

from bot.sandbox.threeyourmind.refusals import RefusedError

REQUIRED = "This field is required."
NOT_NULL = "This field may not be null."
NOT_BLANK = "This field may not be blank."


class Fields:
    """The fields of one JSON object, keys in snake_case.

    A reading method notes a problem and returns an empty value of its type when a field is not
    what it should be; `check` then refuses the request with all problems at once.
    """

    def __init__(self, values: Any) -> None:
        self._values: Mapping[str, Any] = values if isinstance(values, Mapping) else {}
        self._nested: dict[str, Fields] = {}
        self._lists: dict[str, list[Fields]] = {}
        self._problems: dict[str, Any] = {}
        if not isinstance(values, Mapping):
            self.refuse("non_field_errors", "Invalid data. Expected a dictionary.")

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def refuse(self, name: str, message: str) -> None:
        """Notes a problem with a field."""
        self._problems.setdefault(name, []).append(message)

    @property
    def problems(self) -> dict[str, Any]:
        """Messages by field, those of nested objects as objects, of lists as lists of objects."""
        nested = {name: inner.problems for name, inner in self._nested.items() if inner.problems}
        lists = {name: [item.problems for item in items] for name, items in self._lists.items()}
        return (
            nested | {name: items for name, items in lists.items() if any(items)} | self._problems
        )

    def check(self) -> None:
        """Goes on only when no field had a problem.

        Raises:
            RefusedError: with the messages of every field.
        """
        if self.problems:
            raise RefusedError.about(self.problems)

    def is_set(self, name: str) -> bool:
        """Whether the field is there and neither null nor empty."""
        return self._values.get(name) not in (None, "")

    def raw(self, name: str) -> Any:
        """Whatever the field holds."""
        return self._values.get(name)

    def nested(self, name: str) -> Self:
        """The fields of the object in this field."""
        inner = type(self)(self._required(name, {}))
        self._nested[name] = inner
        return inner

    def each(self, name: str) -> list[Self]:
        """The fields of every object in the list in this field; missing and null count as empty."""
        value = self._values.get(name) or []
        if not isinstance(value, list):
            self.refuse(name, "Expected a list of items.")
            return []
        items = [type(self)(item) for item in value]
        self._lists[name] = list(items)
        return items

    def known(self, name: str, table: Mapping[int, Any]) -> int:
        """An id that the table has."""
        value = self._required(name, None)
        if value is None:
            return 0
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if type(number) is not int:
            self.refuse(name, "Incorrect type. Expected pk value.")
            return 0
        if number not in table:
            self.refuse(name, f'Invalid pk "{number}" - object does not exist.')
        return number

    def integer(self, name: str, *, low: int, high: int) -> int:
        """A whole number within bounds, both included."""
        value = self._required(name, low)
        if type(value) is not int:
            self.refuse(name, "A valid integer is required.")
            return low
        if value < low:
            self.refuse(name, f"Ensure this value is greater than or equal to {low}.")
        if value > high:
            self.refuse(name, f"Ensure this value is less than or equal to {high}.")
        return value

    def money(self, name: str) -> Decimal:
        """An amount that is not negative, written as a string with two decimal places."""
        value = self._required(name, "0.00")
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,10}\.[0-9]{2}", value):
            self.refuse(name, 'A decimal string with two places is required, such as "12.34".')
            return Decimal(0)
        return Decimal(value)

    def text(self, name: str, *, limit: int = 1000) -> str:
        """A text; missing and null count as empty."""
        value = self._values.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.refuse(name, "Not a valid string.")
            return ""
        if len(value) > limit:
            self.refuse(name, f"Ensure this field has no more than {limit} characters.")
        return value

    def required_text(self, name: str) -> str:
        """A text that is there and not empty."""
        self._required(name, "")
        if name in self and not self.is_set(name) and self._values[name] is not None:
            self.refuse(name, NOT_BLANK)
        return self.text(name, limit=100)

    def day(self, name: str) -> date | None:
        """A calendar day, or nothing for null."""
        value = self._values.get(name)
        if value is None:
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.refuse(name, "Date has wrong format. Use one of these formats: YYYY-MM-DD.")
            return None

    def _required(self, name: str, fallback: Any) -> Any:
        value = self._values.get(name)
        if value is None:
            self.refuse(name, NOT_NULL if name in self._values else REQUIRED)
            return fallback
        return value
