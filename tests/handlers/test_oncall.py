from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Barrier

import pytest
from slack_sdk.errors import SlackApiError

from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.persons.message_view import MessageView
from handlers.floor import SharedFloor
from handlers.oncall import OnCall
from handlers.views.unsettled import call_message
from state.events import OrderNotThere, OrderPlaced
from state.order import Order
from state.phase import NeedsHuman
from state.store.sqlitedict_store import SqliteDictStore
from tests.builders import AT
from tests.handlers.bulletin import ID, Bulletin

FOUND = OrderPlaced(number="100777", at=AT, by="U1")


@dataclass
class Duty:
    """Those on call in a channel of their own, and one process that asks them."""

    bulletin: Bulletin
    oncall: OnCall
    folder: Path

    def see_to(self) -> Order:
        return self.oncall.see_to(self.bulletin.order)

    @property
    def said(self) -> list[MessageView]:
        return self.bulletin.messages("#oncall")


@pytest.fixture
def duty(bulletin: Bulletin, tmp_path: Path) -> Duty:
    """An order in doubt, of which nobody has been told."""
    world = bulletin.slack.world
    with world.changes.making():
        channel = world.add_channel("oncall", "channel", members=set(world.users)).id
    bulletin.start()
    bulletin.show()
    doubt(bulletin)
    oncall = OnCall(bulletin.orders, bulletin.client, channel, lambda: AT)
    return Duty(bulletin, oncall, tmp_path)


def doubt(bulletin: Bulletin, attempt: int = 1) -> None:
    """Leave it open what came of an attempt."""
    bulletin.rewrite(phase=NeedsHuman(since=AT).model_dump(mode="json"), attempts=attempt)


def test_those_on_call_are_asked_once(duty: Duty) -> None:
    duty.see_to()
    duty.see_to()
    (asked,) = duty.said

    assert ["It is there: enter its number", "It is not there: send again"] == asked.buttons
    assert asked.message.ts == duty.bulletin.order.calls[0].ts


def test_how_it_was_settled_is_said_in_place_of_the_question(duty: Duty) -> None:
    duty.see_to()
    duty.bulletin.apply(FOUND)
    duty.see_to()
    edits = duty.bulletin.calls.count("chat.update")
    duty.see_to()
    (asked,) = duty.said

    assert [] == asked.buttons
    assert "Settled" in asked.text
    assert edits == duty.bulletin.calls.count("chat.update")


def test_a_second_doubt_is_asked_about_anew(duty: Duty) -> None:
    duty.see_to()
    duty.bulletin.apply(OrderNotThere(by="U1"))
    doubt(duty.bulletin, attempt=2)
    duty.see_to()
    first, second = duty.said

    assert [] == first.buttons
    assert 2 == len(second.buttons)


def test_what_is_settled_before_anybody_was_asked_is_not_asked(duty: Duty) -> None:
    duty.bulletin.apply(FOUND)
    duty.see_to()

    assert [] == duty.said


def test_a_message_whose_answer_was_lost_is_found_again(duty: Duty) -> None:
    duty.bulletin.slack.faults.api.add(ApiFault(lost=True), name="chat.postMessage")
    with pytest.raises(OSError, match=r"\w"):
        duty.see_to()
    duty.see_to()

    assert [duty.bulletin.order.calls[0].ts] == [m.message.ts for m in duty.said]


@pytest.mark.parametrize("settled", [False, True])
def test_what_a_crash_left_is_taken_up_after_a_while(duty: Duty, *, settled: bool) -> None:
    duty.bulletin.slack.faults.api.add(ApiFault(lost=True), name="chat.postMessage")
    with pytest.raises(OSError, match=r"\w"):
        duty.see_to()
    if settled:
        duty.bulletin.apply(FOUND)
    duty.see_to()
    (asked,) = duty.said

    assert ([] if settled else duty.said[0].buttons) == asked.buttons
    assert settled == ("Settled" in asked.text)


def test_what_a_crash_prevented_is_given_up_when_it_is_settled_meanwhile(duty: Duty) -> None:
    duty.bulletin.slack.faults.api.add(ApiFault(error="fatal_error"), name="chat.postMessage")
    with pytest.raises(SlackApiError):
        duty.see_to()
    duty.bulletin.apply(FOUND)
    order = duty.see_to()

    assert [] == duty.said
    assert order.calls[0].over


def test_of_two_processes_one_asks(duty: Duty) -> None:
    bulletin, both = duty.bulletin, Barrier(2)
    with closing(SqliteDictStore(duty.folder / "floors.sqlite", "floors")) as floors:

        def show(process: str) -> None:
            floor = SharedFloor(floors, process, lambda _: True)
            poster = replace(bulletin.poster, oncall=duty.oncall, floor=floor)
            both.wait()
            poster.show(ID)

        with ThreadPoolExecutor(2) as processes:
            list(processes.map(show, ("one", "two")))

    assert 1 == len(duty.said)


def test_another_message_of_the_channel_is_not_taken_for_it(duty: Duty) -> None:
    other = call_message(duty.bulletin.order.but(id="PD-OTHER"), 1)
    duty.bulletin.client.chat_postMessage(channel=duty.oncall.channel, **other)
    duty.bulletin.slack.faults.api.add(ApiFault(error="fatal_error"), name="chat.postMessage")
    with pytest.raises(SlackApiError):
        duty.see_to()
    duty.see_to()

    assert [True, False] == ["PD-OTHER" in m.text for m in duty.said]


@pytest.mark.parametrize("why", ["not in it", "unknown"])
def test_where_the_bot_may_not_write_there_is_a_line_in_the_log(
    duty: Duty, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    closed = replace(duty.oncall, channel=duty.bulletin.closed_channel(why))
    order = closed.see_to(duty.bulletin.order)
    closed.see_to(order)

    assert order.calls[0].over
    assert 1 == caplog.text.count("those on call are not told")


def test_a_message_that_somebody_deleted_is_let_go_of(duty: Duty) -> None:
    duty.see_to()
    ts = duty.said[0].message.ts
    duty.bulletin.client.chat_delete(channel=duty.oncall.channel, ts=ts)
    duty.bulletin.apply(FOUND)

    assert duty.see_to().calls[0].over


def test_a_slack_in_trouble_is_tried_again(duty: Duty) -> None:
    duty.see_to()
    duty.bulletin.apply(FOUND)
    duty.bulletin.slack.faults.api.add(ApiFault(status=503), name="chat.update")
    with pytest.raises(SlackApiError):
        duty.see_to()

    assert duty.see_to().calls[0].over


def test_nobody_is_asked_where_no_channel_is_set(duty: Duty) -> None:
    order = replace(duty.oncall, channel="").see_to(duty.bulletin.order)

    assert () == order.calls
