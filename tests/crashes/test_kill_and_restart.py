"""The bot dies by `kill -9` at the worst moments; after a restart there is exactly one order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.slack.persons.talking import Dropped
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import staged
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests.crashes.team import LIMIT, ORDER, UPLOAD, Team, part

pytestmark = pytest.mark.slow


@pytest.fixture
def team(tmp_path: Path, panel: str) -> Iterator[Team]:
    with staged(Workspace(), Local3yourmind(), tmp_path, panel=panel) as stage:
        bot = BotProcess(stage)
        bot.start()
        try:
            yield Team(stage, bot)
        finally:
            bot.kill()


def test_killed_while_a_file_is_uploaded_the_file_is_sent_again_in_a_fresh_basket(
    team: Team,
) -> None:
    held = team.stage.vendor.switches.on(Hold(Moment.BEFORE), method="POST", path=UPLOAD)
    card = team.order_with_file()
    held.wait(LIMIT)

    team.restart()
    team.place(card)
    team.wait(lambda: "Placed: 100001" in card.text)

    (order,) = team.stage.vendor.orders
    assert len(order.lines) == 1
    assert len(team.stage.vendor.log.matching("POST", "*/baskets/")) == 2


def test_killed_while_a_file_is_analysed_the_analysis_is_awaited_after_the_restart(
    team: Team,
) -> None:
    team.stage.vendor.world.analysis_seconds = 6.0
    card = team.order_with_file()
    team.wait(lambda: "is being checked" in card.text)

    team.restart()
    assert "is being checked" in card.text
    team.place(card)
    team.wait(lambda: "Placed: 100001" in card.text)

    assert len(team.stage.vendor.orders) == 1
    assert len(team.stage.vendor.log.matching("POST", "*/files/")) == 1


@pytest.mark.parametrize("panel", ["service"], indirect=True)
def test_killed_between_place_and_the_order_it_is_placed_after_the_restart(team: Team) -> None:
    card = team.ready_order()
    held = team.stage.vendor.switches.on(Hold(Moment.BEFORE), method="PATCH", path="*/lines/*")
    team.agent.click("Edit", message=card)
    team.agent.type("Price per piece for all parts", "13")
    team.agent.submit()
    held.wait(LIMIT)
    team.wait(lambda: "17.90 EUR" in card.text)
    team.place(card)

    team.restart()
    team.wait(lambda: "Placed: 100001" in card.text)

    (order,) = team.stage.vendor.orders
    assert str(order.lines[0].unit_print_price) == "13.00"


# Where 3YOURMIND sets the price, it is asked for it once more in between.
@pytest.mark.parametrize("panel", ["user"], indirect=True)
def test_killed_while_the_price_is_asked_once_more_the_order_is_placed_after_the_restart(
    team: Team,
) -> None:
    card = team.ready_order()
    held = team.stage.vendor.switches.on(Hold(Moment.BEFORE), method="GET", path="*/price/")
    team.place(card)
    held.wait(LIMIT)

    team.restart()
    team.wait(lambda: "Placed: 100001" in card.text)

    assert 1 == len(team.stage.vendor.orders)
    assert 1 == len(team.stage.vendor.log.matching("POST", "*/orders/"))


def test_killed_after_the_order_was_accepted_its_number_is_looked_up(team: Team) -> None:
    card = team.ready_order()
    held = team.stage.vendor.switches.on(Hold(Moment.AFTER), method="POST", path=ORDER)
    team.place(card)
    held.wait(LIMIT)

    team.restart()
    team.wait(lambda: "Placed: 100001" in card.text)
    team.wait(lambda: team.numbers_told(card) == 1)

    assert len(team.stage.vendor.orders) == 1
    assert len(team.stage.vendor.log.matching("POST", "*/orders/")) == 1


def test_killed_with_everything_open_the_card_and_the_draft_are_still_there(team: Team) -> None:
    card = team.started_order()

    team.restart()
    team.agent.drop(Dropped(part(), "bracket.stl"), thread=card)
    team.place(card)
    team.wait(lambda: "Placed: 100001" in card.text)

    assert len(team.stage.vendor.orders) == 1
    assert sum("PD-" in message.text for message in team.agent.screen()) == 1
