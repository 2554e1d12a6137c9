"""Answers calls of the Web API: token, scope, rate, faults, then the method itself."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from bot.sandbox.serving import drop
from bot.sandbox.slack.api.access import Access
from bot.sandbox.slack.api.call import ApiError, Call, read_call
from bot.sandbox.slack.api.chat import TooFast
from bot.sandbox.slack.api.limiter import Limiter
from bot.sandbox.slack.api.rights import RIGHTS
from bot.sandbox.slack.faults import ApiFault, Faults
from bot.sandbox.slack.model.changes import Changes
from bot.sandbox.slack.triggers import Refused
from bot.sandbox.slack.wire import Json

MethodTable = dict[str, Callable[[Call], Json]]


@dataclass(frozen=True)
class CallRecord:
    """A call and its answer, without the token.

    `at` is when it came, in seconds of a monotonic clock, `took` how long it was worked on.
    """

    method: str
    arguments: Json
    status: int
    answer: Json
    at: float
    took: float


@dataclass(frozen=True)
class Gate:
    """What every call has to pass."""

    access: Access
    limiter: Limiter
    faults: Faults


class WebApi:
    """The methods by name; `log` keeps every call with its answer."""

    def __init__(self, gate: Gate, methods: MethodTable, changes: Changes) -> None:
        self.log: list[CallRecord] = []
        self._gate = gate
        self._methods = methods
        self._changes = changes

    async def endpoint(self, request: Request) -> Response:
        """Answer one request to /api/{method}."""
        try:
            call = await read_call(request)
        except ApiError as refused:
            return JSONResponse(_refusal(refused))
        fault = self._gate.faults.api.take(call.method)
        if fault is None:
            return await run_in_threadpool(self._answer, call)
        return await self._failing(call, fault, request)

    async def _failing(self, call: Call, fault: ApiFault, request: Request) -> Response:
        await asyncio.sleep(fault.wait)
        if fault.lost:
            await run_in_threadpool(self._answer, call)
            await drop(request.scope, request.receive)
            return _Silence()
        if fault.error is None and fault.status == HTTPStatus.OK:
            return await run_in_threadpool(self._answer, call)
        return await run_in_threadpool(self._faulty, call, fault)

    def _faulty(self, call: Call, fault: ApiFault) -> Response:
        answer = {"ok": False, "error": fault.error or "internal_error"}
        with self._changes.making():
            return self._response(call, answer, fault.status, retry_after=fault.retry_after)

    def _answer(self, call: Call) -> Response:
        with self._changes.making():
            try:
                return self._response(call, {"ok": True, **self._carried_out(call)}, 200)
            except ApiError as refused:
                return self._response(call, _refusal(refused), 200)
            except Refused as refused:
                return self._response(call, {"ok": False, "error": refused.code}, 200)
            except TooFast as fast:
                answer = {"ok": False, "error": "ratelimited"}
                return self._response(call, answer, 429, retry_after=fast.seconds)

    def _carried_out(self, call: Call) -> Json:
        method = self._methods.get(call.method)
        if method is None:
            raise ApiError("unknown_method", req_method=call.method)
        right = RIGHTS[call.method]
        if right.needs_token:
            self._gate.access.token(call, right.scope)
        if seconds := self._gate.limiter.method(call.method, right.tier):
            raise TooFast(seconds)
        return method(call)

    def _response(
        self, call: Call, answer: Json, status: int, *, retry_after: int | None = None
    ) -> Response:
        took = time.monotonic() - call.at
        record = CallRecord(call.method, call.arguments, status, answer, call.at, took)
        self.log.append(record)
        headers = {"x-oauth-scopes": self._gate.access.scopes}
        if retry_after is not None:
            headers["retry-after"] = str(retry_after)
        return JSONResponse(answer, status, headers)


class _Silence(Response):
    """Nothing at all, for a connection that is gone."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send nothing."""


def _refusal(refused: ApiError) -> Json:
    return {"ok": False, "error": refused.code, **refused.more}
