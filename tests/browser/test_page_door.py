"""The page's door, knocked at without a browser: it opens for its own page only."""

import http.client
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest

from bot.sandbox.town import Town, town

SAYING = b'{"as": "ada", "channel": "C1", "text": "hello"}'


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A sandbox whose bot does not run."""
    with town(tmp_path_factory.mktemp("quiet")) as place:
        yield place


def knock(place: Town, method: str, path: str, **headers: str) -> int:
    """Give the status of the answer; underscores in the names of headers are dashes."""
    address = urlsplit(place.url)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    line = http.client.HTTPConnection(address.netloc, timeout=5)
    try:
        line.request(method, path, SAYING if method == "POST" else None, named)
        return line.getresponse().status
    finally:
        line.close()


HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec_WebSocket_Version": "13",
    "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/api/world?as=ada", "/api/wire"])
def test_another_host_name_is_refused(quiet: Town, path: str) -> None:
    port = urlsplit(quiet.url).port

    assert HTTPStatus.OK == knock(quiet, "GET", path)
    for host in ("evil.example", f"evil.example:{port}", "127.0.0.1:1", "127.0.0.1.evil.example"):
        assert HTTPStatus.FORBIDDEN == knock(quiet, "GET", path, Host=host)


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null"])
def test_a_page_of_another_origin_is_refused(quiet: Town, origin: str) -> None:
    for method, path in (("GET", "/api/world?as=ada"), ("POST", "/api/say")):
        status = knock(quiet, method, path, Origin=origin, X_Sandbox="1")
        assert HTTPStatus.FORBIDDEN == status
    status = knock(quiet, "GET", "/api/live?as=ada", Origin=origin, **HANDSHAKE)
    assert HTTPStatus.FORBIDDEN == status


def test_its_own_page_is_welcome_to_listen(quiet: Town) -> None:
    status = knock(quiet, "GET", "/api/live?as=ada", Origin=quiet.url, **HANDSHAKE)

    assert HTTPStatus.SWITCHING_PROTOCOLS == status


def test_a_form_of_another_page_cannot_say_anything(quiet: Town) -> None:
    assert HTTPStatus.FORBIDDEN == knock(quiet, "POST", "/api/say", Content_Type="text/plain")


def test_the_doubles_are_for_this_machine_only_too(quiet: Town) -> None:
    doubles = (quiet.stage.slack.world.base_url, quiet.stage.vendor_url)
    places = [Town(quiet.stage, quiet.bot, url) for url in doubles]

    statuses = [knock(place, "GET", "/", Host="evil.example") for place in places]

    assert [HTTPStatus.FORBIDDEN] * 2 == statuses
