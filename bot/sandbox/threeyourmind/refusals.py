"""What the vendor answers when it does not do what was asked."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.threeyourmind.spelling import camel


class RefusedError(Exception):
    """The request is answered with an error status and this body."""

    def __init__(self, status: HTTPStatus, body: Any) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body

    @classmethod
    def about(cls, problems: Mapping[str, Any]) -> "RefusedError":
        """A 400 with messages by field; only the outermost keys turn into camelCase."""
        body = {camel(name): messages for name, messages in problems.items()}
        return cls(HTTPStatus.BAD_REQUEST, body)

    @classmethod
    def plainly(cls, status: HTTPStatus, detail: str) -> "RefusedError":
        """An answer with nothing but a sentence."""
        return cls(status, {"detail": detail})

    @classmethod
    def missing(cls) -> "RefusedError":
        """A 404."""
        return cls.plainly(HTTPStatus.NOT_FOUND, "Not found.")

    @classmethod
    def unsupported(cls, content_type: str) -> "RefusedError":
        """A 415."""
        detail = f'Unsupported media type "{content_type}" in request.'
        return cls.plainly(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail)


async def answer_refused(_request: Request, error: Exception) -> Response:
    """The answer to a request that a handler refused."""
    if not isinstance(error, RefusedError):
        raise error
    return JSONResponse(error.body, status_code=error.status)


async def answer_unrouted(request: Request, error: Exception) -> Response:
    """The answer to a request that no handler takes."""
    if not isinstance(error, HTTPException):
        raise error
    match error.status_code:
        case HTTPStatus.NOT_FOUND:
            detail = "Not found."
        case HTTPStatus.METHOD_NOT_ALLOWED:
            detail = f'Method "{request.method}" not allowed.'
        case _:
            detail = error.detail
    return JSONResponse({"detail": detail}, status_code=error.status_code, headers=error.headers)
