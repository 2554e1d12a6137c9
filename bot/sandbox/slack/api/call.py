"""One call of the Web API: its arguments, whichever way they were encoded."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request

from bot.sandbox.slack.wire import Json

_JSON_ARGUMENTS = frozenset({"blocks", "view", "files", "metadata", "message", "attachments"})
_TRUE = frozenset({True, "1", "true", "True"})


class ApiError(Exception):
    """The call fails with Slack's error code; `more` stands beside it in the answer."""

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


@dataclass(frozen=True)
class Call:
    """A method and its arguments; `at` is when it came, in seconds of a monotonic clock."""

    method: str
    token: str
    arguments: Json
    at: float = field(default_factory=time.monotonic)

    def text(self, name: str) -> str:
        """Give an argument as text, empty when it is not there."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        """Give a required argument.

        Raises:
            ApiError: invalid_arguments, when it is missing.
        """
        value = self.text(name)
        if not value:
            complaint = f"[ERROR] missing required field: {name}"
            raise ApiError("invalid_arguments", response_metadata={"messages": [complaint]})
        return value

    def flag(self, name: str) -> bool:
        """Give a yes or no, however it is spelled."""
        return self.arguments.get(name) in _TRUE

    def json(self, name: str) -> Any:
        """Give an argument that is JSON, or None."""
        return self.arguments.get(name)


async def read_call(request: Request) -> Call:
    """Give the call of a request.

    Raises:
        ApiError: invalid_json, when the body or a JSON argument cannot be parsed.
    """
    body = await request.body()
    kind = request.headers.get("content-type", "")
    arguments: Json = dict(request.query_params)
    try:
        if kind.startswith("application/json") and body:
            arguments |= json.loads(body)
        elif body:
            arguments |= dict(await request.form())
        arguments = {name: _decoded(name, value) for name, value in arguments.items()}
    except (ValueError, TypeError):
        raise ApiError("invalid_json") from None
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    return Call(request.path_params["method"], token or str(arguments.pop("token", "")), arguments)


def _decoded(name: str, value: Any) -> Any:
    if name in _JSON_ARGUMENTS and isinstance(value, str):
        return json.loads(value)
    return value
