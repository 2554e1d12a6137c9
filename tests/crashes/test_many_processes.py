"""Bots by HTTP that share what they know: whatever reaches whom, there is exactly one order."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.bot.waiting import wait_for
from tests.crashes.http_bot import START_LIMIT, http_bot
from tests.crashes.team import Team

# Several processes start at once, on machines that do other things, too.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

QUICK = {"TAKE_OVER_SECONDS": "2"}


@pytest.fixture
def stage(tmp_path: Path, panel: str) -> Iterator[Stage]:
    with staged(Workspace(), Local3yourmind(), tmp_path, panel=panel) as stage:
        yield stage


class Reached(Team):
    """An agent whose bots are reached by whoever Slack sends things to."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.agent = stage.slack.person("ada")


def test_what_slack_delivers_again_to_another_process_happens_once(stage: Stage) -> None:
    team, courier = Reached(stage), stage.slack.courier
    with http_bot(stage, QUICK) as one, http_bot(stage, QUICK) as other:
        stage.slack.use_request_url(one.events)
        card = team.ready_order()
        team.agent.click("Place order", message=card)
        team.wait(lambda: "Placed: 100001" in card.text)
        said = len(card.thread)
        stage.slack.use_request_url(other.events)
        for delivery in list(courier.log):
            if delivery.parcel.kind in {"events_api", "interactive"}:
                courier.deliver(replace(delivery.parcel).again("http_timeout"))
        assert [0, 0] == [one.stop(), other.stop()]

    (order,) = stage.vendor.orders
    assert 1 == len(order.lines)
    assert 1 == len(stage.vendor.log.matching("POST", "*/files/"))
    assert 1 == len(stage.vendor.log.matching("POST", "*/orders/"))
    assert said == len(card.thread)


def test_several_processes_share_a_port_and_one_that_is_killed_is_replaced(stage: Stage) -> None:
    team = Reached(stage)
    with http_bot(stage, QUICK, processes=2) as bot:
        stage.slack.use_request_url(bot.events)
        wait_for(lambda: len(bot.children()) == 2, START_LIMIT)
        card = team.order_with_file()
        first = set(bot.children())
        os.kill(min(first), signal.SIGKILL)
        wait_for(lambda: len(set(bot.children()) - first) == 1, START_LIMIT)
        team.place(card)
        team.wait(lambda: "Placed: 100001" in card.text)

        assert 0 == bot.stop()
    assert 1 == len(stage.vendor.orders)
    assert 1 == team.numbers_told(card)
