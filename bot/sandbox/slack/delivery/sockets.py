"""Socket Mode: envelopes over WebSockets, each to one of the bot's connections."""

import asyncio
import contextlib
import itertools
import json
import secrets

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.serving import deafen
from bot.sandbox.slack.delivery.parcels import Parcel, Reply, Undelivered
from bot.sandbox.slack.model.changes import Changes
from bot.sandbox.slack.wire import Json

MOST_CONNECTIONS = 10
_REFRESH_LIMIT = 10.0


class Sockets:
    """The open connections of the bot.

    https://docs.slack.dev/apis/events-api/using-socket-mode. What is asynchronous runs on the
    server's loop.
    """

    def __init__(self, app_id: str, changes: Changes) -> None:
        self._app_id = app_id
        self._changes = changes
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self.restart()

    def restart(self) -> None:
        """Forget connections of an earlier server."""
        self._connections: list[WebSocket] = []
        self._silent: list[WebSocket] = []
        self._acks: dict[str, asyncio.Future[Json | None]] = {}
        self._connected = asyncio.Event()

    @property
    def count(self) -> int:
        """How many connections are open."""
        return len(self._connections)

    @property
    def is_heard(self) -> bool:
        """Whether there is a connection that has not fallen silent."""
        return any(socket not in self._silent for socket in self._connections)

    def issue(self) -> str:
        """Give a ticket that opens one connection."""
        ticket = secrets.token_hex(16)
        self._tickets.add(ticket)
        return ticket

    async def endpoint(self, socket: WebSocket) -> None:
        """Serve one connection until either side leaves."""
        if socket.query_params.get("ticket") not in self._tickets:
            await socket.close(code=1008)
            return
        self._tickets.discard(socket.query_params["ticket"])
        await socket.accept()
        if self.count >= MOST_CONNECTIONS:
            await socket.send_json(_disconnect("too_many_websockets"))
            await socket.close()
            return
        await self._give_up_silent()
        await self._serve(socket)

    async def _give_up_silent(self) -> None:
        while self._silent:
            # First it leaves: a connection that is not silent any more would count as heard.
            self._leave(self._silent[-1])
            dead = self._silent.pop()
            with contextlib.suppress(RuntimeError):
                await dead.close(code=1011)

    async def _serve(self, socket: WebSocket) -> None:
        with self._changes.making():
            self._connections.append(socket)
        try:
            await socket.send_json(self._hello())
            self._connected.set()
            while True:
                self._settle(json.loads(await socket.receive_text()))
        except WebSocketDisconnect:
            pass
        finally:
            self._leave(socket)

    def _leave(self, socket: WebSocket) -> None:
        with contextlib.suppress(ValueError), self._changes.making():
            self._connections.remove(socket)
        if not self._connections:
            self._connected.clear()

    def _settle(self, answer: Json) -> None:
        # The SDK acknowledges on its newest connection, wherever the envelope came from.
        waiting = self._acks.get(answer.get("envelope_id", ""))
        if waiting is not None and not waiting.done():
            waiting.set_result(answer.get("payload"))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": self.count,
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._app_id},
        }

    async def ready(self) -> None:
        """Return once a connection is open."""
        await self._connected.wait()

    async def send(self, parcel: Parcel, limit: float, *, copies: int = 1) -> Reply:
        """Hand a parcel to one connection and give its acknowledgement.

        Copies go to others as far as there are any: nobody knows which process Slack reaches.

        Raises:
            Undelivered: there is no connection, it broke, or `limit` seconds passed.
        """
        if not self._connections:
            raise Undelivered("dispatch_failed", "connection_failed")
        sockets = self._next(copies)
        envelope = _envelope(parcel)
        waiting = asyncio.get_running_loop().create_future()
        self._acks[envelope["envelope_id"]] = waiting
        try:
            for socket in [s for s in sockets if s not in self._silent]:
                await socket.send_json(envelope)
            return Reply(await asyncio.wait_for(waiting, limit))
        except TimeoutError:
            raise Undelivered("operation_timeout", "timeout") from None
        except (RuntimeError, WebSocketDisconnect):
            raise Undelivered("dispatch_failed", "connection_failed") from None
        finally:
            self._acks.pop(envelope["envelope_id"], None)

    def _next(self, number: int) -> list[WebSocket]:
        return [self._connections[next(self._turn) % self.count] for _ in range(number)]

    async def drop(self) -> None:
        """Break every connection without a word."""
        for socket in list(self._connections):
            self._leave(socket)
            await socket.close(code=1011)

    async def silence(self) -> None:
        """Let every connection fall silent: it stays open, and nothing comes or goes on it.

        It is given up when the bot opens another one.
        """
        for socket in self._connections:
            deafen(socket.scope)
            self._silent.append(socket)

    async def refresh(self, reason: str) -> None:
        """Ask for a new connection, and close the old ones when it is there or ten seconds later.

        The reason is `warning`, `refresh_requested` or `link_disabled`.
        """
        old, self._connections = self._connections, []
        self._connected.clear()
        for socket in old:
            await socket.send_json(_disconnect(reason))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._connected.wait(), _REFRESH_LIMIT)
        for socket in old:
            await socket.close()


def _envelope(parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": f"{secrets.token_hex(4)}-{secrets.token_hex(6)}",
        "type": parcel.kind,
        "payload": parcel.payload,
        "accepts_response_payload": parcel.kind != "events_api",
    }
    if parcel.kind == "events_api":
        envelope |= {
            "retry_attempt": parcel.attempt,
            "retry_reason": parcel.retry_reason or "",
        }
    return envelope


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
