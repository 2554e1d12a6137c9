"""The calls of 3YOURMIND's API, told apart by method and place: ids do not count."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from bot.sandbox.threeyourmind.local import API
from bot.sandbox.threeyourmind.log import LoggedRequest

_ID = re.compile(r"(?<=/)([0-9]+|[0-9a-f-]{36})(?=/)")


class Call(NamedTuple):
    """A call, such as `PATCH user-panel/baskets/{id}/lines/{id}/`."""

    method: str
    place: str

    def __str__(self) -> str:
        return f"{self.method} {self.place}"

    @property
    def changes(self) -> bool:
        """Whether it changes something at 3YOURMIND."""
        return self.method != "GET"


def call_of(method: str, path: str) -> Call:
    """Name the call that a request is."""
    return Call(method, _ID.sub("{id}", path.removeprefix(f"{API}/")))


def calls_in(records: Iterable[LoggedRequest]) -> tuple[Call, ...]:
    """Name every call among requests once, in the order in which they came first."""
    return tuple(dict.fromkeys(call_of(record.method, record.path) for record in records))
