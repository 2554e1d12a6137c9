"""What the page asks for: read from requests, carried out in worker threads, answered as JSON."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.bot_process import BotDidNotStart
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.model.world import World
from bot.sandbox.slack.persons.outcomes import BotMistake, NotAllowed, NotOnScreen
from bot.sandbox.slack.wire import Json

Endpoint = Callable[[Request], Awaitable[Response]]


class Malformed(Exception):
    """The request is none that the page would make."""


STATUS: dict[type[Exception], int] = {
    Malformed: 400,
    NotOnScreen: 404,
    NotAllowed: 409,
    BotMistake: 502,
    BotDidNotStart: 502,
}
"""How what can go wrong is answered."""


@dataclass(frozen=True)
class Asked:
    """The fields of a request; a field that is not as it must be raises Malformed."""

    fields: Json

    def text(self, name: str) -> str:
        """Give a text that must be there."""
        found = self.fields.get(name)
        if not isinstance(found, str):
            raise Malformed(f"{name} is missing or no text")
        return found

    def text_or_none(self, name: str) -> str | None:
        """Give a text, or nothing when it is not there or empty."""
        return self.text(name) if self.fields.get(name) else None

    def texts(self, name: str) -> list[str]:
        """Give a list of texts, empty when it is not there."""
        found = self.fields.get(name) or []
        if not isinstance(found, list):
            raise Malformed(f"{name} is no list")
        return [str(one) for one in found]

    def number(self, name: str, otherwise: int) -> int:
        """Give a whole number, written as such or as text."""
        found = str(self.fields.get(name, otherwise))
        if not found.isdecimal():
            raise Malformed(f"{name} is no number")
        return int(found)

    def flag(self, name: str) -> bool:
        """Give a yes or no; no when it is not there."""
        return self.fields.get(name) is True

    def part(self, name: str) -> "Asked":
        """Give the fields of an object inside."""
        found = self.fields.get(name)
        if not isinstance(found, dict):
            raise Malformed(f"{name} is missing or no object")
        return Asked(found)

    def value(self, name: str) -> Any:
        """Give whatever is there, or None."""
        return self.fields.get(name)

    def person(self, world: World) -> User:
        """Give who asks, named by their handle in `as`."""
        handle = self.text("as")
        for user in world.users.values():
            if user.handle == handle and not user.is_bot:
                return user
        raise Malformed(f"nobody here is called {handle}")


def reading(read: Callable[[Asked], Response]) -> Endpoint:
    """Answer a GET request with what `read` gives for its query."""

    async def endpoint(request: Request) -> Response:
        asked = Asked(dict(request.query_params))
        return await run_in_threadpool(read, asked)

    return endpoint


def doing(do: Callable[[Asked], Json | None]) -> Endpoint:
    """Do what a POST request asks for; answer with what `do` gives and no error."""

    async def endpoint(request: Request) -> Response:
        try:
            body = json.loads(await request.body())
        except ValueError:
            raise Malformed("the body is no JSON") from None
        if not isinstance(body, dict):
            raise Malformed("the body is no JSON object")
        done = await run_in_threadpool(do, Asked(body))
        return JSONResponse({"error": None, **(done or {})})

    return endpoint


async def answer_failed(_request: Request, error: Exception) -> Response:
    """Answer a request that failed in a known way."""
    return JSONResponse({"error": sentence(str(error))}, STATUS[type(error)])


async def answer_unrouted(_request: Request, error: Exception) -> Response:
    """Answer a request for an address or method that does not exist."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    return JSONResponse({"error": "There is nothing at this address."}, status)


def sentence(text: str) -> str:
    """Make a sentence of what an error says."""
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
