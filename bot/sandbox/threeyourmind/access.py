"""Who may come in: tokens, roles, and what Django does before it looks at a request."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = {"GET", "HEAD", "OPTIONS"}
NOT_PERMITTED = "You do not have permission to perform this action."


class Role(Enum):
    """What the user of a token may do."""

    MANAGER = "everything in the service panel"
    VIEWER = "read in the service panel"
    BUYER = "nothing in the service panel"


@dataclass(frozen=True, kw_only=True)
class Account:
    """The user that a token stands for."""

    id: int
    email: str
    first_name: str
    last_name: str
    role: Role


class Doorkeeper:
    """Lets requests through that carry a known token with the right role, and no cookie.

    Every request let through gets a session cookie with its answer, which a client must not send
    back. The account is in `request.state.account`.
    """

    def __init__(self, app: ASGIApp, accounts: Mapping[str, Account]) -> None:
        self._app, self._accounts = app, accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, answered here or by the application."""

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("set-cookie", "sessionid=local; Path=/")
            await send(message)

        if refusal := self._refusal(scope):
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send_with_cookie)

    def _refusal(self, scope: Scope) -> Response | None:
        path, headers = scope["path"], Headers(scope=scope)
        if not path.endswith("/"):
            return _redirect(scope)
        if "cookie" in headers:
            return _refuse(HTTPStatus.FORBIDDEN, "CSRF Failed: CSRF token missing.")
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme != "Token":
            return _refuse(HTTPStatus.UNAUTHORIZED, "Authentication credentials were not provided.")
        account = self._accounts.get(token)
        if account is None:
            return _refuse(HTTPStatus.UNAUTHORIZED, "Invalid token.")
        scope["state"]["account"] = account
        if not _may(account.role, scope["method"], path):
            return _refuse(HTTPStatus.FORBIDDEN, NOT_PERMITTED)
        return None


def _may(role: Role, method: str, path: str) -> bool:
    match role:
        case Role.MANAGER:
            return True
        case Role.VIEWER:
            return method in READING
        case Role.BUYER:
            return "/service-panel/" not in path


def _redirect(scope: Scope) -> Response:
    query = scope["query_string"].decode("ascii")
    target = scope["path"] + "/" + (f"?{query}" if query else "")
    return RedirectResponse(target, HTTPStatus.MOVED_PERMANENTLY)


def _refuse(status: HTTPStatus, detail: str) -> Response:
    headers = {"WWW-Authenticate": "Token"} if status is HTTPStatus.UNAUTHORIZED else None
    return JSONResponse({"detail": detail}, status, headers)
