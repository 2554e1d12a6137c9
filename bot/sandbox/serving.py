"""Runs an ASGI application on a loopback port, in a thread of its own."""

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import Any, Self, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

_ABORT = "printdesk.abort"
_DEAFEN = "printdesk.deafen"
_START_LIMIT = 10.0
_STOP_LIMIT = 5.0


class Served:
    """Serves an application while its `with` block runs.

    Inside the block `url` answers and `loop` takes coroutines from other threads through
    `asyncio.run_coroutine_threadsafe`. Leaving the block breaks open requests, streams and
    websockets and frees the port at once. Lifespan events are not sent.

    Args:
        app: the application.
        port: a fixed port, to come back under the same URL; 0 picks a free one.
    """

    def __init__(self, app: ASGIApp, *, port: int = 0) -> None:
        self._app = app
        self.port = port
        self.loop: asyncio.AbstractEventLoop
        self._server: _Server
        self._thread: Thread

    @property
    def url(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        listener = _listen(self.port)
        self.port = listener.getsockname()[1]
        self._server = _Server(_configuration(self._app))
        self._thread = Thread(target=self._run, args=(listener,), name="served", daemon=True)
        self._thread.start()
        self.loop = self._server.listening.result(_START_LIMIT)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.loop.call_soon_threadsafe(self._server.stopped.set)
        self._thread.join(_STOP_LIMIT)

    def _run(self, listener: socket.socket) -> None:
        asyncio.run(self._server.serve(sockets=[listener]))


async def drop(scope: Scope, receive: Receive) -> None:
    """Breaks the connection of this request: the client sees its socket close without an answer.

    Works for requests that `Served` received. The application must not answer afterwards.
    """
    scope["extensions"][_ABORT]()
    while (await receive())["type"] != "http.disconnect":
        pass


def deafen(scope: Scope) -> None:
    """Read nothing more from the connection of this websocket, which stays open.

    Works for those that `Served` received.
    """
    scope["extensions"][_DEAFEN]()


class _Server(uvicorn.Server):
    """Stops without a grace period, where uvicorn would poll for the end of each connection."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening: Future[asyncio.AbstractEventLoop] = Future()
        self.stopped = asyncio.Event()

    async def main_loop(self) -> None:
        self.listening.set_result(asyncio.get_running_loop())
        await self.stopped.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await _attach_the_accepted(sockets or [])
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
            connection.transport.abort()
        # The protocols must have seen their connections go, or they would complain about the tasks.
        await asyncio.sleep(0)
        for task in self.server_state.tasks:
            task.cancel()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=_STOP_LIMIT)


async def _attach_the_accepted(listeners: list[socket.socket]) -> None:
    """Accept nothing more, and wait until what was accepted is among the connections.

    asyncio loses a connection, socket and all, whose server is closed between the two.
    """
    loop = asyncio.get_running_loop()
    for listener in listeners:
        loop.remove_reader(listener)
    # One turn makes the transports, the next tells their protocols.
    for _ in range(2):
        await asyncio.sleep(0)


class _AbortableProtocol(H11Protocol):
    """Hands the application a way to abort the transport, which ASGI itself does not have."""

    def connection_made(
        self,
        transport: asyncio.Transport,  # type: ignore[override]  # as the class above has it
    ) -> None:
        super().connection_made(transport)
        self.app = cast("Any", _with(cast("ASGIApp", self.app), _ABORT, transport.abort))


class _DeafProtocol(WebSocketsSansIOProtocol):
    """Hands the application a way to hear nothing more, not even pings."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        pause = self.transport.pause_reading
        self.app = cast("Any", _with(cast("ASGIApp", self.app), _DEAFEN, pause))


def _with(app: ASGIApp, name: str, act: Callable[[], None]) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        extensions = {**scope.get("extensions", {}), name: act}
        await app({**scope, "extensions": extensions}, receive, send)

    return wrapped


def _quiet_when_cancelled(app: ASGIApp) -> ASGIApp:
    """Only stopping the server cancels a request, and that is nothing to log as an error."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except asyncio.CancelledError:
            return

    return wrapped


def _configuration(app: ASGIApp) -> uvicorn.Config:
    config = uvicorn.Config(
        cast("Any", _quiet_when_cancelled(app)),
        http=_AbortableProtocol,
        # The one implementation that uses no deprecated part of the websockets package.
        ws=_DeafProtocol,
        lifespan="off",
        interface="asgi3",
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
    )
    config.load()
    return config


def _listen(port: int) -> socket.socket:
    # With the protocol named, asyncio sends answers at once instead of waiting for more to send.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
    except OSError:
        listener.close()
        raise
    listener.listen(128)
    listener.setblocking(False)  # noqa: FBT003  # the socket module has it positional
    return listener
