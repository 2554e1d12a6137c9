import logging
import traceback
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from bot.sandbox.serving import Served
from bot.sandbox.threeyourmind.faults import Answer
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.threeyourmind.transport import Transport
from state.problems import Broken, Missing, UnknownToken, Unreachable
from tests.bot.threeyourmind.sockets import a_server, answer, nobody_listening, read_head
from tests.bot.threeyourmind.transports import TOKEN, asking_once

OFFERS = "service-panel/services/1/offers/"
BASKETS = "service-panel/services/1/baskets/"
ADDRESSES = "service-panel/services/1/internal-ordering/users/4711/addresses/"
PROFILE = "my-profile/profile/"


def test_every_request_carries_token_and_types_but_never_a_cookie(
    transport: Transport, vendor: Local3yourmind
) -> None:
    basket = transport.post(BASKETS)["id"]
    transport.patch(f"{BASKETS}{basket}/", {"title": "Mine"})
    transport.get(f"{BASKETS}{basket}/")

    # The local 3YOURMIND sets a cookie with every answer and refuses requests that carry one.
    assert [201, 200, 200] == [request.status for request in vendor.log.records]
    for request in vendor.log.records:
        assert "cookie" not in request.headers
        assert "Token" == request.headers["authorization"]
        assert "application/json" == request.headers["accept"]
        assert "application/json" == request.headers["content-type"]


def test_making_something_empty_sends_no_body(transport: Transport, vendor: Local3yourmind) -> None:
    transport.post(BASKETS)

    assert "0" == vendor.log.records[0].headers["content-length"]


def test_a_netrc_does_not_replace_the_token(
    transport: Transport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))

    assert transport.get(PROFILE)["id"]


def test_every_path_ends_with_a_slash(transport: Transport, vendor: Local3yourmind) -> None:
    transport.get(OFFERS.rstrip("/"))

    assert f"/api/v2.0/{OFFERS}" == vendor.log.records[0].path


def test_an_instance_may_live_below_a_path() -> None:
    heads = []

    def script(connection: Any) -> None:
        heads.append(read_head(connection)[0].decode())
        answer(connection)

    with a_server(script) as url, Transport(f"{url}/printing/", TOKEN) as transport:
        transport.get(PROFILE, {"search": "a b&c"})

    first = heads[0].splitlines()[0]
    assert "GET /printing/api/v2.0/my-profile/profile/?search=a+b%26c HTTP/1.1" == first
    assert f"Authorization: Token {TOKEN}" in heads[0]


@pytest.mark.parametrize("location", ["/elsewhere/", "https://other.example/", "http://[", "", "é"])
def test_a_redirect_is_broken_and_not_followed(
    transport: Transport, vendor: Local3yourmind, location: str
) -> None:
    redirect = Answer(302, "", "text/html", MappingProxyType({"Location": location}))
    vendor.switches.on(redirect, method="POST")

    with pytest.raises(Broken):
        transport.post(BASKETS)
    assert 1 == len(vendor.log.records)


def test_wrong_tokens_are_not_permitted(server: Served) -> None:
    with Transport(server.url, "wrong") as transport, pytest.raises(UnknownToken):
        transport.get(PROFILE)


@pytest.mark.parametrize("token", ["", " ", "abc\n", "abc\r\nX: y", "a b", "ü"])
def test_a_token_that_cannot_stand_in_a_header_is_refused_without_showing_it(token: str) -> None:
    with pytest.raises(ValueError, match="the token is empty or has characters") as caught:
        Transport("https://print.example.com", token)
    assert not token.strip() or token not in str(caught.value)


@pytest.mark.parametrize("url", ["", "print.example.com", "ftp://print.example.com", "https://"])
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="must begin with https://"):
        Transport(url, TOKEN)


def test_neither_token_nor_search_nor_id_is_in_the_log(
    vendor: Local3yourmind, server: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot.threeyourmind")
    with Transport(server.url, vendor.token) as transport, pytest.raises(Missing):
        transport.get(ADDRESSES, {"search": "Lovelace"})
    with asking_once(nobody_listening()) as transport, pytest.raises(Unreachable):
        transport.get(ADDRESSES, {"search": "Lovelace"})

    assert 2 == len(caplog.records)
    for private in (vendor.token, TOKEN, "Lovelace", "4711"):
        assert private not in caplog.text


def test_an_error_shows_neither_token_nor_address_with_its_traceback() -> None:
    name = "Lovelace"
    with asking_once(nobody_listening()) as transport:
        try:
            transport.get(ADDRESSES, {"search": name})
        except Unreachable as error:
            shown = "".join(traceback.format_exception(error)) + str(error.problem)

    assert "Unreachable" in shown
    for private in (TOKEN, "Lovelace", "4711"):
        assert private not in shown
    assert TOKEN not in repr(vars(transport))


def test_each_request_leaves_one_line_without_ids(
    transport: Transport, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot.threeyourmind")
    basket = transport.post(BASKETS)["id"]
    transport.get(f"{BASKETS}{basket}/")

    made, shown = (f"{r.levelname} {r.getMessage()}" for r in caplog.records)
    assert made.startswith("INFO 3YOURMIND POST /service-panel/services/{id}/baskets/: 201 in ")
    assert shown.startswith("DEBUG 3YOURMIND GET /service-panel/services/{id}/baskets/{id}/: 200")
