"""What Slack says of people and channels, remembered for some minutes."""

import logging
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.remembered import Memory, Remembered
from state.ports import PeopleUnknown
from state.rights import Person, Standing

log = logging.getLogger(__name__)
USUAL = Memory(fresh=300.0, usable=900.0)
"""A right that was taken away is noticed within five minutes, and after fifteen without Slack
nobody has one."""
UNKNOWN_PERSON = frozenset({"user_not_found", "user_not_visible"})
UNSEEN = frozenset({"channel_not_found", "missing_scope"})
DIRECT = "D"
"""How the ids of direct messages begin: the bot only talks to one person there."""
Answer = TypeVar("Answer")


class SlackPeople:
    """The `People` port, on Slack's `users.info`, `usergroups.users.list`, `conversations.info`.

    `groups` are the user groups that matter; nobody is asked about others.
    """

    def __init__(
        self,
        client: WebClient,
        team: str,
        groups: Collection[str],
        clock: Callable[[], float],
        memory: Memory = USUAL,
    ) -> None:
        self._client = client
        self._team = team
        self._groups = sorted(groups)
        self._pool = ThreadPoolExecutor(8, thread_name_prefix="people")
        self._known = Remembered(self._ask_person, memory, self._pool, clock)
        self._members = Remembered(self._users_of, memory, self._pool, clock)
        self._shared = Remembered(self._ask_shared, memory, self._pool, clock)

    def warm(self) -> None:
        """Begin to ask for the user groups, so that nobody waits for them."""
        for group in self._groups:
            self._members.begin(group)

    def person(self, user: str) -> Person:
        """Tell what somebody is to the workspace, their name and their user groups."""
        known = self._told(lambda: self._known.get(user))
        groups = frozenset(g for g in self._groups if user in self._of_group(g))
        return known.but(groups=groups) if groups else known

    def is_shared(self, channel: str) -> bool:
        """Tell whether people of another organisation are in a channel."""
        if channel.startswith(DIRECT):
            return False
        return self._told(lambda: self._shared.get(channel))

    def close(self) -> None:
        """Stop asking."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _of_group(self, group: str) -> frozenset[str]:
        return self._told(lambda: self._members.get(group))

    def _told(self, ask: Callable[[], Answer]) -> Answer:
        try:
            return ask()
        except SlackApiError as error:
            log.warning("Slack does not say who may do what: %s", error.response["error"])
        except (OSError, TimeoutError) as error:
            log.warning("Slack does not say who may do what: %s", type(error).__name__)
        raise PeopleUnknown from None

    def _ask_person(self, user: str) -> Person:
        try:
            info: dict[str, Any] = self._client.users_info(user=user)["user"]
        except SlackApiError as error:
            if error.response["error"] in UNKNOWN_PERSON:
                return Person(id=user, standing=Standing.OUTSIDER)
            raise
        name = info.get("real_name") or info.get("name") or ""
        return Person(id=user, standing=standing(info, self._team), name=name)

    def _users_of(self, group: str) -> frozenset[str]:
        return frozenset(self._client.usergroups_users_list(usergroup=group)["users"])

    def _ask_shared(self, channel: str) -> bool:
        try:
            info = self._client.conversations_info(channel=channel)["channel"]
        except SlackApiError as error:
            if error.response["error"] in UNSEEN:
                # The bot is not in it, so what it says there is seen by nobody but the asker.
                return False
            raise
        return is_shared(info)


def is_shared(channel: Mapping[str, Any]) -> bool:
    """Read whether another organisation is in a channel, or was asked to be; pure."""
    return bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))


def standing(user: dict[str, Any], team: str) -> Standing:
    """Read what somebody is from Slack's user object; pure."""
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_stranger") or user.get("team_id", team) != team:
        return Standing.OUTSIDER
    if user.get("is_restricted") or user.get("is_ultra_restricted"):
        return Standing.GUEST
    return Standing.MEMBER
