import json
from collections.abc import Iterator

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.page.wire_lines import Line, without_secrets
from bot.sandbox.page.wire_orders import orders_of
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.town import Town
from tests.bot.sandbox.page.visitor import Json, Visitor
from tests.bot.sandbox.slack.bolt_app import bolt_app, connected, web_client
from tests.bot.sandbox.slack.kit import modal
from tests.bot.sandbox.threeyourmind.agent import Agent

MINE, OTHER = "PD-7MASG2Y", "PD-2222222"


@pytest.fixture
def slack(place: Town) -> Iterator[Workspace]:
    slack = place.stage.slack
    app = bolt_app(slack)
    app.command("/order")(lambda ack: ack("One moment"))
    with connected(app, slack):
        yield slack


def lines(ada: Visitor, **query: object) -> list[Json]:
    found: list[Json] = ada.saw("/api/wire", **query)["lines"]
    return found


def line(what: str, request: object = None, response: object = None) -> Line:
    return Line(0.0, "bot", "Slack", what, "ok", 0.0, request, response)


def test_requests_of_all_three_sides_are_listed_newest_first(
    place: Town, slack: Workspace, ada: Visitor
) -> None:
    ada.command("/order", "help")
    Agent(place.stage.vendor, place.stage.vendor_url).get("offers/")
    web_client(slack).auth_test()

    every = lines(ada)
    newest = [*every[:2], next(one for one in every if one["from"] == "Slack")]
    assert ["auth.test", "offers/", "command /order"] == [
        one["what"].rpartition("services/1/")[2] for one in newest
    ]
    assert [("bot", "Slack"), ("bot", "3YOURMIND"), ("Slack", "bot")] == [
        (one["from"], one["to"]) for one in newest
    ]
    assert ["ok", 200, "ok"] == [one["status"] for one in newest]
    assert all(one["ms"] >= 0 for one in newest)
    assert "help" == newest[2]["request"]["text"]
    assert {"text": "One moment"} == newest[2]["response"]
    assert every == sorted(every, key=lambda one: -one["at"])


def test_a_refused_call_shows_the_word_of_slack(slack: Workspace, ada: Visitor) -> None:
    with pytest.raises(SlackApiError):
        web_client(slack).views_update(view_id="V0NONE", view=modal())

    assert ("views.update", "not_found") == (lines(ada)[0]["what"], lines(ada)[0]["status"])


def test_no_secret_is_shown(place: Town, slack: Workspace, ada: Visitor) -> None:
    ada.command("/order")
    Agent(place.stage.vendor, place.stage.vendor_url).get("offers/")
    app = slack.world.installation

    text = json.dumps(lines(ada))
    secrets = (app.bot_token, app.app_token, app.signing_secret, app.verification_token)
    assert [] == [secret for secret in (*secrets, place.stage.vendor.token) if secret in text]
    assert "ticket=[secret]" in text
    assert f"/commands/{slack.world.team.id}/[secret]" in text


def test_a_download_by_the_bot_is_listed(slack: Workspace, ada: Visitor) -> None:
    file = ada.upload("part.stl", b"solid part")
    slack.world.files[file].is_handed_in = True
    told = slack.world.files[file].to_json(slack.world.base_url, slack.world.team.id)
    token = {"Authorization": f"Bearer {slack.world.installation.bot_token}"}
    ada._session.get(told["url_private_download"], headers=token, timeout=5)

    (found,) = [one for one in lines(ada) if one["what"] == "download part.stl"]
    assert ("ok", file, "10") == (
        found["status"],
        found["request"]["file"],
        found["response"]["length"],
    )


def test_the_list_is_as_long_as_it_is_asked_for(slack: Workspace, ada: Visitor) -> None:
    for _ in range(5):
        web_client(slack).auth_test()

    assert 3 == len(lines(ada, limit=3))
    assert 400 == ada.get("/api/wire", limit="x").status_code


def test_an_order_is_found_by_what_the_bodies_say(slack: Workspace, ada: Visitor) -> None:
    client, channel = web_client(slack), ada.channel()
    client.chat_postMessage(channel=channel, text=f"Card of {MINE}")
    client.chat_postMessage(channel=channel, text=f"Card of {OTHER}")

    # One that came too soon after the last message was refused, and repeated.
    (found,) = [one for one in lines(ada, order=MINE.lower()) if one["status"] == "ok"]
    assert (MINE, f"Card of {MINE}") == (found["order"], found["request"]["text"])
    assert [] == lines(ada, order="PD-9999999")


def test_what_shares_a_thread_a_file_or_a_basket_belongs_to_the_same_order() -> None:
    dropped = {"event": {"thread_ts": "1.5", "files": [{"id": "F1"}]}}
    found = orders_of(
        [
            line("chat.postMessage", {"text": MINE}, {"ts": "1.5"}),
            line("event_callback message", dropped),
            line("files.info", {"file": "F1"}),
            line("event_callback file_shared", {"event": {"file_id": "F1"}}),
            line("POST /services/1/baskets/", None, {"id": 7}),
            line("POST /services/1/baskets/7/lines/", None, {"id": 8}),
            line("POST /files/", {"basket_id": "7"}),
            line("POST /orders/", {"basketId": 7, "reference": f"{OTHER} PO 17"}),
        ]
    )

    assert [*[MINE] * 4, *[OTHER] * 4] == found


def test_a_file_belongs_to_the_order_in_whose_thread_slack_says_it_is() -> None:
    shares = {"public": {"C1": [{"ts": "1.6", "thread_ts": "1.5"}]}}
    found = orders_of(
        [
            line("chat.postMessage", {"text": MINE}, {"ts": "1.5"}),
            line("files.info", {"file": "F1"}, {"file": {"id": "F1", "shares": shares}}),
            line("download bracket.stl", {"file": "F1"}),
        ]
    )

    assert [MINE] * 3 == found


def test_what_names_several_orders_or_none_belongs_to_none() -> None:
    assert ["", ""] == orders_of(
        [line("chat.postMessage", {"text": f"{MINE} {OTHER}"}), line("auth.test")]
    )


def test_secrets_are_masked_by_their_key_their_look_and_their_address() -> None:
    given = {
        "token": "abc",
        "trigger_id": "",
        "text": "xoxb-12345-abc",
        "list": [{"response_url": "http://127.0.0.1/actions/T1/abcdef"}, 7, None],
    }

    assert {
        "token": "[secret]",
        "trigger_id": "",
        "text": "[secret]",
        "list": [{"response_url": "http://127.0.0.1/actions/T1/[secret]"}, 7, None],
    } == without_secrets(given)
