from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from bot.doors import Doors
from bot.health import Health
from bot.observing import unwatched
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.slack import bolt_app
from bot.socket_door import Rhythm, SocketDoor
from state.ports import DeskHealth
from tests.bot.waiting import wait_for

LIMIT = 20.0


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    workspace = Workspace(conditions=Conditions(ack_within=LIMIT))
    with workspace.serve():
        data = tmp_path_factory.mktemp("data")
        yield Stage(workspace, Local3yourmind(), "http://127.0.0.1", data)


def test_what_was_taken_before_the_door_closes_is_acknowledged(stage: Stage) -> None:
    arrived, go = Event(), Event()
    app = bolt_app(stage.settings())

    @app.command("/order")
    def order(ack: Any) -> None:
        arrived.set()
        go.wait(LIMIT)
        ack()

    doors = Doors(stage.settings(), unwatched, Health(10.0, DeskHealth), None, Rhythm())
    way_in = doors.to_slack(app)
    assert isinstance(way_in, SocketDoor)
    way_in.open()
    with ThreadPoolExecutor() as pool:
        told = pool.submit(stage.slack.person("ada").command, "/order")
        assert arrived.wait(LIMIT)
        closing = pool.submit(way_in.close)
        wait_for(lambda: way_in._handler.client.closed)
        go.set()
        closing.result(LIMIT)
        told.result(LIMIT)

    assert [None] == [delivery.error for delivery in stage.slack.courier.log]
    wait_for(lambda: stage.slack.sockets.count == 0)
