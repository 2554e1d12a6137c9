"""What the log does not say."""

import json
import logging

import pytest

from bot.logs import configure
from bot.sandbox.threeyourmind.faults import Answer, Drop, Moment, server_error
from tests.logged import written_to
from tests.scenarios.case import Case
from tests.scenarios.house import House, by_http

pytestmark = pytest.mark.parametrize("furniture", [by_http], indirect=True, scope="package")
PRIVATE = (
    "lovelace",
    "analytical engines",
    "customers.example",
    "st james",
    "sw1y",
    "leave it at the gate",
    "ada winter",
)


def everything(house: House) -> Case:
    """Let most of what can happen to an order happen to one, from the start of the bot."""
    with house.away():
        pass
    switches = house.vendor.switches
    case = Case.fresh(house)
    switches.on(server_error(), path="*/addresses/", times=1)
    case.opened().ada.type("Delivery instructions", "Leave it at the gate")
    case.filled_as_usual()
    switches.on(Drop(Moment.AFTER), method="POST", path="*/lines/", times=1)
    case.created().with_part("lovelace.stl")
    refusal = Answer(400, '{"billingAddressId": ["Lovelace may not order."]}')
    switches.on(refusal, method="POST", path="*/orders/", times=1)
    case.place().shows("❌ Not placed")
    switches.on(Drop(Moment.AFTER), method="POST", path="*/orders/", times=1)
    case.press(case.ada, "Try again")
    order = case.placed()
    case.ada.command("/order-status", str(order.number), channel=case.channel)
    case.whispered(case.ada, f"Placed: {order.number}")
    return case


def test_no_line_of_the_log_holds_a_secret_or_a_customer(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    everything(house)

    installed = house.slack.world.installation
    secrets = (installed.bot_token, installed.app_token, installed.signing_secret)
    written = caplog.text.lower()
    assert "3yourmind post" in written
    for word in (*secrets, house.vendor.token, *PRIVATE):
        assert [] == [line for line in written.splitlines() if word.lower() in line]


def test_not_even_at_debug_the_log_holds_a_secret(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    with written_to(capsys) as written:
        configure("DEBUG", "json")
        case = everything(house)
        lines = written().splitlines()

    installed = house.slack.world.installation
    secrets = (installed.bot_token, installed.app_token, installed.signing_secret)
    told = list(map(json.loads, lines))
    assert {"DEBUG", "INFO"} <= {line["level"] for line in told}
    for secret in (*secrets, house.vendor.token):
        assert [] == [line for line in lines if secret in line]
    assert [] == [line for line in lines if "hooks.slack" in line or "response_url" in line]
    posted = [line["order"] for line in told if line["message"].startswith("3YOURMIND POST")]
    assert {case.id} == set(posted)


def test_nothing_that_the_bot_keeps_holds_a_secret(house: House) -> None:
    everything(house)

    installed = house.slack.world.installation
    secrets = (installed.bot_token, installed.app_token, installed.signing_secret)
    kept = [path for path in house.stage.data_dir.rglob("*") if path.is_file()]
    assert {"state.sqlite", "engine.sqlite"} <= {path.name for path in kept}
    for path in kept:
        content = path.read_bytes()
        for secret in (*secrets, house.vendor.token, "/commands/", "/actions/"):
            assert secret.encode() not in content, path.name


def test_a_line_about_what_somebody_did_tells_order_user_team_and_request(
    house: House, case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    with written_to(capsys) as written:
        configure("INFO", "json")
        case.answered()
        lines = list(map(json.loads, written().splitlines()))

    ada, team = case.ada.user.id, house.slack.world.team.id
    told = [line for line in lines if line["message"] == f"order {case.id}: order_started by {ada}"]
    assert [(case.id, ada, team)] == [(li["order"], li["user"], li["team"]) for li in told]
    assert 8 == len(told[0]["request"])
