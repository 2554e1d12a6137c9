from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult

from handlers.access import Access
from handlers.entrances import Entrances
from handlers.floods import MOST_PEOPLE, Allowance, Floods, Verdict
from handlers.talk import Talk
from handlers.views.sentences import SLOW_DOWN
from state.rights import Person, Right, Rules, Standing

ADA, BEN, TEAM = "U0ADA", "U0BEN", "T0LAB"
DONE, FIRST, REFUSED = Verdict.DONE, Verdict.FIRST_REFUSED, Verdict.REFUSED


@dataclass
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def floods(clock: Clock) -> Floods:
    return Floods(Allowance(deeds=20, seconds=10.0), clock)


def deeds(floods: Floods, count: int, user: str = ADA) -> list[Verdict]:
    return [floods.verdict(user) for _ in range(count)]


def test_who_does_little_notices_nothing(floods: Floods, clock: Clock) -> None:
    for _ in range(100):
        clock.now += 0.5
        assert DONE is floods.verdict(ADA)


def test_a_flood_is_refused_beyond_the_allowance_and_told_once(floods: Floods) -> None:
    assert [*[DONE] * 20, FIRST, *[REFUSED] * 79] == deeds(floods, 100)


def test_others_are_not_affected(floods: Floods) -> None:
    deeds(floods, 100)

    assert [DONE] * 20 == deeds(floods, 20, BEN)


def test_a_hundred_deeds_in_ten_seconds_are_slowed_to_what_is_allowed(
    floods: Floods, clock: Clock
) -> None:
    verdicts = []
    for _ in range(100):
        verdicts += deeds(floods, 1)
        clock.now += 0.1

    assert (39, 1) == (verdicts.count(DONE), verdicts.count(FIRST))


def test_a_flood_is_over_when_the_whole_allowance_is_there_again(
    floods: Floods, clock: Clock
) -> None:
    deeds(floods, 21)
    clock.now += 9.0
    assert [*[DONE] * 18, REFUSED] == deeds(floods, 19)
    clock.now += 10.0
    assert [*[DONE] * 20, FIRST] == deeds(floods, 21)


def test_who_is_calm_is_forgotten_and_who_floods_is_not(floods: Floods, clock: Clock) -> None:
    for n in range(MOST_PEOPLE):
        floods.verdict(f"U{n}")
    clock.now += 9.5
    deeds(floods, 21)
    clock.now += 0.5

    floods.verdict(BEN)

    assert REFUSED is deeds(floods, 3)[-1]


class Everybody:
    """A workspace of full members."""

    def person(self, user: str) -> Person:
        return Person(id=user, standing=Standing.MEMBER)

    def is_shared(self, channel: str) -> bool:
        return channel == "another organisation's"


@pytest.fixture
def app(floods: Floods) -> App:
    app = App(
        authorize=lambda: AuthorizeResult(enterprise_id=None, team_id=TEAM),
        request_verification_enabled=False,
        process_before_response=True,
    )
    ways = Entrances(app, Access(Everybody(), Rules(), TEAM), Talk(), floods)
    ways.command("/order", Right.ORDER, _gladly)
    ways.open()
    return app


def _gladly(ack: Ack) -> None:
    ack("Gladly")


def commanded(app: App, user: str) -> str:
    fields = {"command": "/order", "user_id": user, "team_id": TEAM}
    answer = app.dispatch(BoltRequest(body=urlencode(fields), mode="http"))
    assert 200 == answer.status
    return str(answer.body)


def test_one_who_floods_the_bot_is_told_so_once_and_the_other_is_served(app: App) -> None:
    answers = [commanded(app, ADA) for _ in range(100)]

    assert [*["Gladly"] * 20, SLOW_DOWN, *[""] * 79] == answers
    assert "Gladly" == commanded(app, BEN)
