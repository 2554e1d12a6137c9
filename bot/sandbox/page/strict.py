"""What every answer of the page's server tells the browser, and what it asks of changes."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_READING = frozenset({"GET", "HEAD"})


class Strict:
    """Adds headers that let the page load and reach nothing but its own server.

    Requests that change something must carry `X-Sandbox: 1`, which no form of another page can.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        headers = Headers(scope=scope)

        async def send_strictly(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), scope, headers["host"])
            await send(message)

        app = self._app
        changes = scope["type"] == "http" and scope["method"] not in _READING
        if changes and headers.get("x-sandbox") != "1":
            app = JSONResponse({"error": "The header X-Sandbox is missing."}, 403)
        await app(scope, receive, send_strictly)


def _add_headers(answer: MutableHeaders, scope: Scope, host: str) -> None:
    answer["content-security-policy"] = (
        f"default-src 'self'; connect-src 'self' ws://{host}; object-src 'none'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    answer["x-content-type-options"] = "nosniff"
    answer["referrer-policy"] = "no-referrer"
    answer["cross-origin-resource-policy"] = "same-origin"
    answer["cache-control"] = "no-store" if scope["path"].startswith("/api/") else "no-cache"
