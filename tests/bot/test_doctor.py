import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.doctor import as_json, examine, is_healthy, line
from bot.doctor.machine_checks import disk
from bot.doctor.slack_checks import clock
from bot.doctor.verdict import State, Verdict
from bot.manifest import manifest
from bot.sandbox.slack.manifest import Manifest
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.faults import html_page
from bot.sandbox.threeyourmind.local import Local3yourmind

NOBODY = "http://127.0.0.1:9/"
"""A port on which nothing listens."""
NO_SERVER = "postgresql://printdesk:hidden@127.0.0.1:9/printdesk"
SECRETS = ("slack_bot_token", "slack_app_token", "threeyourmind_token")
Break = Callable[[Stage], Mapping[str, object]]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(Workspace(), Local3yourmind(), tmp_path) as served:
        yield served


def examined(stage: Stage, **changes: object) -> list[Verdict]:
    return list(examine(stage.settings(**changes)))


def amiss(stage: Stage, **changes: object) -> list[Verdict]:
    """Give what is not fine, without waiting for sockets unless they are what is broken."""
    by_http = {"slack_app_token": None, "slack_signing_secret": "secret"}
    found = examined(stage, **({} if "slack_app_token" in changes else by_http) | changes)
    return [v for v in found if v.state is not State.FINE and v.about != "Slack events"]


def test_a_set_up_that_is_in_order_is_found_healthy(stage: Stage) -> None:
    channel = stage.slack.world.channel("#print-orders").id

    verdicts = examined(stage, order_channels=channel)

    assert [State.FINE] * len(verdicts) == [verdict.state for verdict in verdicts]
    assert is_healthy(verdicts)


def set_to(**changes: object) -> Break:
    return lambda _: changes


def out_of_the_channel(stage: Stage) -> Mapping[str, object]:
    return {"order_channels": stage.slack.world.channel("#random").id}


def partners(stage: Stage) -> str:
    return stage.slack.world.channel("#with-partners").id


def orders_before_partners(stage: Stage) -> Mapping[str, object]:
    return {"order_channels": partners(stage)}


def calls_before_partners(stage: Stage) -> Mapping[str, object]:
    return {"oncall_channel": partners(stage)}


def an_empty_group(stage: Stage) -> Mapping[str, object]:
    group = next(iter(stage.slack.world.usergroups.values()))
    group.users.clear()
    return {"order_usergroups": group.id}


def a_token_without_rights(stage: Stage) -> Mapping[str, object]:
    return {"threeyourmind_token": stage.vendor.buyer_token}


def nothing_to_pay_by(stage: Stage) -> Mapping[str, object]:
    stage.vendor.world.payment_methods.clear()
    return {}


def nothing_to_print_with(stage: Stage) -> Mapping[str, object]:
    stage.vendor.world.offers.clear()
    return {}


def no_way_to_deliver(stage: Stage) -> Mapping[str, object]:
    stage.vendor.world.shipping_methods.clear()
    stage.vendor.world.pickup_locations.clear()
    return {}


def a_file_in_the_place_of_the_folder(stage: Stage) -> Mapping[str, object]:
    (stage.data_dir / "file").write_text("")
    return {"data_dir": stage.data_dir / "file"}


def a_damaged_database(stage: Stage) -> Mapping[str, object]:
    (stage.data_dir / "state.sqlite").write_bytes(b"no database " * 1000)
    return {}


