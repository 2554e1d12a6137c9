"""Reads JSON requests and writes JSON answers, single or in pages."""

import json
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.threeyourmind.fields import Fields
from bot.sandbox.threeyourmind.refusals import RefusedError
from bot.sandbox.threeyourmind.shapes import wire
from bot.sandbox.threeyourmind.spelling import snake_keys

USUAL_PAGE, LARGEST_PAGE = 30, 100


async def fields_of(request: Request) -> Fields:
    """The fields of the request's JSON body, in either spelling.

    Raises:
        RefusedError: the body is something else.
    """
    kind = request.headers.get("content-type", "")
    if not kind.startswith("application/json"):
        raise RefusedError.unsupported(kind)
    try:
        return Fields(snake_keys(json.loads(await request.body())))
    except ValueError as error:
        raise RefusedError.plainly(HTTPStatus.BAD_REQUEST, f"JSON parse error - {error}") from error


def query_of(request: Request) -> dict[str, str]:
    """The query parameters, names in snake_case."""
    return {name: str(value) for name, value in snake_keys(dict(request.query_params)).items()}


def answer(value: Any, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """The value as JSON."""
    return JSONResponse(wire(value), status)


def found(texts: Iterable[str], search: str) -> bool:
    """Whether every word of the search is part of one of the texts, in any case."""
    lower = [text.lower() for text in texts]
    return all(any(word in text for text in lower) for word in search.lower().split())


def page_of(request: Request, rows: Sequence[Any]) -> dict[str, Any]:
    """The page of the rows that the query asks for.

    Raises:
        RefusedError: there is no such page.
    """
    query = query_of(request)
    size = min(_positive(query.get("page_size"), USUAL_PAGE), LARGEST_PAGE)
    page = _positive(query.get("page", "1"), 0)
    pages = max(1, -(-len(rows) // size))
    if not 1 <= page <= pages:
        raise RefusedError.plainly(HTTPStatus.NOT_FOUND, "Invalid page.")
    return {
        "count": len(rows),
        "current_page": page,
        "total_pages": pages,
        "page_size": size,
        "results": rows[(page - 1) * size : page * size],
    }


def _positive(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and int(text) else otherwise
