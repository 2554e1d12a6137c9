import asyncio
import gc
import socket
import time
import warnings
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
import requests
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bot.sandbox.serving import Served, drop


async def hello(_request: Request) -> Response:
    return PlainTextResponse("hello")


async def echo(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        return


async def endless(_request: Request) -> Response:
    async def chunks() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * 1024
            await asyncio.sleep(0.01)

    return StreamingResponse(chunks())


async def dropped(scope: Scope, receive: Receive, _send: Send) -> None:
    await drop(scope, receive)


APP = Starlette(
    routes=[
        Route("/", hello),
        Route("/endless", endless),
        WebSocketRoute("/echo", echo),
    ]
)


def test_answers_as_soon_as_the_block_is_entered() -> None:
    with Served(APP) as server:
        assert "hello" == requests.get(server.url, timeout=5).text


def test_refuses_connections_after_the_block() -> None:
    with Served(APP) as server:
        requests.get(server.url, timeout=5)

    with pytest.raises(requests.ConnectionError):
        requests.get(server.url, timeout=5)


def test_comes_back_on_the_same_port() -> None:
    with requests.Session() as session:
        with Served(APP) as server:
            session.get(server.url, timeout=5)

        with Served(APP, port=server.port) as again:
            assert "hello" == session.get(again.url, timeout=5).text

    assert server.url == again.url


def test_runs_coroutines_for_other_threads() -> None:
    async def thread_of_the_loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    with Served(APP) as server:
        future = asyncio.run_coroutine_threadsafe(thread_of_the_loop(), server.loop)

        assert server.loop is future.result(5)


def test_speaks_websocket() -> None:
    with Served(APP) as server, connect(server.url.replace("http", "ws") + "/echo") as socket:
        socket.send("over there")

        assert "over there" == socket.recv(timeout=5)


def test_stops_quickly_with_a_websocket_open() -> None:
    with Served(APP) as server:
        socket = connect(server.url.replace("http", "ws") + "/echo")
        started = time.monotonic()

    assert time.monotonic() - started < 2
    with socket, pytest.raises(ConnectionClosed):
        socket.recv(timeout=5)


def test_stops_quickly_with_a_stream_open() -> None:
    with Served(APP) as server:
        answer = requests.get(f"{server.url}/endless", stream=True, timeout=5)
        started = time.monotonic()

    assert time.monotonic() - started < 2
    with answer, pytest.raises(requests.exceptions.ChunkedEncodingError):
        _ = answer.content


def test_stops_quickly_and_silently_with_a_request_stuck(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reached = Event()

    async def stuck(_scope: Scope, _receive: Receive, _send: Send) -> None:
        reached.set()
        await asyncio.sleep(60)

    with ThreadPoolExecutor(1) as pool:
        with Served(stuck) as server:
            pending = pool.submit(requests.get, server.url, timeout=30)
            assert reached.wait(5)
            started = time.monotonic()

        assert time.monotonic() - started < 2
        assert isinstance(pending.exception(5), requests.ConnectionError)
    assert [] == caplog.records


def test_closes_what_it_accepted_while_it_stopped() -> None:
    callers: list[socket.socket] = []
    server = Served(APP)

    def calls_just_before_the_end() -> None:
        callers.extend(socket.create_connection(("127.0.0.1", server.port), 5) for _ in range(8))
        # The loop looks at its sockets first, and only then hears that it has to stop.
        server.loop.call_soon(server._server.stopped.set)

    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        server.__enter__().loop.call_soon_threadsafe(calls_just_before_the_end)
        server._thread.join(5)
        gc.collect()

    for caller in callers:
        caller.close()
    assert (8, []) == (len(callers), [str(warning.message) for warning in warned])


@pytest.mark.parametrize("size", [0, 5_000_000])
def test_a_dropped_connection_is_a_connection_error_to_the_client(size: int) -> None:
    with Served(dropped) as server, pytest.raises(requests.ConnectionError):
        requests.post(server.url, data=b"x" * size, timeout=5)


def test_a_port_in_use_is_refused_at_once() -> None:
    with Served(APP) as server, pytest.raises(OSError, match="in use"):
        Served(APP, port=server.port).__enter__()
