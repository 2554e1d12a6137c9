"""Every way in, tried by every kind of person: who gets through is a table."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from slack_bolt import Ack, App, BoltRequest, BoltResponse
from slack_sdk import WebClient

from bot.manifest import manifest
from bot.remembered import Memory
from bot.sandbox.slack.conditions import Conditions
from bot.sandbox.slack.faults import ApiFault
from bot.sandbox.slack.model.people import User
from bot.sandbox.slack.workspace import Workspace
from bot.slack_people import SlackPeople
from handlers.access import Access
from handlers.entrances import Entrances, Listener, Needs, Refuse, Refused
from handlers.exports import Exports
from handlers.floods import Allowance, Floods
from handlers.home import HomeTab
from handlers.listeners import listen
from handlers.office import Office
from handlers.routes import ACTION, COMMAND, OPTIONS, SHORTCUT, VIEW, Name
from handlers.talk import Talk
from state.orders import INDEXED, Orders
from state.rights import Circle, Rules
from state.store.sqlitedict_store import SqliteDictStore
from state.terms import VOCABULARY
from tests.builders import AT

Payload = dict[str, Any]
PEOPLE = ("ada", "ben", "olga", "gus", "sten", "gone", "nobody")
"""Who orders and administers, a teammate, on call, a guest, from elsewhere, gone, unheard of."""
ORDERERS, TEAM, EYES = ({"ada"}, {"ada", "ben", "olga"}, {"ada", "olga"})
TABLE: Mapping[tuple[str, str], set[str]] = {
    (COMMAND, "/order"): ORDERERS,
    (COMMAND, "/order list"): EYES,
    (COMMAND, "/order help"): EYES,
    (COMMAND, "/order-status"): EYES,
    (COMMAND, "/order-export"): EYES,
    (OPTIONS, "order.customer"): ORDERERS,
    (OPTIONS, "part.material"): ORDERERS,
    (OPTIONS, "address.country"): ORDERERS,
    (ACTION, "order.customer"): ORDERERS,
    (ACTION, "part.material"): ORDERERS,
    (ACTION, "address.country"): ORDERERS,
    (ACTION, "place"): ORDERERS,
    (ACTION, "edit"): ORDERERS,
    (ACTION, "cancel"): ORDERERS,
    (ACTION, "try_again"): ORDERERS,
    (ACTION, "again"): ORDERERS,
    (ACTION, "copy"): ORDERERS,
    (ACTION, "found"): EYES,
    (ACTION, "not_there"): EYES,
    (ACTION, "tell_me"): EYES,
    (ACTION, "quiet"): EYES,
    (ACTION, "part_menu"): ORDERERS,
    (ACTION, "all_parts"): EYES,
    (ACTION, "unit_is.mm"): ORDERERS,
    (ACTION, "order_with_files"): ORDERERS,
    (ACTION, "keep_both"): TEAM,
    (ACTION, "remove_second"): TEAM,
    (ACTION, "new_order"): ORDERERS,
    (ACTION, "new_address"): ORDERERS,
    (ACTION, "look_show"): EYES,
    (ACTION, "look_asking"): EYES,
    (ACTION, "look_previous"): EYES,
    (ACTION, "look_next"): EYES,
    (ACTION, "look_back"): EYES,
    (VIEW, "order_form"): ORDERERS,
    (VIEW, "part_form"): ORDERERS,
    (VIEW, "requirements_form"): ORDERERS,
    (VIEW, "number_form"): EYES,
    (VIEW, "address_form"): ORDERERS,
    (SHORTCUT, "new_order"): ORDERERS,
    (SHORTCUT, "order_these_files"): ORDERERS,
}
"""Who gets through where; events have no answer, so their listeners ask for themselves."""


@dataclass(frozen=True, slots=True)
class Watched(Entrances):
    """Ways in behind which nobody is: it is noted who came through, and who was refused."""

    through: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    known: list[tuple[str, Name]] = field(default_factory=list)

    def _listen(
        self,
        kind: str,
        name: Name,
        needs: Needs,
        listener: Listener,  # noqa: ARG002 - nobody is behind
        refuse: Refuse,
    ) -> None:
        self.known.append((kind, name))

        def come(ack: Ack) -> BoltResponse:
            self.through.append(str(name))
            return ack()

        def turn_away(refused: Refused) -> BoltResponse:
            self.refused.append(refused.why)
            return refuse(refused)

        Entrances._listen(self, kind, name, needs, come, turn_away)


@pytest.fixture(scope="module")
def slack() -> Iterator[Workspace]:
    workspace = Workspace(conditions=Conditions(tier_scale=10_000))
    world, ada = workspace.world, workspace.world.user("ada").id
    world.users["U0GONE"] = User("U0GONE", "gone", "Gone", world.team.id, "left", deleted=True)
    for group in world.usergroups.values():
        if group.handle == "support":
            group.users[:] = [ada]
    with workspace.serve():
        yield workspace


@pytest.fixture(scope="module")
def ways(slack: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    world = slack.world
    client = WebClient(world.installation.bot_token, base_url=slack.api_url)
    groups = {group.handle: (group.id,) for group in world.usergroups.values()}
    rules = Rules(
        orderers=Circle(groups=groups["support"]),
        oncall=Circle(groups=groups["oncall"]),
        admins=Circle(users=(world.user("ada").id,)),
    )
    nobody = cast("Any", None)
    path = tmp_path_factory.mktemp("data") / "state.sqlite"
    app = App(
        client=client,
        signing_secret="",
        process_before_response=True,
        request_verification_enabled=False,
    )
    people = SlackPeople(client, world.team.id, rules.groups, lambda: 0.0, Memory(0.0, 0.0, 20.0))
    store = SqliteDictStore(path, "orders", INDEXED, VOCABULARY)
    with closing(store), closing(people), closing(Talk()) as talk:
        orders = Orders(store, lambda: AT, lambda _: None)
        access = Access(people, rules, world.team.id)
        office = Office(orders, nobody, nobody, access, talk, nobody, lambda: AT, nobody)
        ways = Watched(app, access, talk, Floods(Allowance(deeds=100_000)))
        home = HomeTab(office, nobody, client, 1.0)
        listen(ways, office, nobody, home, Exports(office, nobody, nobody))
        yield ways


def payload(slack: Workspace, kind: str, name: str, handle: str) -> Payload:
    """Build what Slack would tell when this person does this, in a channel of the workspace."""
    world = slack.world
    known = {user.handle: user for user in world.users.values()}
    user, team = (known[handle].id, known[handle].team_id) if handle in known else ("U0NO", "")
    channel = world.channel("#print-orders").id
    body: Payload = {
        "user": {"id": user, "team_id": team or world.team.id},
        "team": {"id": team or world.team.id},
        "trigger_id": "1.2.3",
    }
    window = {"id": "V1", "type": "modal", "callback_id": name, "state": {"values": {}}}
    where = {"channel": {"id": channel}}
    match kind:
        case _ if kind == COMMAND:
            command, _, text = name.partition(" ")
            who = {"user_id": user, "team_id": body["team"]["id"], "channel_id": channel}
            return {"command": command, "text": text, "trigger_id": "1.2.3", **who}
        case _ if kind == OPTIONS:
            said = {"action_id": name, "block_id": "B", "value": ""}
            return {"type": "block_suggestion", **body, **said, "view": window}
        case _ if kind == ACTION:
            pressed = {"type": "button", "action_id": name, "block_id": "B", "value": "PD-1"}
            return {"type": "block_actions", **body, **where, "actions": [pressed]}
        case _ if kind == VIEW:
            return {"type": "view_submission", **body, "view": window}
        case _ if name == "new_order":
            return {"type": "shortcut", **body, "callback_id": name}
        case _:
            message = {"message": {"ts": "1.2", "user": user}}
            return {"type": "message_action", **body, **where, **message, "callback_id": name}


def gets_through(ways: Watched, sent: Payload) -> bool:
    """Tell whether somebody gets through; who does not is told why, and whom to ask."""
    through, refused = len(ways.through), len(ways.refused)
    answer = ways.app.dispatch(BoltRequest(mode="socket_mode", body=sent))
    came = len(ways.through) - through

    assert 200 == answer.status, answer.body
    assert 1 == came + len(ways.refused) - refused
    admins = [f"<@{user}>" for user in ways.access.rules.admins.users]
    assert all(admin in why for why in ways.refused[refused:] for admin in admins)
    return bool(came)


@pytest.mark.parametrize(("kind", "name"), TABLE)
def test_only_those_who_may_get_through(
    slack: Workspace, ways: Watched, kind: str, name: str
) -> None:
    came = {who for who in PEOPLE if gets_through(ways, payload(slack, kind, name, who))}

    assert TABLE[kind, name] == came


@pytest.mark.parametrize(("kind", "name"), TABLE)
def test_nobody_gets_through_while_slack_does_not_say_who_may(
    slack: Workspace, ways: Watched, kind: str, name: str
) -> None:
    silent = ApiFault(error="fatal_error")
    rules = [
        slack.faults.api.add(silent, name=method, times=None)
        for method in ("users.info", "usergroups.users.list")
    ]
    came = [who for who in PEOPLE if gets_through(ways, payload(slack, kind, name, who))]
    for rule in rules:
        rule.off()

    assert [] == came


def test_the_table_has_every_way_in(ways: Watched) -> None:
    def fits(kind: str, name: Name) -> bool:
        named = (asked.partition(" ")[0] for of, asked in TABLE if of == kind)
        return any(re.fullmatch(name, one) is not None for one in named)

    assert [] == [(kind, name) for kind, name in ways.known if not fits(kind, name)]


def test_the_table_has_every_command_and_shortcut_of_the_manifest() -> None:
    features = manifest()["features"]
    commands = {command["command"] for command in features["slash_commands"]}
    shortcuts = {shortcut["callback_id"] for shortcut in features["shortcuts"]}

    assert commands == {name.split()[0] for kind, name in TABLE if kind == COMMAND}
    assert shortcuts == {name for kind, name in TABLE if kind == SHORTCUT}
