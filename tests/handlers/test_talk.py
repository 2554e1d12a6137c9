import logging
import re
from collections.abc import Iterator
from threading import Event, current_thread, main_thread

import pytest
from slack_sdk.errors import SlackApiError

from handlers.talk import Talk
from tests.bot.waiting import wait_for


@pytest.fixture
def talk() -> Iterator[Talk]:
    talk = Talk()
    yield talk
    talk.close()


def fail() -> None:
    raise ValueError("no luck")


def test_what_is_said_later_keeps_nobody_waiting(talk: Talk) -> None:
    go, said = Event(), list[str]()

    def say() -> None:
        assert go.wait(10)
        said.append(current_thread().name)

    talk.later(say)
    assert [] == said
    go.set()
    wait_for(lambda: said)

    assert main_thread().name not in said


def test_a_person_is_told_the_reference_that_is_in_the_log(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    told, heard = list[str](), Event()

    def sorry(reference: str) -> None:
        told.append(reference)
        heard.set()

    talk.later(fail, sorry)
    assert heard.wait(10)
    (record,) = caplog.records

    assert logging.ERROR == record.levelno
    assert [f"unexpected error {told[0]}"] == caplog.messages
    assert re.fullmatch(r"[0-9a-f]{8}", told[0])
    assert record.exc_info
    assert "no luck" == str(record.exc_info[1])


def test_a_window_that_another_delivery_opened_needs_no_apology(
    talk: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    told = list[str]()

    def open_again() -> None:
        answer = {"ok": False, "error": "exchanged_trigger_id"}
        raise SlackApiError("refused", answer)  # type: ignore[no-untyped-call]  # Slack's types

    talk.later(open_again, told.append)
    wait_for(lambda: caplog.records)

    assert ["a window was open already: asked for twice"] == caplog.messages
    assert [] == told


def test_a_failing_apology_is_only_logged(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    talk.later(fail, lambda _: fail())
    talk.later(fail)

    wait_for(lambda: len(caplog.records) == 3)


def test_an_error_does_not_stop_what_comes_after(talk: Talk) -> None:
    said = Event()
    for _ in range(40):
        talk.later(fail)
    talk.later(said.set)

    assert said.wait(10)


def test_closing_lets_what_is_being_said_end_with_its_apology(
    caplog: pytest.LogCaptureFixture,
) -> None:
    talk, begun, told = Talk(), Event(), list[str]()
    caplog.set_level(logging.INFO)

    def is_closed() -> bool:
        talk.later(lambda: None)
        return "left unsaid, as the bot is stopping" in caplog.messages

    def say() -> None:
        begun.set()
        wait_for(is_closed)
        fail()

    talk.later(say, told.append)
    assert begun.wait(10)
    talk.close()

    assert 1 == len(told)