@pytest.mark.parametrize(
    ("broken", "about", "says", "do"),
    [
        (set_to(slack_bot_token="xoxb-no"), "Slack token", "invalid_auth", "xoxb-…"),
        (set_to(slack_api_url=NOBODY), "Slack token", "cannot be reached", "slack.com"),
        (set_to(slack_app_token="xapp-no"), "Slack app token", "invalid_auth", "connections:write"),
        (out_of_the_channel, "Slack channel", "not in #random", "/invite @Printdesk"),
        (set_to(order_channels="C0NONE"), "Slack channel", "no C0NONE", "Copy the id"),
        (set_to(oncall_channel="C0CALL"), "Slack channel", "no C0CALL", "Copy the id"),
        (orders_before_partners, "Slack channel", "no order may be made", "SHARED_CHANNELS"),
        (calls_before_partners, "Slack channel", "it reads what those on call", "ONCALL_CHANNEL"),
        (set_to(oncall_usergroups="S0NONE"), "Slack user group", "no S0NONE", "Copy the id"),
        (an_empty_group, "Slack user group", "Nobody is in", "Add people"),
        (
            set_to(slack_file_hosts="127.0.0.1,files.invalid"),
            "Slack file host",
            "files.invalid cannot be reached",
            "SLACK_FILE_HOSTS",
        ),
        (set_to(threeyourmind_url=NOBODY), "3YOURMIND", "cannot be reached", "THREEYOURMIND_URL"),
        (
            set_to(threeyourmind_token="of-nobody"),
            "3YOURMIND",
            "does not know the token",
            "THREEYOURMIND_TOKEN",
        ),
        (a_token_without_rights, "3YOURMIND permission", "may not make orders", "Service Panel"),
        (
            set_to(threeyourmind_service_id=99),
            "3YOURMIND permission",
            "no service 99",
            "THREEYOURMIND_SERVICE_ID",
        ),
        (nothing_to_pay_by, "3YOURMIND payment methods", "no payment method", "admin panel"),
        (nothing_to_print_with, "3YOURMIND materials", "no material", "admin panel"),
        (no_way_to_deliver, "3YOURMIND delivery", "no shipping method", "admin panel"),
        (set_to(currency="QQQ"), "Currency", "knows no QQQ", "CURRENCY"),
        (a_file_in_the_place_of_the_folder, "Database", "cannot be used", "DATA_DIR"),
        (set_to(database_url=NO_SERVER), "Database", "PostgreSQL cannot be used", "DATABASE_URL"),
        (a_damaged_database, "Database", "state.sqlite is damaged", "backup"),
    ],
)
def test_what_is_broken_is_named_with_the_thing_to_do(
    stage: Stage, broken: Break, about: str, says: str, do: str
) -> None:
    (found,) = amiss(stage, **broken(stage))

    assert about == found.about
    assert says in found.says
    assert do in found.do


def test_a_shared_channel_that_the_operator_allows_is_fine(stage: Stage) -> None:
    there = partners(stage)

    assert [] == amiss(stage, order_channels=there, shared_channels=there)


def test_an_instance_that_answers_with_pages_is_named(stage: Stage) -> None:
    stage.vendor.switches.on(html_page(502))

    (found,) = amiss(stage)

    assert "3YOURMIND" == found.about
    assert "Check THREEYOURMIND_URL" in found.do


def test_a_missing_scope_is_named(tmp_path: Path) -> None:
    raw = manifest()
    raw["oauth_config"]["scopes"]["bot"].remove("files:read")
    with staged(Workspace(Manifest.parse(raw)), Local3yourmind(), tmp_path) as stage:
        (found,) = amiss(stage)

    assert ("Slack scopes", "The app lacks files:read.") == (found.about, found.says)
    assert "printdesk manifest" in found.do


@pytest.mark.parametrize(
    ("seconds", "state", "says"),
    [
        (0, State.FINE, "agrees"),
        (59, State.FINE, "agrees"),
        (90, State.WRONG, "90 seconds ahead of Slack"),
        (-400, State.WRONG, "400 seconds behind Slack"),
    ],
)
def test_a_clock_that_is_wrong_is_named(seconds: int, state: State, says: str) -> None:
    told = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

    found = clock("Mon, 02 Mar 2026 09:30:00 GMT", told + timedelta(seconds=seconds))

    assert state == found.state
    assert says in found.says


def test_a_disk_that_is_nearly_full_is_named(tmp_path: Path) -> None:
    found = disk(tmp_path, 300_000_000)

    assert (State.WARNING, "Disk") == (found.state, found.about)
    assert "Only 0.3 GB are free" in found.says
    assert found.do.startswith("Make room")


def test_nothing_secret_is_said(stage: Stage) -> None:
    settings = stage.settings(slack_app_token="xapp-secret", database_url=NO_SERVER)
    verdicts = list(examine(settings))
    said = as_json(verdicts) + "".join(map(line, verdicts))

    for name in SECRETS:
        assert getattr(settings, name).get_secret_value() not in said
    assert "hidden" not in said


@pytest.mark.slow
@pytest.mark.parametrize(("changes", "code"), [({}, 0), ({"CURRENCY": "QQQ"}, 1)])
def test_the_command_ends_with_what_scripts_need(
    stage: Stage, changes: dict[str, str], code: int
) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json"],
        cwd=Path(__file__).parents[2],
        env={"PATH": "/usr/bin", **stage.environment, **changes},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert code == ended.returncode
    assert {"about", "state", "says", "do"} == set(json.loads(ended.stdout)[0])
