import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt import App, BoltResponse
from slack_sdk.errors import SlackClientNotConnectedError
from websockets.frames import Frame, Opcode
from websockets.streams import StreamReader

from bot.doors import Doors
from bot.every import Every
from bot.health import Health
from bot.observing import unwatched
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.delivery.parcels import Parcel
from bot.sandbox.slack.workspace import Workspace
from bot.sandbox.stage import Stage
from bot.sandbox.threeyourmind.local import Local3yourmind
from bot.slack import bolt_app
from bot.socket_client import SocketClient, frame
from bot.socket_door import Rhythm, SocketDoor, acknowledgement
from state.ports import DeskHealth
from tests.bot.waiting import wait_for

LIMIT = 20.0


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    workspace = Workspace(conditions=Conditions(ack_within=LIMIT))
    with workspace.serve():
        data = tmp_path_factory.mktemp("data")
        yield Stage(workspace, Local3yourmind(), "http://127.0.0.1", data)


def door(stage: Stage, app: App) -> SocketDoor:
    doors = Doors(stage.settings(), unwatched, Health(10.0, DeskHealth), None, Rhythm(), Every())
    way_in = doors.to_slack(app)
    assert isinstance(way_in, SocketDoor)
    return way_in


@contextmanager
def connected(stage: Stage) -> Iterator[SocketClient]:
    """Give the client of a door that is open until the end of the block."""
    way_in = door(stage, bolt_app(stage.settings()))
    way_in.open()
    try:
        yield way_in._handler.client
    finally:
        way_in.close()


@pytest.mark.parametrize("size", [1, 60, 61, 1_000, 65_400, 70_000, 250_000])
def test_an_answer_of_any_length_arrives_as_it_was_given(stage: Stage, size: int) -> None:
    said = "é€" * (size // 2) + "."
    app = bolt_app(stage.settings())
    app.options("field")(lambda ack: ack(options=[{"text": said}]))
    way_in = door(stage, app)
    way_in.open()
    try:
        asked = {"type": "block_suggestion", "action_id": "field", "block_id": "b"}
        told = stage.slack.courier.deliver(Parcel("interactive", "block_suggestion", "b", asked))
    finally:
        way_in.close()

    assert {"options": [{"text": said}]} == told.answer


@pytest.mark.parametrize(
    ("body", "told"),
    [("", {}), ("Hello", {"payload": {"text": "Hello"}}), ({"a": 1}, {"payload": {"a": 1}})],
)
def test_an_envelope_is_acknowledged_with_what_the_listener_gave(
    body: str | dict[str, int], told: dict[str, object]
) -> None:
    said = json.loads(acknowledgement('7"', BoltResponse(status=200, body=body)))

    assert {"envelope_id": '7"', **told} == said


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_text_is_framed_as_a_server_reads_it(text: str) -> None:
    read = StreamReader()
    read.feed_data(frame(text))
    parsing = Frame.parse(read.read_exact, mask=True)
    with pytest.raises(StopIteration) as parsed:
        next(parsing)

    assert Frame(Opcode.TEXT, text.encode()) == parsed.value.value


def test_what_was_taken_before_the_door_closes_is_acknowledged(stage: Stage) -> None:
    arrived, go = Event(), Event()
    app = bolt_app(stage.settings())

    @app.command("/order")
    def order(ack: Any) -> None:
        arrived.set()
        go.wait(LIMIT)
        ack()

    way_in = door(stage, app)
    way_in.open()
    with ThreadPoolExecutor() as pool:
        told = pool.submit(stage.slack.person("ada").command, "/order")
        assert arrived.wait(LIMIT)
        closing = pool.submit(way_in.close)
        wait_for(lambda: way_in._handler.client.closed)
        go.set()
        closing.result(LIMIT)
        told.result(LIMIT)

    assert stage.slack.courier.log[-1].error is None
    wait_for(lambda: stage.slack.sockets.count == 0)


def test_nothing_can_be_sent_before_there_is_a_socket(stage: Stage) -> None:
    way_in = door(stage, bolt_app(stage.settings()))
    try:
        with pytest.raises(SlackClientNotConnectedError):
            way_in._handler.client.send_message("{}")
    finally:
        way_in.close()


def test_what_cannot_be_sent_any_more_is_sent_by_the_socket_that_came_instead(stage: Stage) -> None:
    with connected(stage) as client:
        old = client.current_session
        assert old is not None
        old.close()
        wait_for(lambda: client.current_session is not old and client.is_connected())
        client.send_message("{}")


def test_a_socket_that_has_been_replaced_meanwhile_is_not_replaced_again(stage: Stage) -> None:
    with connected(stage) as client:
        dead = client.current_session
        client.connect_to_new_endpoint(force=True)
        alive = client.current_session

        client.replace(dead)

        assert client.current_session is alive is not dead


def test_a_socket_is_not_replaced_while_somebody_else_is_at_it(stage: Stage) -> None:
    with connected(stage) as client:
        dead = client.current_session
        with client.connect_operation_lock:
            client.replace(dead, patience=0.0)
        assert client.current_session is dead

        client.replace(dead)
        assert client.current_session is not dead
