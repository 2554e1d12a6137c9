import hashlib
import socket
import tracemalloc
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest

from bot.sandbox.threeyourmind.faults import Answer, Drop, Moment, server_error
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.multipart import MultipartFile
from bot.threeyourmind.patience import USUAL, Patience
from bot.threeyourmind.transport import Transport
from state.ports import LineTarget, OrderDesk
from state.problems import Broken, CutShort, FileError, Gone, Refused, Unreachable
from tests.bot.threeyourmind.requests_of import a_download, stl
from tests.bot.threeyourmind.sockets import a_server, answer, read_head, read_request

MIB = 1 << 20


@pytest.fixture
def target(desk: OrderDesk) -> LineTarget:
    basket = desk.open_basket()
    return LineTarget(basket, desk.open_line(basket), "inch")


def send(url: str, size: int, chunks: Iterator[bytes], patience: Patience = USUAL) -> None:
    form = MultipartFile(a_download(b"", size=size, chunks=chunks), {"unit": "mm"})
    with Transport(url, "token", patience=patience) as transport:
        transport.upload("files/", form)


def test_a_file_arrives_as_it_is_with_its_line_and_unit(
    desk: OrderDesk, target: LineTarget, vendor: Local3yourmind
) -> None:
    content = stl(1000)
    desk.upload(target, a_download(content, name="Prüfstück.stl"))

    (request,) = vendor.log.matching("POST", "/api/v2.0/files/")
    assert request.file is not None
    assert "Prufstuck.stl" == request.file.name
    assert "model/x.stl-binary" == request.file.content_type
    assert hashlib.sha256(content).hexdigest() == request.file.sha256
    fields = [("basket_id", target.basket), ("line_id", target.line), ("unit", "inch")]
    assert fields == list((request.form or {}).items())
    assert "transfer-encoding" not in request.headers
    assert "Token" == request.headers["authorization"]


def test_a_large_file_is_sent_in_constant_memory() -> None:
    mebibytes, received = 200, []

    def script(connection: socket.socket) -> None:
        received.append(read_request(connection))
        answer(connection)

    tracemalloc.start()
    try:
        with a_server(script) as url:
            send(url, mebibytes * MIB, (bytes(MIB) for _ in range(mebibytes)))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert received[0] > mebibytes * MIB
    assert peak < 12 * MIB


def test_a_chunk_may_take_longer_than_connecting() -> None:
    def script(connection: socket.socket) -> None:
        # The vendor takes nothing for a while, as over a slow line.
        Event().wait(0.5)
        read_request(connection)
        answer(connection)

    with a_server(script, receive_buffer=4096) as url:
        send(url, 16 * MIB, iter([bytes(16 * MIB)]), Patience(connect=0.1, send=5))


def test_the_error_of_a_file_comes_out_and_the_vendor_never_has_the_whole(
    desk: OrderDesk, target: LineTarget, vendor: Local3yourmind
) -> None:
    def chunks() -> Iterator[bytes]:
        yield bytes(100)
        raise Gone

    with pytest.raises(Gone):
        desk.upload(target, a_download(b"", size=684, chunks=chunks()))
    assert {} == vendor.world.files


@pytest.mark.parametrize("error", [Gone(), CutShort()])
def test_after_the_error_of_a_file_the_connection_is_closed(error: FileError) -> None:
    ends = []

    def script(connection: socket.socket) -> None:
        read_head(connection)
        while piece := connection.recv(65536):
            ends.append(piece)
        ends.append(b"closed")

    def chunks() -> Iterator[bytes]:
        yield bytes(MIB)
        raise error

    with a_server(script) as url, pytest.raises(type(error)):
        send(url, 2 * MIB, chunks())

    assert b"closed" == ends[-1]
    assert not any(piece.endswith(b"--\r\n") for piece in ends)


@pytest.mark.parametrize("moment", list(Moment))
def test_an_upload_whose_connection_breaks_may_have_arrived(
    desk: OrderDesk, target: LineTarget, vendor: Local3yourmind, moment: Moment
) -> None:
    vendor.switches.on(Drop(moment), path="*/files/")

    with pytest.raises(Unreachable) as caught:
        desk.upload(target, a_download(stl(100_000)))
    assert not caught.value.undone
    assert 1 == len(vendor.log.matching("POST", "*/files/"))


def test_an_upload_is_not_repeated(
    desk: OrderDesk, target: LineTarget, vendor: Local3yourmind
) -> None:
    vendor.switches.on(server_error(), path="*/files/")

    with pytest.raises(Broken):
        desk.upload(target, a_download())
    assert 1 == len(vendor.log.matching("POST", "*/files/"))


def test_a_file_that_the_vendor_does_not_take_is_refused_with_its_words(
    desk: OrderDesk, target: LineTarget
) -> None:
    with pytest.raises(Refused) as caught:
        desk.upload(target, a_download(name="notes.txt"))
    assert {"file": ('File extension ".txt" is not allowed.',)} == caught.value.fields


def test_a_page_about_the_size_is_a_readable_refusal(
    desk: OrderDesk, target: LineTarget, vendor: Local3yourmind
) -> None:
    vendor.switches.on(Answer(413, "<html><h1>413</h1></html>", "text/html"), path="*/files/")

    with pytest.raises(Refused) as caught:
        desk.upload(target, a_download())
    assert "HTTP 413 (Request Entity Too Large)" == caught.value.detail


def test_an_early_refusal_is_heard_while_the_file_is_still_on_its_way() -> None:
    def script(connection: socket.socket) -> None:
        read_head(connection)
        answer(connection, "413 Too Large", b"<html>")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(MIB):
            pass

    with a_server(script) as url, pytest.raises(Refused):
        send(url, 8 * MIB, (bytes(MIB) for _ in range(8)))


def test_a_vendor_that_never_answers_an_upload_is_given_up() -> None:
    done = Event()

    def script(connection: Any) -> None:
        read_request(connection)
        done.wait(5)

    with a_server(script) as url:
        with pytest.raises(Unreachable) as caught:
            send(url, 10, iter([bytes(10)]), Patience(upload_read=0.1))
        done.set()
    assert "ReadTimeout" == caught.value.detail
    assert not caught.value.undone
