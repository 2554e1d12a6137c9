"""The metrics of a running bot, read where Prometheus reads them."""

import re
from collections.abc import Mapping
from datetime import timedelta

import pytest
import requests
from prometheus_client.parser import text_string_to_metric_families

from bot.http_server import HttpServer
from bot.reception import KINDS
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.threeyourmind.faults import Hold, Moment, server_error
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.scenarios.case import CUBE, Case
from tests.scenarios.form import LOVELACE
from tests.scenarios.house import House, by_http

DAY = 24 * 3600
Labels = frozenset[tuple[str, str]]


def metered(slack: Workspace) -> Mapping[str, object]:
    return {**by_http(slack), "metrics": True}


pytestmark = pytest.mark.parametrize("furniture", [metered], indirect=True, scope="package")


class Scrape:
    """What `/metrics` told at one moment."""

    def __init__(self, house: House) -> None:
        door = house.bot.door
        assert isinstance(door, HttpServer)
        answer = requests.get(f"http://127.0.0.1:{door.port}/metrics", timeout=10)
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        self.text = answer.text
        self._samples: dict[str, dict[Labels, float]] = {}
        for family in text_string_to_metric_families(answer.text):
            for sample in family.samples:
                labels = frozenset(sample.labels.items())
                self._samples.setdefault(sample.name, {})[labels] = sample.value

    def value(self, name: str, **labels: str) -> float:
        """Add up the samples that have these labels, whatever others they have."""
        wanted = labels.items()
        samples = self._samples.get(f"printdesk_{name}", {}).items()
        return sum(value for given, value in samples if wanted <= set(given))

    def labels(self, name: str, label: str) -> set[str]:
        """Give every value of a label."""
        return {dict(given)[label] for given in self._samples[f"printdesk_{name}"]}


def test_an_order_is_seen_in_the_metrics(house: House, case: Case) -> None:
    before = Scrape(house)
    case.ready().place().placed()
    wait_for(lambda: not Scrape(house).value("queue_depth"))
    after = Scrape(house)

    def grown(name: str, **labels: str) -> float:
        return after.value(name, **labels) - before.value(name, **labels)

    assert 1 == grown("orders", phase="placed")
    orders = "POST /service-panel/services/{id}/internal-ordering/orders/"
    assert 1 == grown("api_call_seconds_count", call=orders, outcome="201")
    assert 1 <= grown("slack_ack_seconds_count", kind="command", outcome="200")
    assert 1 <= grown("slack_ack_seconds_count", kind="form", outcome="200")
    assert len(CUBE) == grown("upload_bytes_total")
    assert 1 == grown("upload_seconds_count", outcome="ok")
    assert 0 < grown("upload_seconds_sum")
    assert 1 == grown("run_seconds_count", run="place", outcome="ok")
    assert 1 == after.value("ready")


def test_calls_that_fail_are_told_from_those_that_do_not(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    before = Scrape(house).value("api_call_seconds_count", outcome="503")
    vendor.switches.on(server_error(), method="PATCH", path="*/lines/*", times=2)
    case.ready()

    assert before + 2 == Scrape(house).value("api_call_seconds_count", outcome="503")


def test_what_is_under_way_is_seen_with_its_age(
    house: House, case: Case, vendor: Local3yourmind
) -> None:
    held = vendor.switches.on(Hold(Moment.BEFORE), method="POST", path="*/files/")
    case.answered().drop()
    case.awaits("POST", "*/files/")
    scrape = Scrape(house)

    assert 1 == scrape.value("queue_depth", run="forward")
    assert 0 < scrape.value("queue_age_seconds", run="forward")
    held.off()
    case.shows("✅ bracket.stl is ready")
    wait_for(lambda: not Scrape(house).value("queue_depth"))


def test_what_is_late_is_seen(house: House, case: Case) -> None:
    case.ready()
    assert Scrape(house).value("watch_lag_seconds") < DAY

    house.clock.ahead += timedelta(seconds=3 * DAY)

    assert DAY < Scrape(house).value("watch_lag_seconds") <= 3 * DAY


def test_no_label_tells_of_a_customer_or_an_order(house: House, case: Case) -> None:
    case.ready(customer=LOVELACE).place().placed()
    case.ada.command("/order-status", "lovelace", channel=case.channel)
    scrape = Scrape(house)

    told = scrape.text.casefold()
    assert [] == [word for word in ("lovelace", "bracket", "pd-", "customers.ex") if word in told]
    assert scrape.labels("slack_ack_seconds_count", "kind") <= {*KINDS.values(), "command"}
    assert scrape.labels("run_seconds_count", "run") <= {"keep", "forward", "place"}
    calls = scrape.labels("api_call_seconds_count", "call")
    assert [] == [call for call in calls if re.search(r"\d", call.replace("v2.0", ""))]
