import pytest
import requests

from bot.sandbox.threeyourmind.local import API
from tests.bot.sandbox.threeyourmind.agent import Agent

PROFILE = f"{API}/my-profile/profile/"


def test_refuses_requests_without_a_token(agent: Agent) -> None:
    answer = requests.get(agent.url + PROFILE, timeout=5)

    detail = "Authentication credentials were not provided."
    assert (401, {"detail": detail}) == (answer.status_code, answer.json())
    assert "Token" == answer.headers["WWW-Authenticate"]


def test_refuses_a_wrong_token(agent: Agent) -> None:
    answer = agent.ask("GET", PROFILE, token="wrong")

    assert (401, {"detail": "Invalid token."}) == (answer.status_code, answer.json())


def test_refuses_another_scheme(agent: Agent) -> None:
    headers = {"Authorization": f"Bearer {agent.vendor.token}"}

    assert 401 == agent.ask("GET", PROFILE, headers=headers).status_code


def test_a_viewer_may_look_but_not_order(agent: Agent) -> None:
    token = agent.vendor.viewer_token

    assert 200 == agent.ask("GET", "offers/", token=token).status_code
    for path in ("baskets/", "internal-ordering/orders/", f"{API}/files/"):
        refused = agent.ask("POST", path, token=token)
        detail = "You do not have permission to perform this action."
        assert (403, {"detail": detail}) == (refused.status_code, refused.json())


def test_a_buyer_has_no_business_in_the_service_panel(agent: Agent) -> None:
    token = agent.vendor.buyer_token

    assert 200 == agent.ask("GET", PROFILE, token=token).status_code
    assert 403 == agent.ask("GET", "offers/", token=token).status_code


def test_sets_a_cookie_and_refuses_whoever_sends_it_back(agent: Agent) -> None:
    with requests.Session() as session:
        session.headers["Authorization"] = f"Token {agent.vendor.token}"
        first = session.get(agent.url + PROFILE, timeout=5)
        second = session.get(agent.url + PROFILE, timeout=5)

    assert (200, 403) == (first.status_code, second.status_code)
    assert {"detail": "CSRF Failed: CSRF token missing."} == second.json()


def test_a_path_without_its_slash_is_redirected(agent: Agent) -> None:
    answer = agent.ask("GET", "orders?search=17")

    assert 301 == answer.status_code
    assert f"{agent.panel}/orders/?search=17" == answer.headers["Location"]


def test_nothing_is_made_by_a_post_without_its_slash(agent: Agent) -> None:
    followed = agent.ask("POST", "baskets", allow_redirects=True)

    assert 405 == followed.status_code
    assert {} == agent.vendor.world.baskets


@pytest.mark.parametrize(
    "path", ["nonsense/", f"{API}/service-panel/services/2/offers/", "baskets/none/", "/"]
)
def test_an_unknown_path_is_not_found(agent: Agent, path: str) -> None:
    answer = agent.ask("GET", path)

    assert (404, {"detail": "Not found."}) == (answer.status_code, answer.json())


def test_a_wrong_method_is_refused(agent: Agent) -> None:
    answer = agent.ask("PUT", "offers/")

    assert (405, {"detail": 'Method "PUT" not allowed.'}) == (answer.status_code, answer.json())


def test_an_order_cannot_be_listed_where_it_is_made(agent: Agent) -> None:
    assert 405 == agent.ask("GET", "internal-ordering/orders/").status_code


def test_refuses_json_that_is_none(agent: Agent) -> None:
    basket = agent.post("baskets/")["id"]
    headers = {"Content-Type": "application/json"}

    answer = agent.ask("PATCH", f"baskets/{basket}/", data="{", headers=headers)

    assert 400 == answer.status_code
    assert answer.json()["detail"].startswith("JSON parse error - ")


def test_refuses_a_form_where_json_belongs(agent: Agent) -> None:
    basket = agent.post("baskets/")["id"]

    assert 415 == agent.ask("PATCH", f"baskets/{basket}/", data={"customer_id": 1}).status_code
