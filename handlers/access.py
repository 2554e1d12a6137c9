"""Whether somebody may do something here, and the sentence for those who may not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from handlers.views.refusals import (
    cannot_check,
    guest,
    not_allowed,
    outsider,
    shared_channel,
)
from state.ports import People, PeopleUnknown
from state.rights import Right, Rules, Standing, may

SHOWS_CUSTOMERS = frozenset({Right.ORDER, Right.LOOK_UP, Right.RESOLVE, Right.ADMINISTER})
"""What shows names, addresses or prices to whoever reads the channel."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who does something, and in which channel if in one; `teams` are those Slack names with it."""

    user: str
    teams: frozenset[str]
    channel: str = ""

    @classmethod
    def of(cls, body: Mapping[str, Any]) -> Self:
        """Read who did what a payload of Slack tells, whatever its kind."""
        event, user = body.get("event") or {}, body.get("user") or {}
        teams = {
            (body.get("team") or {}).get("id"),
            user.get("team_id"),
            event.get("user_team"),
            None if "command" not in body else body.get("team_id"),
        }
        channel = (body.get("channel") or {}).get("id") or body.get("channel_id")
        return cls(
            user=user.get("id") or body.get("user_id") or event.get("user") or "",
            teams=frozenset(team for team in teams if team),
            channel=channel or event.get("channel") or "",
        )


@dataclass(frozen=True, slots=True)
class Access:
    """Decides from the rules and from what Slack says of people; in doubt it refuses."""

    people: People
    rules: Rules
    team: str

    def refusal(self, asker: Asker, right: Right) -> str | None:
        """Give the sentence that says why not; `None` when the person may."""
        if not asker.user or asker.teams - {self.team}:
            return outsider(self.rules.admins.users)
        try:
            return self._refusal(asker, right)
        except PeopleUnknown:
            return cannot_check(self.rules.admins.users)

    def _refusal(self, asker: Asker, right: Right) -> str | None:
        person, admins = self.people.person(asker.user), self.rules.admins.users
        if person.standing in {Standing.OUTSIDER, Standing.GONE}:
            return outsider(admins)
        if person.standing is Standing.GUEST and not self.rules.guests:
            return guest(admins)
        if not may(person, right, self.rules):
            return not_allowed(right, admins)
        if right in SHOWS_CUSTOMERS and self._is_overheard(asker.channel):
            return shared_channel(admins)
        return None

    def _is_overheard(self, channel: str) -> bool:
        if not channel or channel in self.rules.shared_channels:
            return False
        return self.people.is_shared(channel)
