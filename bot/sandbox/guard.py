"""Keeps foreign web pages away from what listens on this machine."""

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_NAMES = frozenset({"127.0.0.1", "localhost"})


class Guard:
    """Lets a request through if it names this server as its host and no other as its origin.

    A page of any other site that the browser shows, or a host name that somebody points at the
    loopback address, gets 403 instead; for WebSockets, too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if _is_own(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            # Closed before it is accepted: the server answers the handshake with 403.
            await send({"type": "websocket.close", "code": 1008})
        else:
            refusal = JSONResponse({"error": "This address is for this machine only."}, 403)
            await refusal(scope, receive, send)


def _is_own(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    _, port = scope["server"]
    host, origin = headers.get("host", ""), headers.get("origin")
    if scope["type"] == "websocket" and origin is None:
        # No browser, for they all name the origin here; Slack's SDK leaves the port out.
        return host.removesuffix(f":{port}") in _NAMES
    is_here = host in {f"{name}:{port}" for name in _NAMES}
    return is_here and origin in (None, f"http://{host}")
