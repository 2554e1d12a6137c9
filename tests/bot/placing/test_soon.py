from collections.abc import Iterator
from contextlib import closing
from threading import Event

import pytest

from bot.placing.soon import Soon
from handlers.precedence import Precedence
from tests.bot.waiting import wait_for


class Beginner:
    """Begins work, slowly if told so; fails as often as it is told to."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.failures = 0
        self.may_go_on = Event()
        self.may_go_on.set()

    def begin(self, order: str) -> None:
        self.may_go_on.wait(10)
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the engine's database is away")
        self.begun.append(order)


@pytest.fixture
def beginner() -> Beginner:
    return Beginner()


@pytest.fixture
def soon(beginner: Beginner) -> Iterator[Soon]:
    with closing(Soon(beginner.begin, Precedence(), pause=0.01)) as soon:
        yield soon


def test_what_is_asked_for_is_begun(soon: Soon, beginner: Beginner) -> None:
    soon.ask("PD-1")

    wait_for(lambda: beginner.begun == ["PD-1"])


def test_what_many_ask_for_before_it_begins_is_begun_once(soon: Soon, beginner: Beginner) -> None:
    beginner.may_go_on.clear()
    for order in ("PD-1", *["PD-2"] * 20):
        soon.ask(order)
    beginner.may_go_on.set()
    soon.close()

    assert ["PD-1", "PD-2"] == beginner.begun


def test_what_is_asked_for_while_it_begins_is_begun_once_more(
    soon: Soon, beginner: Beginner
) -> None:
    soon.ask("PD-1")
    wait_for(lambda: beginner.begun == ["PD-1"])
    soon.ask("PD-1")

    wait_for(lambda: beginner.begun == ["PD-1", "PD-1"])


def test_what_cannot_be_begun_is_tried_again(
    soon: Soon, beginner: Beginner, caplog: pytest.LogCaptureFixture
) -> None:
    beginner.failures = 3
    soon.ask("PD-1")
    wait_for(lambda: beginner.begun == ["PD-1"])

    assert ["work on order PD-1 could not be begun"] * 3 == caplog.messages


def test_closing_begins_what_was_asked_for(beginner: Beginner) -> None:
    beginner.may_go_on.clear()
    soon = Soon(beginner.begin, Precedence())
    for order in ("PD-1", "PD-2"):
        soon.ask(order)
    beginner.may_go_on.set()
    soon.close()

    assert ["PD-1", "PD-2"] == beginner.begun


def test_once_closed_it_begins_at_once(soon: Soon, beginner: Beginner) -> None:
    soon.close()
    soon.ask("PD-1")

    assert ["PD-1"] == beginner.begun
