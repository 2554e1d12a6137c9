import time
from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.remembered import Memory
from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.workspace import Workspace
from bot.slack_people import SlackPeople
from state.ports import PeopleUnknown
from state.rights import Standing

FRESH = Memory(fresh=60.0, usable=120.0)
STALE = Memory(fresh=0.0, usable=60.0)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def workspace() -> Iterator[Workspace]:
    workspace = Workspace()
    with workspace.serve():
        yield workspace


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(workspace: Workspace, clock: Clock) -> Iterator[SlackPeople]:
    yield from opened(workspace, clock, FRESH)


def opened(workspace: Workspace, clock: Clock, memory: Memory) -> Iterator[SlackPeople]:
    world = workspace.world
    client = WebClient(token=world.installation.bot_token, base_url=workspace.api_url)
    people = SlackPeople(client, world.team.id, [group(workspace, "oncall")], clock, memory)
    yield people
    people.close()


def group(workspace: Workspace, handle: str) -> str:
    return next(g.id for g in workspace.world.usergroups.values() if g.handle == handle)


@pytest.mark.parametrize(
    ("handle", "standing"),
    [
        ("ada", Standing.MEMBER),
        ("gus", Standing.GUEST),
        ("sten", Standing.OUTSIDER),
    ],
)
def test_a_person_is_what_slack_says(
    workspace: Workspace, people: SlackPeople, handle: str, standing: Standing
) -> None:
    assert standing == people.person(workspace.world.user(handle).id).standing


def test_a_closed_account_and_an_unknown_id_are_nobody(
    workspace: Workspace, people: SlackPeople
) -> None:
    ben = workspace.world.user("ben")
    ben.deleted = True

    assert Standing.GONE == people.person(ben.id).standing
    assert Standing.OUTSIDER == people.person("U0NOBODY").standing


def test_the_groups_are_those_that_were_asked_for(
    workspace: Workspace, people: SlackPeople
) -> None:
    olga, ada = (workspace.world.user(handle).id for handle in ("olga", "ada"))

    assert {group(workspace, "oncall")} == people.person(olga).groups
    assert frozenset() == people.person(ada).groups


def test_a_shared_channel_is_known_and_a_direct_message_never_is_one(
    workspace: Workspace, people: SlackPeople
) -> None:
    world = workspace.world

    assert people.is_shared(world.channel("#with-partners").id)
    assert not people.is_shared(world.channel("#print-orders").id)
    assert not people.is_shared("C0UNKNOWN")
    assert not people.is_shared("D0DIRECT")


def test_what_is_fresh_is_not_asked_again(
    workspace: Workspace, people: SlackPeople, clock: Clock
) -> None:
    ben = workspace.world.user("ben")
    assert Standing.MEMBER == people.person(ben.id).standing
    ben.is_restricted = True
    clock.now += 59.0

    assert Standing.MEMBER == people.person(ben.id).standing


def test_what_is_too_old_is_asked_anew_and_waited_for(
    workspace: Workspace, people: SlackPeople, clock: Clock
) -> None:
    ben = workspace.world.user("ben")
    people.person(ben.id)
    ben.is_restricted = True
    clock.now += 121.0

    assert Standing.GUEST == people.person(ben.id).standing


def test_what_is_no_longer_fresh_is_given_and_asked_for_the_next(
    workspace: Workspace, clock: Clock
) -> None:
    ben = workspace.world.user("ben")
    for people in opened(workspace, clock, STALE):
        people.person(ben.id)
        ben.is_restricted = True
        deadline = time.monotonic() + 5
        while people.person(ben.id).standing is not Standing.GUEST:
            assert time.monotonic() < deadline


@pytest.mark.parametrize("fault", [ApiFault(error="fatal_error"), ApiFault(status=503)])
def test_nobody_is_known_while_slack_does_not_say(
    workspace: Workspace, people: SlackPeople, fault: ApiFault
) -> None:
    workspace.faults.api.add(fault, name="usergroups.users.list", times=None)

    with pytest.raises(PeopleUnknown):
        people.person(workspace.world.user("ada").id)


def test_nobody_waits_longer_than_the_deadline(workspace: Workspace, clock: Clock) -> None:
    workspace.faults.api.add(ApiFault(wait=2.0), name="users.info")
    hasty = Memory(fresh=60.0, usable=60.0, deadline=0.05)
    for people in opened(workspace, clock, hasty):
        with pytest.raises(PeopleUnknown):
            people.person(workspace.world.user("ada").id)
