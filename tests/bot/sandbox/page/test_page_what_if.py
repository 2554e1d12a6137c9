import pytest
import requests
from slack_sdk.errors import SlackApiError

from bot.sandbox.town import Town
from tests.bot.sandbox.page.visitor import Json, Visitor
from tests.bot.sandbox.slack.bolt_app import bolt_app, connected, web_client
from tests.bot.sandbox.threeyourmind.agent import Agent
from tests.bot.waiting import wait_for


def switches(ada: Visitor) -> dict[str, Json]:
    return {one["id"]: one for one in ada.saw("/api/whatif")["switches"]}


def is_on(ada: Visitor, name: str) -> bool:
    return bool(switches(ada)[name]["on"])


@pytest.fixture
def agent(place: Town) -> Agent:
    return Agent(place.stage.vendor, place.stage.vendor_url)


def test_every_switch_says_what_it_does(ada: Visitor) -> None:
    found = switches(ada)

    assert {"3YOURMIND", "Slack", "bot"} == {one["side"] for one in found.values()}
    assert ["bot-killed"] == [name for name, one in found.items() if one["on"]]
    assert all(one["title"] for one in found.values())
    assert [] == [n for n, one in found.items() if not one["explanation"].endswith(".")]


@pytest.mark.parametrize(
    "name",
    ["vendor-slow", "vendor-unreachable", "vendor-order-lost", "slack-busy", "slack-lost"],
)
def test_a_switch_stays_as_it_was_turned(ada: Visitor, name: str) -> None:
    for on in (True, True, False, False, True):
        ada.did("whatif", id=name, on=on)

        assert on == is_on(ada, name)


def test_3yourmind_is_down_until_it_is_turned_on_again(ada: Visitor, agent: Agent) -> None:
    ada.did("whatif", id="vendor-down", on=True)
    for _ in range(3):
        assert 503 == agent.ask("GET", "offers/").status_code

    ada.did("whatif", id="vendor-down", on=False)
    assert 200 == agent.ask("GET", "offers/").status_code


def test_a_lost_answer_happens_once_and_the_switch_goes_back(ada: Visitor, agent: Agent) -> None:
    ada.did("whatif", id="vendor-order-lost", on=True)
    with pytest.raises(requests.ConnectionError):
        agent.order()

    assert not is_on(ada, "vendor-order-lost")
    assert 400 == agent.order().status_code


def test_a_web_api_that_is_down_comes_back(place: Town, ada: Visitor) -> None:
    client = web_client(place.stage.slack)
    ada.did("whatif", id="slack-down", on=True)
    with pytest.raises(SlackApiError):
        client.auth_test()

    ada.did("whatif", id="slack-down", on=False)
    assert client.auth_test()["ok"]


def test_the_connection_of_the_bot_is_broken_at_once(place: Town, ada: Visitor) -> None:
    slack = place.stage.slack
    with connected(bolt_app(slack), slack):
        ada.did("whatif", id="socket-drop", on=True)

        assert not is_on(ada, "socket-drop")
        wait_for(lambda: ada.world["bot"]["running"])


def test_an_unknown_switch_is_answered_in_a_sentence(ada: Visitor) -> None:
    assert (404, "There is no such switch.") == ada.could_not("whatif", id="moon", on=True)
