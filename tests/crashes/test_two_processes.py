"""Of two bots one dies at the worst moment: the other goes on, and there is exactly one order."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.crew import GIVEN_UP
from bot.sandbox.bot_process import BotProcess
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage, staged
from bot.sandbox.threeyourmind.faults import Hold, Moment
from bot.sandbox.threeyourmind.local import Local3yourmind
from tests import postgres
from tests.crashes.team import ORDER, UPLOAD, Team

pytestmark = pytest.mark.slow

QUICK = {"TAKE_OVER_SECONDS": "2"}


class Pair(Team):
    """An agent and two bots; the second one is not there from the beginning."""

    def __init__(self, stage: Stage, bot: BotProcess, other: BotProcess) -> None:
        super().__init__(stage, bot)
        self.other = other

    def lose_the_first(self) -> None:
        """Let the second bot come, and kill the first."""
        self.other.start()
        self.bot.kill()
        self.stage.vendor.switches.off()


@pytest.fixture(params=postgres.kinds())
def settings(
    request: pytest.FixtureRequest, tmp_path: Path
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Two processes of one machine with its files, or two machines with one database."""
    if request.param == "sqlite":
        return QUICK, QUICK
    server: postgres.Server = request.getfixturevalue("postgres_server")
    shared = QUICK | {"DATABASE_URL": server.empty_database()}
    return shared, shared | {"DATA_DIR": str(tmp_path / "another machine")}


@pytest.fixture
def pair(
    tmp_path: Path, panel: str, settings: tuple[Mapping[str, str], Mapping[str, str]]
) -> Iterator[Pair]:
    vendor = Local3yourmind()
    with staged(Workspace(), vendor, tmp_path, panel=panel) as stage, ExitStack() as stack:
        bots = [BotProcess(stage, changes) for changes in settings]
        for bot in bots:
            stack.callback(bot.kill)
        bots[0].start()
        yield Pair(stage, *bots)


def test_when_one_dies_while_it_sends_a_file_the_other_sends_it(pair: Pair) -> None:
    held = pair.stage.vendor.switches.on(Hold(Moment.BEFORE), method="POST", path=UPLOAD)
    card = pair.order_with_file()
    held.wait(30)

    pair.lose_the_first()
    pair.place(card)
    pair.wait(lambda: "Placed: 100001" in card.text)

    (order,) = pair.stage.vendor.orders
    assert 1 == len(order.lines)
    assert 2 == len(pair.stage.vendor.log.matching("POST", "*/baskets/"))


def test_when_one_dies_after_the_order_was_accepted_the_other_finds_its_number(pair: Pair) -> None:
    card = pair.ready_order()
    held = pair.stage.vendor.switches.on(Hold(Moment.AFTER), method="POST", path=ORDER)
    pair.place(card)
    held.wait(30)

    pair.lose_the_first()
    pair.wait(lambda: "Placed: 100001" in card.text)
    pair.wait(lambda: pair.numbers_told(card) == 1)

    assert 1 == len(pair.stage.vendor.orders)
    assert 1 == len(pair.stage.vendor.log.matching("POST", "*/orders/"))


# What differs by database was seen above.
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_one_that_was_frozen_and_given_up_ends_when_it_thaws(pair: Pair) -> None:
    card = pair.ready_order()
    held = pair.stage.vendor.switches.on(Hold(Moment.AFTER), method="POST", path=ORDER)
    pair.place(card)
    held.wait(30)
    pair.other.start()
    pair.bot.freeze()
    pair.stage.vendor.switches.off()
    pair.wait(lambda: "Placed: 100001" in card.text)
    pair.bot.thaw()

    assert GIVEN_UP == pair.bot.wait()
    pair.wait(lambda: pair.numbers_told(card) == 1)
    assert 1 == len(pair.stage.vendor.log.matching("POST", "*/orders/"))


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_one_that_is_stopped_in_order_hands_over_at_once(pair: Pair) -> None:
    held = pair.stage.vendor.switches.on(Hold(Moment.BEFORE), method="POST", path=UPLOAD)
    card = pair.order_with_file()
    held.wait(30)

    pair.other.start()
    pair.bot.stop()
    pair.stage.vendor.switches.off()
    pair.place(card)
    pair.wait(lambda: "Placed: 100001" in card.text)

    assert 1 == len(pair.stage.vendor.orders)
