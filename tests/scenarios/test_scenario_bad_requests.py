"""What is not from Slack, or not what the bot gave to Slack: refused in one line, nothing done."""

import json
import logging
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from handlers.views.found import UNIT_IS
from handlers.views.modals import Draft
from state.order import BOT, Order
from tests.scenarios.case import Case
from tests.scenarios.house import House, by_http
from tests.scenarios.post import FORM, Payload, Post

pytestmark = pytest.mark.parametrize("furniture", [by_http], indirect=True, scope="package")
COMMAND = {"command": "/order", "text": "help", "channel_id": "C1", "trigger_id": "1.2"}
UNKNOWN = "PD-NEVER22"
NEVER = Draft(order=UNKNOWN, channel="C1").model_dump_json()


@pytest.fixture(scope="module")
def standing(furniture: House) -> Order:
    """An order that nothing of all this may change."""
    case = Case.fresh(furniture).ready()
    return furniture.bot.orders.get(case.id)


@pytest.fixture
def post(house: House) -> Post:
    return Post(house)


@pytest.fixture
def untouched(
    house: House, standing: Order, caplog: pytest.LogCaptureFixture
) -> Iterator[list[str]]:
    """Check afterwards that the records are as before, and that one line of the log says why."""
    before = by_people(house)
    caplog.set_level(logging.INFO)
    said: list[str] = []
    yield said
    records = caplog.get_records("call")
    lines = [r for r in records if r.name.partition(".")[0] in {"bot", "handlers"}]
    warned = [r for r in lines if r.levelno >= logging.WARNING]
    assert before == by_people(house)
    assert said == [r.getMessage() for r in warned]
    assert [] == [r for r in records if r.exc_info or "\n" in r.getMessage()]
    assert standing.id in before


def by_people(house: House) -> dict[str, int]:
    """Count by order what people did to it: whatever the bot does by itself goes on."""
    orders = [*house.bot.orders.unfinished(), *house.bot.orders.latest(100)]
    return {o.id: sum(entry.by != BOT for entry in o.history) for o in orders}


def command(house: House) -> bytes:
    world = house.slack.world
    return urlencode(COMMAND | {"user_id": world.user("ada").id, "team_id": world.team.id}).encode()


def refused(why: str) -> str:
    return f"refused a request from 127.0.0.1: {why}"


@pytest.mark.parametrize(
    "changes",
    [
        {"X-Slack-Signature": ""},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": "v0=ümlaut".encode().decode("latin-1")},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "9" * 5000},
    ],
    ids=["none", "wrong", "no ascii", "no time", "no number", "endless"],
)
def test_what_slack_did_not_sign_is_refused(
    house: House, post: Post, untouched: list[str], changes: dict[str, str]
) -> None:
    untouched.append(refused("its signature is missing, wrong or too old"))
    body = command(house)

    assert 401 == post.send(body, post.signed(body) | changes).status_code


@pytest.mark.parametrize("age", [301, -310], ids=["too late", "too early"])
def test_what_slack_signed_at_another_time_is_refused(
    house: House, post: Post, untouched: list[str], age: int
) -> None:
    untouched.append(refused("its signature is missing, wrong or too old"))
    body = command(house)

    assert 401 == post.send(body, post.signed(body, age=age)).status_code


def test_a_request_counts_once(house: House, post: Post, untouched: list[str]) -> None:
    untouched.append(refused("it came before"))
    body = command(house) + b"&once=1"
    headers = post.signed(body)
    first, second = (post.send(body, headers) for _ in range(2))

    assert (200, 409) == (first.status_code, second.status_code)
    assert "/order" in first.text
    assert "/order" not in second.text


def test_a_huge_request_is_refused_before_it_is_read(post: Post, untouched: list[str]) -> None:
    assert [] == untouched
    body = b"x" * 10_000_000

    assert 413 == post.send(body, post.signed(body)).status_code


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[1]", "application/json"),
        (b'{"team": "T1", "user": 7, "event": []}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"payload=%7B", FORM),
        (b"payload=7", FORM),
    ],
    ids=["cut", "list", "shapes", "deep", "form", "number"],
)
def test_what_cannot_be_read_is_refused(
    post: Post, untouched: list[str], body: bytes, kind: str
) -> None:
    untouched.append(refused("it cannot be read"))

    assert 400 == post.send(body, post.signed(body, kind)).status_code


def test_what_is_no_text_is_refused(post: Post, untouched: list[str]) -> None:
    untouched.append(refused("it is no text"))

    assert 400 == post.send(b"\xff\xfe", post.signed(b"")).status_code


def test_a_button_of_which_nobody_knows_is_left_alone(post: Post, untouched: list[str]) -> None:
    untouched.append("nothing listens for block_actions sell_everything")

    assert 404 == post.payload(post.click({"action_id": "sell_everything"})).status_code


def test_a_form_of_which_nobody_knows_is_left_alone(post: Post, untouched: list[str]) -> None:
    untouched.append("nothing listens for view_submission sell_form")

    assert 404 == post.payload(post.form("sell_form", "")).status_code


def test_an_event_of_which_nobody_knows_is_not_sent_again(post: Post, untouched: list[str]) -> None:
    untouched.append("nothing listens for event_callback emoji_changed")
    body = json.dumps({"type": "event_callback", "event": {"type": "emoji_changed"}}).encode()

    assert 200 == post.send(body, post.signed(body, "application/json")).status_code


