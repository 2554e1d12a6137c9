import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from bot.sandbox.town import Town
from tests.bot.sandbox.page.visitor import Visitor

EVIL = "http://evil.example"


def port(place: Town) -> str:
    return place.url.rpartition(":")[2]


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/api/world?as=ada", "/nothing"])
def test_a_foreign_host_is_refused(place: Town, path: str) -> None:
    for host in ("evil.example", f"evil.example:{port(place)}", "127.0.0.1", "localhost:1"):
        answer = requests.get(f"{place.url}{path}", headers={"Host": host}, timeout=5)

        assert 403 == answer.status_code, host


def test_both_names_of_this_machine_are_let_in(place: Town) -> None:
    for name in ("127.0.0.1", "localhost"):
        own = {"Host": f"{name}:{port(place)}", "Origin": f"http://{name}:{port(place)}"}

        assert 200 == requests.get(f"{place.url}/", headers=own, timeout=5).status_code


@pytest.mark.parametrize("origin", [EVIL, "null", "http://127.0.0.1:1", "http://localhost"])
def test_a_foreign_origin_is_refused(place: Town, origin: str) -> None:
    body = {"as": "ada", "channel": "C1", "text": "hello"}
    headers = {"Origin": origin, "X-Sandbox": "1"}
    answer = requests.post(f"{place.url}/api/say", json=body, headers=headers, timeout=5)

    assert 403 == answer.status_code


@pytest.mark.parametrize("path", ["/api/live?as=ada", "/link/?ticket=1"])
def test_a_websocket_of_a_foreign_page_is_refused(place: Town, path: str) -> None:
    for url in (place.url, place.stage.slack.world.base_url):
        address = url.replace("http", "ws")
        with pytest.raises(InvalidStatus, match="403"):
            connect(f"{address}{path}", origin=Origin(EVIL))


def test_the_doubles_refuse_foreign_hosts_and_origins(place: Town) -> None:
    for url in (place.stage.slack.world.base_url, place.stage.vendor_url):
        for headers in ({"Host": "evil.example"}, {"Origin": EVIL}):
            assert 403 == requests.get(f"{url}/", headers=headers, timeout=5).status_code


@pytest.mark.parametrize("path", ["say", "command", "act", "value", "submit", "close", "whatif"])
def test_a_change_without_the_pages_own_header_is_refused(place: Town, path: str) -> None:
    assert 403 == requests.post(f"{place.url}/api/{path}", json={}, timeout=5).status_code


def test_an_upload_without_the_pages_own_header_is_refused(place: Town) -> None:
    url = f"{place.url}/api/upload?as=ada&name=part.stl"

    assert 403 == requests.put(url, data=b"solid", timeout=5).status_code


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/api/parts", "/nothing"])
def test_every_answer_keeps_the_page_to_its_own_server(ada: Visitor, path: str) -> None:
    headers = ada.get(path).headers
    parts = headers["Content-Security-Policy"].split(";")
    policy = dict(part.strip().split(" ", 1) for part in parts)

    assert "'self'" == policy["default-src"]
    assert f"'self' ws://{ada.url.removeprefix('http://')}" == policy["connect-src"]
    assert {"object-src", "base-uri", "form-action", "frame-ancestors"} == {
        name for name, value in policy.items() if value == "'none'"
    }
    assert "nosniff" == headers["X-Content-Type-Options"]


def test_answers_of_the_api_are_not_stored(ada: Visitor) -> None:
    assert "no-store" == ada.get("/api/world").headers["Cache-Control"]


def test_static_files_are_those_of_the_page_only(ada: Visitor) -> None:
    assert ada.get("/").headers["Content-Type"].startswith("text/html")
    for path in ("/static/../desk.py", "/static/%2e%2e/desk.py", "/static/", "/static/none.js"):
        assert 404 == ada.get(path).status_code, path


def test_an_unknown_address_is_answered_in_a_sentence(ada: Visitor) -> None:
    assert (404, "There is nothing at this address.") == ada.could_not("nothing")
    assert 405 == ada.get("/api/say").status_code


@pytest.mark.parametrize("body", ["", "[]", "{", '"as"'])
def test_a_malformed_body_is_answered_in_a_sentence(place: Town, body: str) -> None:
    url, own = f"{place.url}/api/say", {"X-Sandbox": "1"}
    answer = requests.post(url, data=body, headers=own, timeout=5)

    assert 400 == answer.status_code
    assert answer.json()["error"].startswith("The body is no JSON")


def test_nobody_acts_as_somebody_who_does_not_exist_or_as_the_bot(place: Town) -> None:
    for handle in ("mallory", "printdesk", "slackbot", ""):
        answer = requests.get(f"{place.url}/api/world", params={"as": handle}, timeout=5)

        assert 400 == answer.status_code, handle
