import socket
import ssl
from typing import Any

import pytest
import requests
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NameResolutionError

from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.faults import Drop, Moment, Slow
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.session import certainly_unsent
from bot.threeyourmind.transport import Transport
from state.problems import Unreachable
from tests.bot.threeyourmind.sockets import a_server, nobody_accepting, nobody_listening, read_head
from tests.bot.threeyourmind.transports import asking_once

BASKETS = "service-panel/services/1/baskets/"


def test_a_refused_connection_certainly_sent_nothing() -> None:
    with asking_once(nobody_listening()) as transport, pytest.raises(Unreachable) as caught:
        transport.post(BASKETS)
    assert caught.value.undone


def test_a_connection_that_is_not_made_in_time_certainly_sent_nothing() -> None:
    with (
        nobody_accepting() as url,
        asking_once(url, connect=0.2) as transport,
        pytest.raises(Unreachable) as caught,
    ):
        transport.post(BASKETS)
    assert "ConnectTimeout" == caught.value.detail
    assert caught.value.undone


def test_a_proxy_that_is_away_certainly_passed_nothing_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", nobody_listening())
    with (
        asking_once("https://print.example.com") as transport,
        pytest.raises(Unreachable) as caught,
    ):
        transport.post(BASKETS)
    assert caught.value.undone


@pytest.mark.parametrize("moment", list(Moment))
def test_a_connection_that_breaks_may_have_sent_everything(
    transport: Transport, vendor: Local3yourmind, moment: Moment
) -> None:
    vendor.switches.on(Drop(moment))

    with pytest.raises(Unreachable) as caught:
        transport.post(BASKETS)
    assert not caught.value.undone


def test_an_answer_that_does_not_come_in_time_may_have_sent_everything(
    vendor: Local3yourmind, server: Served
) -> None:
    vendor.switches.on(Slow(5))

    with (
        asking_once(server.url, read=0.1) as transport,
        pytest.raises(Unreachable) as caught,
    ):
        transport.post(BASKETS)
    assert not caught.value.undone


@pytest.mark.parametrize(
    "wrong",
    [
        b"no http at all",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
    ],
)
def test_a_garbled_answer_is_unreachable_and_may_have_done_something(wrong: bytes) -> None:
    def script(connection: Any) -> None:
        read_head(connection)
        connection.sendall(wrong)

    with (
        a_server(script) as url,
        asking_once(url) as transport,
        pytest.raises(Unreachable) as caught,
    ):
        transport.post(BASKETS)
    assert not caught.value.undone


def test_only_what_failed_before_sending_is_certain() -> None:
    assert not certainly_unsent(OSError("reset"))
    assert not certainly_unsent(ValueError(ValueError(ConnectionResetError())))
    unknown = NameResolutionError("nowhere", HTTPConnection("nowhere"), socket.gaierror())
    assert certainly_unsent(requests.ConnectionError(unknown))
    assert certainly_unsent(OSError(ValueError(ssl.SSLCertVerificationError())))
