import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event

import pytest
from requests import Response

from bot.slack_download import CHUNK, Downloader, chunks, end_reads
from state.problems import SlackAway
from tests.bot.threeyourmind.sockets import a_server, read_head

SIZE = 100_000
SOON = 8.0
"""Seconds after which a test here has failed."""
Serve = Callable[[socket.socket], None]


@contextmanager
def a_download(serve: Serve, stall: float, size: int = SIZE) -> Iterator[Response]:
    """Begin a download whose head comes at once; `serve` sends the rest."""

    def script(connection: socket.socket) -> None:
        read_head(connection)
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n"
        connection.sendall(head.encode())
        serve(connection)

    downloader = Downloader(frozenset({"127.0.0.1"}), stall)
    with a_server(script) as url, downloader.get(f"{url}/file", "xoxb-1") as response:
        yield response


def test_a_source_that_stalls_in_the_middle_is_given_up() -> None:
    over = Event()

    def half(connection: socket.socket) -> None:
        connection.sendall(bytes(SIZE // 2))
        over.wait(SOON)

    with a_download(half, stall=0.2) as response:
        with pytest.raises(SlackAway):
            list(chunks(response))
        over.set()


def test_a_source_that_is_slow_but_moves_has_all_the_time_it_takes() -> None:
    stall, pieces = 0.8, 40

    def drip(connection: socket.socket) -> None:
        for _ in range(pieces):
            connection.sendall(bytes(SIZE // pieces))
            Event().wait(stall / 20)

    begun = time.monotonic()
    with a_download(drip, stall) as response:
        assert SIZE == sum(map(len, chunks(response)))
    assert time.monotonic() - begun > 1.5 * stall


def test_a_thread_that_reads_comes_back_when_reads_are_ended() -> None:
    over = Event()

    def first(connection: socket.socket) -> None:
        connection.sendall(bytes(CHUNK))
        over.wait(SOON)

    with a_download(first, stall=60, size=2 * CHUNK) as response, ThreadPoolExecutor(1) as pool:
        reading = chunks(response)
        assert CHUNK == len(next(reading))
        blocked = pool.submit(next, reading)
        end_reads(response)

        assert isinstance(blocked.exception(SOON), SlackAway)
        over.set()


def test_ending_the_reads_of_what_is_over_is_nothing() -> None:
    with a_download(lambda connection: connection.sendall(bytes(SIZE)), stall=5) as response:
        list(chunks(response))
        end_reads(response)
    end_reads(response)
