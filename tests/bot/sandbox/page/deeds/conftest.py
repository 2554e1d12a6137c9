from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.page.desk import Desk
from bot.sandbox.serving import Served
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import staged
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.sandbox.town import Town
from tests.bot.sandbox.page.deeds.order_bot import Form, OrderBot
from tests.bot.sandbox.page.visitor import Visitor
from tests.bot.sandbox.slack.bolt_app import connected
from tests.bot.sandbox.slack.full import full_manifest


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Town]:
    """A page over a workspace whose app has shortcuts and a Home tab."""
    slack = Workspace(full_manifest())
    with staged(slack, Local3yourmind(), tmp_path) as stage:
        bot = BotProcess(stage)
        with Served(Desk(stage, bot, tmp_path).app) as server:
            slack.open_to_people(server.url)
            yield Town(stage, bot, server.url)


@pytest.fixture
def slack(place: Town) -> Workspace:
    return place.stage.slack


@pytest.fixture
def bot(slack: Workspace) -> Iterator[OrderBot]:
    bot = OrderBot(slack)
    with connected(bot.app, slack):
        yield bot


@pytest.fixture
def form(slack: Workspace, bot: OrderBot, ada: Visitor) -> Form:
    assert bot.told == []
    ada.command("/order")
    slack.wait_for(lambda: slack.person("ada").has_modal)
    return Form(ada, ada.modal["id"])
