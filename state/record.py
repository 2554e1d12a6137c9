"""The base of everything that is stored: frozen, strict about unknown names, compared by value."""

from typing import Self

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A stored value: never changed in place, refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def but(self, **changes: object) -> Self:
        """Give the same value with some fields replaced; the types are the caller's promise."""
        return self.model_copy(update=changes)


class Choice(Record):
    """One entry of a list that somebody chose: the desk's own key for it, and what people read."""

    key: str
    label: str