def with_part(value: str, menu: str = "") -> Payload:
    """Build a choice in the menu of a part."""
    block_id = menu or f"part:{UNKNOWN}:F1"
    chosen = {"selected_option": {"value": value}}
    return {"action_id": "part_menu", "block_id": block_id, **chosen}


UNKNOWN_ORDERS: dict[str, Payload] = {
    "place": {"action_id": "place", "value": f"{UNKNOWN} 12.00"},
    "edit": {"action_id": "edit", "value": UNKNOWN},
    "cancel": {"action_id": "cancel", "value": UNKNOWN},
    "found": {"action_id": "found", "value": UNKNOWN},
    "tell me": {"action_id": "tell_me", "value": UNKNOWN},
    "long": {"action_id": "cancel", "value": "P" * 2000},
    "nul": {"action_id": "cancel", "value": "PD-\x00"},
    "unit": {"action_id": f"{UNIT_IS}.mm", "value": f"{UNKNOWN} F1 mm"},
    "all parts": {"action_id": "all_parts", "value": UNKNOWN},
    "twice": {"action_id": "keep_both", "value": f"{UNKNOWN} F1"},
    "menu": with_part("remove"),
}
MISREAD: dict[str, Payload] = {
    "no total": {"action_id": "place", "value": "{order}"},
    "no amount": {"action_id": "place", "value": "{order} lots"},
    "no finite amount": {"action_id": "place", "value": "{order} NaN"},
    "no value": {"action_id": "cancel"},
    "a number": {"action_id": "cancel", "value": 7},
    "half a letter": {"action_id": "cancel", "value": "\ud800"},
    "one word": {"action_id": f"{UNIT_IS}.mm", "value": "{order}"},
    "four words": {"action_id": f"{UNIT_IS}.mm", "value": "{order} F1 mm mm"},
    "furlongs": {"action_id": f"{UNIT_IS}.mm", "value": "{order} F1 furlong"},
    "twice": {"action_id": "keep_both", "value": "{order}"},
    "menu of two": with_part("remove", "part:{order}"),
    "menu of nothing": with_part("sell", "part:{order}:F1"),
    "page": {"action_id": "look_next", "value": "{}{"},
}


@pytest.mark.parametrize("name", UNKNOWN_ORDERS)
def test_a_click_for_an_order_that_is_not_there_does_nothing(
    post: Post, untouched: list[str], name: str
) -> None:
    click = post.click(UNKNOWN_ORDERS[name])
    untouched.append(f"did nothing with what {click['user']['id']} sent: UnknownOrder")

    assert 200 == post.payload(click).status_code


@pytest.mark.parametrize("name", MISREAD)
def test_a_click_that_carries_something_else_does_nothing(
    post: Post, standing: Order, untouched: list[str], name: str
) -> None:
    known = json.loads(json.dumps(MISREAD[name]).replace("{order}", standing.id))
    click = post.click(known)
    untouched.append(f"did nothing with what {click['user']['id']} sent: NotOurs")

    assert 200 == post.payload(click).status_code


@pytest.mark.parametrize("action", ["cancel", "edit", "found", "tell_me"])
def test_a_click_of_a_guest_for_somebody_elses_order_does_nothing(
    post: Post, standing: Order, untouched: list[str], action: str
) -> None:
    assert [] == untouched
    click = post.click({"action_id": action, "value": standing.id}, "gus")

    assert 200 == post.payload(click).status_code


FORMS = ("order_form", "part_form", "requirements_form", "number_form", "address_form")
METADATA = {
    "nothing": "",
    "no json": "order=1",
    "a list": "[1]",
    "other shape": '{"basket": "1"}',
    "wrong types": '{"order": 1, "channel": null}',
    "long": "x" * 3000,
    "long json": json.dumps({"order": "x" * 2900, "channel": []}),
}


@pytest.mark.parametrize("what", METADATA)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_carries_something_else_does_nothing(
    post: Post, untouched: list[str], form: str, what: str
) -> None:
    sent = post.form(form, METADATA[what])
    untouched.append(f"did nothing with what {sent['user']['id']} sent: NotOurs")
    answer = post.payload(sent)

    assert (200, "update") == (answer.status_code, answer.json()["response_action"])
    assert "I know of no order" in answer.text


@pytest.mark.parametrize("form", ["order_form", "part_form", "requirements_form", "number_form"])
def test_a_form_for_an_order_that_is_not_there_does_nothing(
    post: Post, untouched: list[str], form: str
) -> None:
    values = {"number@": {"found.number": {"type": "plain_text_input", "value": "1"}}}
    sent = post.form(form, NEVER, values)
    untouched.append(f"did nothing with what {sent['user']['id']} sent: UnknownOrder")

    assert "I know of no order" in post.payload(sent).text


@pytest.mark.parametrize("action", ["order.sold", "part.material", "order.customer"])
def test_a_list_of_which_nobody_knows_has_no_entries(
    post: Post, untouched: list[str], action: str
) -> None:
    view = {"id": "V1", "type": "modal", "private_metadata": "[]", "state": {"values": {}}}
    asked = post.of("block_suggestion", value="x", view=view, block_id="sold@")
    if action != "order.customer":
        untouched.append(f"did nothing with what {asked['user']['id']} sent: NotOurs")

    assert 200 == post.payload(asked | {"action_id": action}).status_code
