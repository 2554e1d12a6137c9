"""Where every request comes in: it is logged, and the switches have their way with it."""

import asyncio
import json
import time
from typing import Any

from starlette.datastructures import Headers, QueryParams
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.sandbox.serving import drop
from bot.sandbox.threeyourmind.faults import Answer, Drop, Hold, Moment, Slow
from bot.sandbox.threeyourmind.log import LoggedRequest, RequestLog
from bot.sandbox.threeyourmind.switches import Switch, Switches


class Gate:
    """Wraps an application with the log and the switches.

    Handlers find the faults of their request in `request.state.faults`, and may leave `form` and
    `file` in `request.state` for the log.
    """

    def __init__(self, app: ASGIApp, switches: Switches, log: RequestLog) -> None:
        self._app, self._switches, self._log = app, switches, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, from its arrival to its answer or to the end of its connection."""
        switches = self._switches.take(scope["method"], scope["path"])
        scope["state"]["faults"] = tuple(switch.fault for switch in switches)
        start = time.monotonic()
        place = self._log.arrived(_record(scope))
        body, answer = _Body(scope, receive), _Answer()
        if await _dropped(switches, Moment.BEFORE):
            await drop(scope, receive)
            return
        try:
            await _handler(switches, self._app)(scope, body.receive, answer.send)
        except ClientDisconnect:
            return
        await body.drain()
        facts = {"status": answer.status, "answer": answer.json(), "body": body.json()}
        self._log.handled(place, **facts, took=time.monotonic() - start, **_upload(scope))
        if await _dropped(switches, Moment.AFTER):
            await drop(scope, receive)
        else:
            await answer.deliver(send)


class _Body:
    """A request's body: passed on as it comes, and kept when it is JSON."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._receive = receive
        self._kept = b""
        self._keeps = Headers(scope=scope).get("content-type", "").startswith("application/json")
        self._more = True

    async def receive(self) -> Message:
        message = await self._receive()
        self._more = message.get("more_body", False)
        if self._keeps:
            self._kept += message.get("body", b"")
        return message

    async def drain(self) -> None:
        """A client that is still sending would not see an early answer."""
        while self._more:
            await self.receive()

    def json(self) -> Any:
        return _parsed(self._kept)


class _Answer:
    """An answer that is complete before anything of it is sent."""

    def __init__(self) -> None:
        self._messages: list[Message] = []

    @property
    def status(self) -> int:
        status: int = self._messages[0]["status"]
        return status

    async def send(self, message: Message) -> None:
        self._messages.append(message)

    def json(self) -> Any:
        return _parsed(b"".join(message.get("body", b"") for message in self._messages))

    async def deliver(self, send: Send) -> None:
        for message in self._messages:
            await send(message)


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


async def _dropped(switches: tuple[Switch, ...], moment: Moment) -> bool:
    """Whether the connection must break at this moment, once all delays of the moment are over."""
    for switch in switches:
        match switch.fault:
            case Slow(seconds=seconds) if moment is Moment.BEFORE:
                await asyncio.sleep(seconds)
            case Hold(at=at) if at is moment:
                await switch.hold()
            case _:
                continue
    return any(switch.fault == Drop(moment) for switch in switches)


def _handler(switches: tuple[Switch, ...], app: ASGIApp) -> ASGIApp:
    for switch in switches:
        match switch.fault:
            case Answer(status, body, content_type, headers):
                return Response(body, status, headers, content_type)
            case _:
                continue
    return app


def _record(scope: Scope) -> LoggedRequest:
    headers = dict(Headers(scope=scope))
    if "authorization" in headers:
        headers["authorization"] = headers["authorization"].partition(" ")[0]
    return LoggedRequest(
        method=scope["method"],
        path=scope["path"],
        query=dict(QueryParams(scope["query_string"])),
        headers=headers,
    )


def _upload(scope: Scope) -> dict[str, Any]:
    return {name: scope["state"][name] for name in ("form", "file") if name in scope["state"]}
