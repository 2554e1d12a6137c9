import socket
import time
from collections.abc import Callable, Iterator
from threading import Event

import pytest

from bot.threeyourmind.multipart import MultipartFile
from bot.threeyourmind.patience import Patience
from bot.threeyourmind.transport import Transport
from state.ports import Download
from state.problems import Unreachable
from tests.bot.threeyourmind.sockets import a_server, answer, read_head, read_request

MIB = 1 << 20
SMALL = 1 << 14
"""A receive buffer that fills up soon."""
SOON = 8.0
"""Seconds after which a test here has failed."""


class Unwanted(Exception):
    """Raised by `going`."""


def send(
    url: str,
    size: int,
    patience: Patience,
    going: Callable[[], object] = lambda: None,
) -> None:
    file = Download("part.stl", size, pieces(size), going)
    with Transport(url, "token", patience=patience) as transport:
        transport.upload("files/", MultipartFile(file, {"unit": "mm"}))


def pieces(size: int) -> Iterator[bytes]:
    for start in range(0, size, MIB):
        yield bytes(min(MIB, size - start))


def test_a_vendor_that_stops_reading_in_the_middle_is_given_up() -> None:
    over = Event()

    def script(connection: socket.socket) -> None:
        read_head(connection)
        connection.recv(MIB)
        over.wait(SOON)

    with a_server(script, receive_buffer=SMALL) as url:
        with pytest.raises(Unreachable) as caught:
            send(url, 64 * MIB, Patience(send=0.2))
        over.set()
    assert not caught.value.undone


def test_a_vendor_that_reads_slowly_has_all_the_time_it_takes() -> None:
    limit, read, begun = 0.8, 0, time.monotonic()

    def script(connection: socket.socket) -> None:
        nonlocal read
        head, rest = read_head(connection)
        read = len(rest)
        connection.settimeout(SOON)
        # Far longer than the limit, and never still for as long.
        while time.monotonic() - begun < 2 * limit:
            read += len(connection.recv(SMALL))
            Event().wait(limit / 80)
        length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
        while read < length:
            read += len(connection.recv(MIB))
        answer(connection)

    with a_server(script, receive_buffer=SMALL) as url:
        send(url, 24 * MIB, Patience(send=limit))

    assert time.monotonic() - begun > 2 * limit
    assert read > 24 * MIB


class Ending:
    """Lets an upload go on until it is told otherwise."""

    def __init__(self) -> None:
        self.asked = Event()
        self.unwanted = Event()

    def __call__(self) -> None:
        self.asked.set()
        if self.unwanted.is_set():
            raise Unwanted


@pytest.mark.parametrize("reads_all", [False, True])
def test_an_upload_that_is_no_longer_wanted_ends_although_the_vendor_does_nothing(
    *, reads_all: bool
) -> None:
    going, over = Ending(), Event()

    def script(connection: socket.socket) -> None:
        if reads_all:
            read_request(connection)
        else:
            read_head(connection)
        going.unwanted.set()
        over.wait(SOON)

    with a_server(script, receive_buffer=SMALL) as url:
        begun = time.monotonic()
        with pytest.raises(Unwanted):
            send(url, 16 * MIB, Patience(), going)
        over.set()
    assert going.asked.is_set()
    assert time.monotonic() - begun < SOON


def test_other_requests_know_nothing_of_it() -> None:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        answer(connection, body=b'{"status": "finished"}')

    with a_server(script) as url, Transport(url, "token") as transport:
        assert {"status": "finished"} == transport.get("some/")
