"""Downloads over TLS, from servers that speak just enough of it to misbehave."""

import os
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from socket import SHUT_WR, socket
from threading import Event
from typing import Any

import certifi
import pytest
import requests
import trustme

from bot.slack_download import Downloader, FileSession, chunks, end_reads
from state.problems import SlackAway
from tests.bot.threeyourmind.sockets import a_server, read_head

CONTENT = os.urandom(5_000_001)
"""Some three hundred records."""

Script = Callable[[ssl.SSLSocket], None]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def downloader(authority: trustme.CA, tmp_path: Path) -> Iterator[Downloader]:
    """Trusts the authority, and nobody else."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    with FileSession() as session:
        session.verify = str(tmp_path / "authority.pem")
        # Whoever the machine trusts besides would come first.
        session.trust_env = False
        yield Downloader(frozenset({"127.0.0.1"}), stall=5.0, session=session)


@contextmanager
def serving(authority: trustme.CA, script: Script, host: str = "127.0.0.1") -> Iterator[str]:
    """Run a script on the first connection, behind a certificate for this host."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(host).configure_cert(context)

    def encrypted(connection: socket) -> None:
        # Who does not trust this server goes away in the middle.
        with suppress(ssl.SSLError), context.wrap_socket(connection, server_side=True) as tls:
            script(tls)

    with a_server(encrypted) as url:
        yield url.replace("http:", "https:")


def answer(tls: ssl.SSLSocket, content: bytes = CONTENT, announced: int = len(CONTENT)) -> None:
    """Answer one request."""
    read_head(tls)
    tls.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {announced}\r\n\r\n".encode() + content)


def download(downloader: Downloader, url: str) -> bytes:
    with closing(downloader.get(f"{url}/file", "xoxb-1")) as response:
        return b"".join(chunks(response))


def test_a_file_of_many_records_comes_as_it_was_sent(
    authority: trustme.CA, downloader: Downloader
) -> None:
    with serving(authority, answer) as url:
        assert CONTENT == download(downloader, url)


def test_a_connection_serves_one_file_after_the_other(
    authority: trustme.CA, downloader: Downloader
) -> None:
    def twice(tls: ssl.SSLSocket) -> None:
        answer(tls)
        answer(tls)

    with serving(authority, twice) as url:
        assert [CONTENT] * 2 == [download(downloader, url) for _ in range(2)]


def test_an_answer_without_a_length_ends_when_its_sender_says_so(
    authority: trustme.CA, downloader: Downloader
) -> None:
    read = Event()

    def ended_but_open(tls: ssl.SSLSocket) -> None:
        read_head(tls)
        tls.sendall(b"HTTP/1.0 200 OK\r\n\r\n" + CONTENT)
        # The reader says so as well only when it is done.
        tls.settimeout(0)
        with pytest.raises(ssl.SSLWantReadError):
            tls.unwrap()
        assert read.wait(10)

    with serving(authority, ended_but_open) as url:
        assert CONTENT == download(downloader, url)
        read.set()


@pytest.mark.parametrize("sent", [0, 100, 4_000_000])
def test_an_answer_that_is_cut_off_is_no_file(
    authority: trustme.CA, downloader: Downloader, sent: int
) -> None:
    with (
        serving(authority, lambda tls: answer(tls, CONTENT[:sent])) as url,
        pytest.raises(SlackAway),
    ):
        download(downloader, url)


def test_bytes_that_were_changed_on_their_way_are_no_file(
    authority: trustme.CA, downloader: Downloader
) -> None:
    def forged(tls: ssl.SSLSocket) -> None:
        answer(tls, CONTENT[:50_000])
        os.write(tls.fileno(), b"\x17\x03\x03\x40\x11" + bytes(0x4011))
        tls.shutdown(SHUT_WR)

    with serving(authority, forged) as url, pytest.raises(SlackAway):
        download(downloader, url)


def test_a_server_that_falls_silent_is_given_up(
    authority: trustme.CA, downloader: Downloader
) -> None:
    given_up = Event()

    def silent(tls: ssl.SSLSocket) -> None:
        answer(tls, CONTENT[:50_000])
        assert given_up.wait(10)

    hasty = Downloader(downloader.hosts, stall=0.2, session=downloader.session)
    with serving(authority, silent) as url:
        with pytest.raises(SlackAway):
            download(hasty, url)
        given_up.set()


def test_a_reader_that_waits_for_more_can_be_called_back(
    authority: trustme.CA, downloader: Downloader
) -> None:
    back = Event()

    def silent(tls: ssl.SSLSocket) -> None:
        answer(tls, CONTENT[:2_000_000])
        assert back.wait(10)

    with (
        serving(authority, silent) as url,
        closing(downloader.get(f"{url}/file", "xoxb-1")) as response,
        ThreadPoolExecutor(1) as pool,
    ):
        pieces = chunks(response)
        assert CONTENT[: 1 << 20] == next(pieces)
        waiting = pool.submit(list, pieces)
        end_reads(response)
        assert isinstance(waiting.exception(3), SlackAway)
        back.set()


def test_without_any_setting_it_trusts_whom_everybody_trusts() -> None:
    url = "https://files.slack.com/file"
    with FileSession() as session:
        adapter: Any = session.get_adapter(url)
        request = requests.Request("GET", url).prepare()
        pool = adapter.get_connection_with_tls_context(request, verify=True)
        adapter.cert_verify(pool, url, verify=True, cert=None)

        assert (certifi.where(), "CERT_REQUIRED") == (pool.ca_certs, pool.cert_reqs)


def test_nothing_is_asked_of_a_server_that_nobody_vouches_for(downloader: Downloader) -> None:
    asked: list[bytes] = []
    with (
        serving(trustme.CA(), lambda tls: asked.append(tls.recv(1))) as url,
        pytest.raises(SlackAway, match="SSLError"),
    ):
        download(downloader, url)
    assert [] == asked


def test_nothing_is_asked_of_a_server_of_another_name(
    authority: trustme.CA, downloader: Downloader
) -> None:
    asked: list[bytes] = []
    with (
        serving(authority, lambda tls: asked.append(tls.recv(1)), "files.example") as url,
        pytest.raises(SlackAway, match="SSLError"),
    ):
        download(downloader, url)
    assert [] == asked
